"""What machines tell of themselves."""

from plantwright.events.sheets.sheet import of_rows
from plantwright.events.sheets.states import intervals_of_states, state_of


def read(*rows: str, head: str = "time,machine,state"):
    """Return the intervals of a sheet of readings."""
    sheet = of_rows("", head.split(","), [row.split(",") for row in rows])
    return intervals_of_states(sheet).data.to_pylist()


def test_a_state_holds_until_the_next() -> None:
    """A machine that runs, fails and runs again has three intervals, the last one open; idle time is none."""
    made = read(
        "2025-03-03 06:00,M1,Running",
        "2025-03-03 07:00,M1,Alarm 12",
        "2025-03-03 07:20,M1,Idle",
        "2025-03-03 07:30,M1,running",
    )
    assert [(one["kind"], one["start"][11:16], (one["end"] or "")[11:16]) for one in made] == [
        ("process", "06:00", "07:00"), ("down", "07:00", "07:20"), ("process", "07:30", "")
    ]  # fmt: skip
    assert made[1]["reason"] == "Alarm 12"


def test_counts_alone_show_when_a_machine_worked() -> None:
    """Between two readings in which its counter rose a machine worked; a counter set back begins from nothing."""
    made = read(
        "2025-03-03 06:00,M1,10", "2025-03-03 06:10,M1,14", "2025-03-03 06:20,M1,14", "2025-03-03 06:30,M1,3",
        head="time,machine,part count",
    )  # fmt: skip
    assert [(one["start"][11:16], one["quantity"]) for one in made] == [("06:00", "4"), ("06:20", "3")]


def test_words_for_states() -> None:
    """Words of several languages and standards are known; an unknown one is not guessed."""
    words = {
        "ACTIVE": "process",
        "Störung": "down",
        "Rüsten": "setup",
        "运行": "process",
        "故障": "down",
        "Warten": "idle",
    }
    assert {one: state_of(one) for one in words} == words
    assert state_of("blue") is None
