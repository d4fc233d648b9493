"""Stock: its balance over time, and all that it can count on."""

from __future__ import annotations

from itertools import accumulate, pairwise

import numpy as np

from plantwright.learn.bank.case import Case
from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import number
from plantwright.learn.bank.slices import run_of_orders
from plantwright.learn.bank.supply.history import history, sized
from plantwright.learn.bank.template import Draft, Exactly, template
from plantwright.learn.bank.view import Column, Table
from plantwright.learn.bank.words import listed, text


@template("supply.stock", "number")
def lowest_stock(case: Case, draw: Draw) -> Draft:
    """Ask for the lowest stock at the end of a period, from issues and receipts."""
    past = history(case, draw, draw.whole(6, 8), unit="pieces")
    n, every = len(past.values), draw.whole(2, 3)
    lot = round(every * sum(past.values) / n)
    came = tuple(lot if k % every == every - 1 else 0 for k in range(n))
    moved = list(accumulate(a - b for a, b in zip(came, past.values, strict=True)))
    start = max(-min(moved), 0) + draw.whole(2, max(3, lot // 3))
    ends = [start + one for one in moved]
    return Draft(
        stem=f"Suppose that all demand of the table is served from one stock, which holds {text(start, past.unit)} at "
        f"the start, and that the receipts of a {past.period} come in before its end.\n\nWhat is the lowest stock at "
        f"the end of a {past.period}?",
        views=(past.table(("received", came)),),
        answer=number(
            min(ends),
            past.unit,
            ("last_for_lowest", ends[-1], "That is the stock at the very end; was it lower before?"),
            ("forgot_receipts", start - sum(past.values), "You took out the demand, but put in no receipts."),
            ("forgot_start", min(moved), "You began with an empty stock."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Begin with {start}; in each {past.period} add what is received and subtract the demand.",
            f"At the ends: {', '.join(text(one) for one in ends)}.",
            f"The lowest is {text(min(ends), past.unit)}.",
        ),
        hints=(
            "A stock changes only by what comes in and what goes out.",
            "Write down the stock at the end of each row: the one before, plus receipts, minus demand.",
            "Look through the whole column of ends, not only at the last one.",
        ),
        again=lambda: Exactly(_counted_out(start, came, past.values)),
    )


def _counted_out(start: int, came: tuple[int, ...], gone: tuple[int, ...]) -> int:
    """Return the lowest stock by moving every single thing in and out of a heap."""
    heap, low = [None] * start, start + sum(came)
    for more, less in zip(came, gone, strict=True):
        heap += [None] * more
        del heap[len(heap) - less :]
        low = min(low, len(heap))
    return low


@template("supply.stock", "number")
def inventory_position(case: Case, draw: Draw) -> Draft:
    """Ask for the inventory position at a moment, from what is on hand, under way and owed."""
    orders = run_of_orders(case, draw, draw.whole(5, 7))
    first = orders["released"].min()
    begun, unit, size = sized(np.append(orders["completed"].to_numpy() - first, orders["released"].to_numpy() - first))
    done, begun = begun[: len(orders)], np.round((orders["released"].to_numpy() - first) / size, 1)
    done = np.maximum(done, np.round(begun + 0.1, 1))
    pieces = np.maximum(np.round(orders["quantity"].fillna(1).to_numpy()), 1).astype(int)
    now = _moment(begun, done, draw)
    coming = pieces[(begun < now) & (done > now)]
    on_order = int(coming.sum())
    on_hand, owed = draw.whole(1, 3) * int(pieces.max()) + draw.whole(1, 9), int(pieces.min()) * draw.whole(1, 2)
    columns = (Column(name="order"), Column(name="released", unit=unit), Column(name="completed", unit=unit))
    rows = tuple(zip(orders["order"].astype(str), begun.tolist(), done.tolist(), pieces.tolist(), strict=True))
    return Draft(
        stem=f"The table shows orders of the log; suppose that all of them fill one stock. At {text(now, unit)} the "
        f"stock holds {text(on_hand, 'pieces')}, and {text(owed, 'pieces')} are owed to customers. An order is under "
        "way from its release to its completion.\n\nWhat is the inventory position at that moment?",
        views=(Table(title="Orders", columns=(*columns, Column(name="pieces")), rows=rows),),
        answer=number(
            on_hand + on_order - owed,
            "pieces",
            ("forgot_on_order", on_hand - owed, "Orders that are under way count too."),
            ("forgot_owed", on_hand + on_order, "What is owed is promised already: it is not free."),
            ("added_owed", on_hand + on_order + owed, "What is owed is to be taken away, not added."),
            ("counted_all_orders", on_hand + int(pieces.sum()) - owed, "Some orders had come in, or not begun."),
            share=0.0,
            least=0.4,
        ),
        solution=(
            f"Under way at {text(now, unit)}: {listed([str(one) for one in coming])} pieces, {on_order} in all.",
            f"Position = on hand + on order − owed = {on_hand} + {on_order} − {owed}.",
            f"= {text(on_hand + on_order - owed, 'pieces')}.",
        ),
        hints=(
            "The position is all that a stock can count on, less what it has promised.",
            "On order are the pieces that were released before that moment and completed after it.",
            "Add what is on hand and what is on order, and take away what is owed.",
        ),
        again=lambda: Exactly(float(on_hand - owed + pieces[begun < now].sum() - pieces[done < now].sum())),
    )


def _moment(begun: np.ndarray, done: np.ndarray, draw: Draw) -> float:
    """Return a moment between two events at which some order is under way."""
    moments = np.unique(np.concatenate([begun, done]))
    gaps = sorted(pairwise(moments), key=lambda pair: pair[0] - pair[1])
    middles = [float(np.round((a + b) / 2, 2)) for a, b in gaps]
    return draw.one([at for at in middles if np.any((begun < at) & (done > at))][:3])
