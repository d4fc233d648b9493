"""How the kernel is compiled: what Python calls is kept on disk, and all that it calls is built into it."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numba import njit
from numba.core.compiler import CompilerBase, DefaultPassBuilder
from numba.core.compiler_machinery import FunctionPass, register_pass
from numba.core.untyped_passes import IRProcessing

from plantwright.twin.kernel.sources import SOURCES

_make: Any = njit  # numba's annotations leave out some options


@register_pass(mutates_CFG=False, analysis_only=True)
class _LeftToTheCaller(FunctionPass):
    """Leave optimization and machine code to whoever calls a function: else both are made anew at every level."""

    _name = "left_to_the_caller"

    def __init__(self) -> None:
        FunctionPass.__init__(self)

    def run_pass(self, state: Any) -> bool:
        if state.library is None:
            state.library = state.targetctx.codegen().create_library(state.func_id.func_qualname)
            state.library.enable_object_caching()
        state.library._codegen = _NoMachineCode(state.library._codegen)
        state.library._optimize_final_module = lambda: None
        state.library._finalize_final_module = partial(_keep, state.library)
        return False


class _NoMachineCode:
    """A code generator of functions that have no address of their own, and so no environment to be told."""

    def __init__(self, generator: Any) -> None:
        self._generator = generator

    def __getattr__(self, name: str) -> Any:
        return getattr(self._generator, name)

    def set_env(self, *_: Any) -> None:
        """Tell nobody."""


def _keep(library: Any) -> None:
    """Finish a library that is only ever built into others."""
    library._finalize_dynamic_globals()
    library._finalized = True


class _Inner(CompilerBase):
    def define_pipelines(self) -> list[Any]:
        pipeline = DefaultPassBuilder.define_nopython_pipeline(self.state)
        pipeline.add_pass_after(_LeftToTheCaller, IRProcessing)
        pipeline.finalize()
        return [pipeline]


_INNER = {"no_cpython_wrapper": True, "no_cfunc_wrapper": True, "error_model": "numpy", "pipeline_class": _Inner}

# said, or a function would take the other way from whoever is the first to call it
inner = _make(**_INNER, forceinline=False)
"""Compile a function that only compiled functions call."""

tiny = _make(**_INNER, forceinline=True)
"""Compile a function of the hot path into whoever calls it."""


def entry(function: Any) -> Any:
    """Compile a function that Python calls, and keep it until a file of the kernel changes."""
    # numba finds what it kept by the function's name, and looks for changes in the function's own file alone
    function.__qualname__ += f"_{SOURCES}"
    return _make(cache=True, nogil=True, error_model="numpy")(function)


def constant(number: int) -> Any:
    """Return a number as numpy's: for each plain integer in a call, numba would compile the callee anew."""
    return np.int64(number)
