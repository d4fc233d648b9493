"""The public face: few names, imported lightly."""

from __future__ import annotations

import subprocess
import sys

import pytest

import plantwright

HEAVY = ("numpy", "numba", "ibis", "duckdb", "pandas", "scipy", "plotly", "pyarrow", "sqlglot", "typer", "rich")
WANTED = {
    "read_log", "measure", "fit", "simulate", "rank", "Plant", "EventLog", "Change", "Estimate", "Measures",
    "PlantwrightError",
}  # fmt: skip


def loaded_after(code: str) -> set[str]:
    """Return the top-level modules loaded once ``code`` has run in a fresh interpreter."""
    report = f"{code}\nimport sys; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_plantwright_loads_nothing_heavy() -> None:
    """A fresh ``import plantwright`` loads no library of arrays, tables, solvers or figures."""
    assert loaded_after("import plantwright") & set(HEAVY) == set()


def test_the_model_needs_no_arrays() -> None:
    """A plant and a change can be used without loading numpy or reading a file."""
    code = "from plantwright.model.plant import Plant; from plantwright.model.change import Change"
    assert loaded_after(code) & {*HEAVY, "yaml"} == set()


def test_a_server_is_ready_before_what_is_heavy() -> None:
    """The whole app with all of its pages is imported without a library of arrays, tables, solvers or figures."""
    assert loaded_after("import plantwright.web.app") & set(HEAVY) == set()


def test_the_public_names_are_those_of_the_readme() -> None:
    """The functions and nouns that the documentation speaks of are public."""
    assert set(plantwright.__all__) >= WANTED


def test_every_public_name_is_there_and_documented() -> None:
    """Each name of ``__all__`` can be had, and says what it is."""
    for name in plantwright.__all__:
        value = getattr(plantwright, name)
        if callable(value):
            assert value.__doc__, f"{name} has no docstring"


def test_dir_lists_the_public_names() -> None:
    """What is loaded late is shown all the same to who asks what there is."""
    assert set(plantwright.__all__) <= set(dir(plantwright))


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that is not public fails as in any module."""
    with pytest.raises(AttributeError, match="oracle"):
        _ = plantwright.oracle
