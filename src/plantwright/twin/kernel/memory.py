"""Tables as compiled functions see them: bare addresses, without the counting of references that numba's arrays cost.

``pointer`` turns an array of addresses into a floor. ``floor.lots[k]`` is then record k of the table ``lots``, at the
price of an addition; for a table of plain numbers it is the number. Whoever calls keeps the arrays alive.
"""

from __future__ import annotations

import operator
from typing import Any

from llvmlite import ir
from numba import from_dtype, types
from numba.core.typing.templates import AbstractTemplate, AttributeTemplate, infer_getattr, infer_global, signature
from numba.extending import intrinsic as _intrinsic
from numba.extending import lower_builtin, lower_getattr_generic, models, register_model

from plantwright.twin.kernel.floor import TABLES

intrinsic: Any = _intrinsic  # the typing context that it hands over is none of the caller's arguments
_BYTE = ir.IntType(8)
_WORD = ir.IntType(64)


class FloorType(types.Type):
    """Compiled type of a floor: the address of the list of addresses."""

    def __init__(self):
        super().__init__(name="Floor")


class TableType(types.Type):
    """Compiled type of a table: the address of its first record."""

    def __init__(self, field, item):
        self.item = item
        super().__init__(name=f"Table_{field}")


FLOOR = FloorType()
_FIELDS = {name: (place, TableType(name, from_dtype(dtype))) for place, (name, dtype) in enumerate(TABLES.items())}


@register_model(FloorType)
@register_model(TableType)
class _AddressModel(models.PrimitiveModel):
    def __init__(self, manager, kind):
        super().__init__(manager, kind, ir.PointerType(_BYTE))


@infer_getattr
class _FloorAttributes(AttributeTemplate):
    key = FloorType

    def generic_resolve(self, _floor, name):  # type: ignore[override]
        return _FIELDS[name][1] if name in _FIELDS else None


@lower_getattr_generic(FloorType)
def _lower_field(_context, builder, _kind, value, name):
    words = builder.bitcast(value, ir.PointerType(_WORD))
    slot = builder.gep(words, [ir.Constant(_WORD, _FIELDS[name][0])])
    address = builder.load(slot)
    # the addresses stay as they are while compiled code runs
    address.set_metadata("invariant.load", builder.module.add_metadata([]))
    return builder.inttoptr(address, ir.PointerType(_BYTE))


@infer_global(operator.getitem)
class _GetItem(AbstractTemplate):
    def generic(self, args, _named):
        table, _ = args
        return signature(table.item, table, types.intp) if isinstance(table, TableType) else None


@infer_global(operator.setitem)
class _SetItem(AbstractTemplate):
    def generic(self, args, _named):
        table, *_ = args
        return signature(types.none, table, types.intp, table.item) if isinstance(table, TableType) else None


def _place(context, builder, kind, table, index):
    item = context.get_data_type(kind.item)
    if isinstance(kind.item, types.Record):
        item = ir.ArrayType(_BYTE, kind.item.size)
    first = builder.bitcast(table, ir.PointerType(item))
    return builder.gep(first, [index])


@lower_builtin(operator.getitem, TableType, types.intp)
def _lower_get(context, builder, sig, args):
    place = _place(context, builder, sig.args[0], *args)
    return place if isinstance(sig.return_type, types.Record) else builder.load(place)


@lower_builtin(operator.setitem, TableType, types.intp, types.Any)
def _lower_set(context, builder, sig, args):
    table, index, value = args
    builder.store(value, _place(context, builder, sig.args[0], table, index))
    return context.get_dummy_value()


@intrinsic
def pointer(_typing, addresses):
    """Return the floor whose tables lie at ``addresses``, an integer array in the order of ``TABLES``."""

    def lower(context, builder, sig, args):
        array = context.make_array(sig.args[0])(context, builder, args[0])
        return builder.bitcast(array.data, ir.PointerType(_BYTE))

    return FLOOR(addresses), lower


_RULE = ir.FunctionType(ir.DoubleType(), [ir.DoubleType()] * 8)


@intrinsic
def call_rule(_typing, address, now, ready, due, process_time, remaining, setup, quantity, priority):  # noqa: ARG001, PLR0913
    """Return what the compiled rule at ``address`` says of eight numbers."""

    def lower(_context, builder, _sig, args):
        rule = builder.inttoptr(args[0], ir.PointerType(_RULE))
        return builder.call(rule, list(args[1:]))

    return types.float64(types.intp, *([types.float64] * 8)), lower
