"""The figure of shifts: which station loses time in which shift."""

from __future__ import annotations

from plantwright.plot.shift_heat import MOST, shift_heat

ROWS = tuple(
    {"station": station, "when": when, "lost": lost}
    for station, when, lost in (
        ("saw", "Mon 06:00–14:00", 20.0), ("saw", "Tue 06:00–14:00", 30.0), ("<b>drill", "Mon 06:00–14:00", 64.0),
        ("<b>drill", "Tue 06:00–14:00", None),
    )
)  # fmt: skip


def test_each_field_is_a_station_in_a_shift() -> None:
    """Stations that lose most stand on top, shifts in the order told; what is not known stays empty."""
    fields = shift_heat(ROWS).data[0]
    assert [list(row) for row in fields.z] == [[64.0, None], [20.0, 30.0]]
    assert fields.zmax == 70


def test_the_title_names_the_worst_and_no_markup() -> None:
    """The title says where and when most is lost; a name that is markup stays text."""
    title = shift_heat(ROWS).layout.meta["title"]
    assert "64 %" in title
    assert "&lt;b&gt;drill" in title


def test_many_stations_are_cut_and_that_is_said() -> None:
    """Of more than forty stations the worst are drawn, and the note says how many there are."""
    rows = [{"station": f"s{k}", "when": "Mon", "lost": float(k)} for k in range(MOST + 5)]
    figure = shift_heat(rows)
    assert len(figure.data[0].z) == MOST
    assert f"{MOST + 5}" in figure.layout.meta["note"]


def test_nothing_to_see_is_said() -> None:
    """Without a whole shift the figure says so."""
    figure = shift_heat(())
    assert not figure.data
    assert "no whole shift" in figure.layout.annotations[0].text
