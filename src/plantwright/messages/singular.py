"""Messages about one thing: findings count, and one row has no start where many rows have none.

Only what is counted by ``{n:,}`` stands here; other messages know both forms where they are told.
"""

from __future__ import annotations

from plantwright.messages.marked import later

SINGULAR = {
    "{n:,} days without any record, on weekdays that are otherwise worked: {days}": later(
        "one day without any record, on a weekday that is otherwise worked: {days}"
    ),
    "{n:,} stations are silent for days while they are otherwise busy: {stations}": later(
        "one station is silent for days while it is otherwise busy: {stations}"
    ),
    "{n:,} rows repeat another row in every column": later("one row repeats another row in every column"),
    "{n:,} rows repeat another row of the same work to within {near} s": later(
        "one row repeats another row of the same work to within {near} s"
    ),
    "{n:,} rows end before they start": later("one row ends before it starts"),
    "{n:,} rows have no start": later("one row has no start"),
    "{n:,} rows have no end": later("one row has no end"),
    "{n:,} rows began before the records do": later("one row began before the records do"),
    "{n:,} rows still ran when the records end": later("one row still ran when the records end"),
    "{n:,} rows name another work center than their station mostly has": later(
        "one row names another work center than its station mostly has"
    ),
    "{n:,} rows lie outside the window that the facts tell": later(
        "one row lies outside the window that the facts tell"
    ),
    "{n:,} rows begin before the row before them of the same {who} ends": later(
        "one row begins before the row before it of the same {who} ends"
    ),
    "{n:,} rows end at an earlier hour than they start": later("one row ends at an earlier hour than it starts"),
    "{n:,} rows repeat the header": later("one row repeats the header"),
    "{n:,} rows are totals, subtotals or averages of other rows": later(
        "one row is a total, subtotal or average of other rows"
    ),
    "{n:,} rows hold one remark and no record": later("one row holds a remark and no record"),
    "{n:,} rows have too many or too few cells": later("one row has too many or too few cells"),
    "{n:,} rows have text between the columns": later("one row has text between the columns"),
    "{n:,} values of {column!r} are no times": later("one value of {column!r} is no time"),
    "{n:,} values of {column!r} are no numbers": later("one value of {column!r} is no number"),
    "{n:,} values of {column!r} in {file} are no numbers": later("one value of {column!r} in {file} is no number"),
    "{n:,} orders were released before the records begin": later("one order was released before the records begin"),
    "{n:,} orders were not completed when the records end": later("one order was not completed when the records end"),
    "{n:,} orders seem to have begun before the records do": later(
        "one order seems to have begun before the records do"
    ),
    "{n:,} orders seem unfinished when the records end": later("one order seems unfinished when the records end"),
    "{n:,} orders of the log are not in the table of orders": later(
        "one order of the log is not in the table of orders"
    ),
    "{n:,} orders are worked on after they were completed": later("one order is worked on after it was completed"),
    "{n:,} orders are worked on before they were released": later("one order is worked on before it was released"),
    "{n:,} orders were completed before they were released": later("one order was completed before it was released"),
    "{n:,} steps begin at one station while their order is still at another": later(
        "one step begins at one station while its order is still at another"
    ),
    "{n:,} steps take in more pieces than the step before gave": later(
        "one step takes in more pieces than the step before gave"
    ),
    "{n:,} steps were booked two times or more, each time with all pieces of their order": later(
        "one step was booked two times or more, each time with all pieces of its order"
    ),
    "{n:,} cells hold several things, such as {example!r}": later("one cell holds several things, such as {example!r}"),
    "{n:,} more measures": later("one more measure"),
    "{n:,} more assumptions": later("one more assumption"),
    "{n:,} more changes": later("one more change"),
    "{n:,} more numbers": later("one more number"),
}
"""The message about one by the message about many."""
