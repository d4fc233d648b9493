"""The benchmark of the server measures every figure that it names."""

from __future__ import annotations

from benchmarks.web import gantt_rows, server_rows


def test_a_smoke_run_looks_at_the_floor() -> None:
    """A smoke run writes an index and looks at it; each row has a value, the slowest look a target."""
    rows = gantt_rows(True)
    assert all(one.value is not None and one.value > 0 for one in rows)
    assert [one.target for one in rows if one.target] == ["<= 150"]


def test_a_smoke_run_asks_a_server() -> None:
    """A smoke run starts a server, opens its first page and asks what a change would do; each has a target."""
    rows = server_rows(True)
    assert all(one.value is not None and one.value > 0 for one in rows)
    assert [one.target for one in rows if one.target] == ["<= 2", "<= 1", "<= 2"]
