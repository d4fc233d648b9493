"""From a sheet as it stands in a file to a plain one, step by step."""

from __future__ import annotations

from collections.abc import Mapping

from plantwright.events.sheets.amounts import named_by_unit, unread_amounts, usual_numbers, without_units
from plantwright.events.sheets.clocks import usual_clocks
from plantwright.events.sheets.days_and_clocks import joined_times
from plantwright.events.sheets.hidden import unhidden_stations
from plantwright.events.sheets.leftovers import records_only
from plantwright.events.sheets.merged import filled_down
from plantwright.events.sheets.odd_times import usual_times
from plantwright.events.sheets.prefixes import without_paths
from plantwright.events.sheets.questions import Questions
from plantwright.events.sheets.serials import without_serials
from plantwright.events.sheets.several import parted_cells
from plantwright.events.sheets.sheet import Sheet
from plantwright.events.sheets.states import intervals_of_states
from plantwright.events.sheets.told_above import with_told_above
from plantwright.events.sheets.wide import long_rows


def plain(sheet: Sheet, told: Mapping[str, str], place: str, questions: Questions) -> Sheet:
    """Return the sheet with one row a record, one column a thing, and times written as usual.

    Parameters
    ----------
    told
        Settings that the sheet leaves open, see ``SETTINGS``.
    place
        The name of its file.
    questions
        Where what is open is noted.
    """
    sheet = parted_cells(with_told_above(filled_down(without_paths(records_only(sheet)))))
    sheet = usual_clocks(unread_amounts(usual_numbers(without_units(named_by_unit(sheet)))))
    sheet = usual_times(without_serials(sheet), told, place, questions)
    sheet = long_rows(sheet, told, questions)
    sheet = joined_times(sheet, told, questions)
    return intervals_of_states(unhidden_stations(sheet))
