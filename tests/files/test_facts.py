"""Facts and changes that people wrote."""

import pytest

from plantwright.errors import PlantError
from plantwright.files.changes import read_changes
from plantwright.files.facts import read_facts
from plantwright.model.facts import NO_FACTS

WRONG = """
time_zone: Mars/Olympus
log_window: {from: 2025-02-01T00:00:00, to: 2025-01-01T00:00:00}
work_centers:
- {id: mill, stations: 2}
- {id: mill, stations: 3}
- {id: oven, batch: {max_lots: 2, min_lots: 3}}
costs: {station_once: {lathe: 1000}}
"""


def problems_of(tmp_path, text: str) -> list[str]:
    """Return what reading such facts complains about."""
    (tmp_path / "facts.yaml").write_text(text)
    with pytest.raises(PlantError) as error:
        read_facts(tmp_path)
    return list(error.value.problems)


def test_folder_without_facts(tmp_path):
    """A folder without facts tells none, and a folder without changes has none."""
    assert read_facts(tmp_path) == NO_FACTS
    assert read_changes(tmp_path) == ()


def test_clock_times_unquoted(tmp_path):
    """Unquoted times of day and dates mean what they look like."""
    text = "shifts: [{days: mon-fri, from: 7:30, to: 22:00}]\nlog_window: {from: 2025-01-01, to: 2025-02-01}"
    (tmp_path / "facts.yaml").write_text(text)
    facts = read_facts(tmp_path)
    assert (facts.shifts[0].start, facts.shifts[0].end) == ("07:30", "22:00")
    assert facts.log_window.end == "2025-02-01"


def test_contradictions_are_told_at_once(tmp_path):
    """Facts that contradict themselves are refused with every contradiction named."""
    found = problems_of(tmp_path, WRONG)
    assert [one.split(":")[0] for one in found] == [
        "work_centers", "work_centers.oven.batch", "time_zone", "log_window", "costs.station_once.lathe",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("stations: 3", "stations"),
        ("plant: a\nplant: b", "twice"),
        ("plant: [", "not YAML"),
        ("log_window: {from: soon, to: later}", "no time"),
        ("release: 'push'", "conwip: N"),
    ],
)
def test_wrong_facts_say_why(tmp_path, text, word):
    """Each wrong fact names what is wrong and what is allowed."""
    assert word in "\n".join(problems_of(tmp_path, text))


def test_missing_file_is_named(tmp_path):
    """A facts file that is not there is named."""
    with pytest.raises(PlantError, match=r"none\.yaml"):
        read_facts(tmp_path / "none.yaml")


def test_known_plants_read(shared_data):
    """The facts and the eight changes of every known plant are read."""
    for folder in sorted((shared_data / "known-plants" / "plants").iterdir()):
        assert read_facts(folder).plant == folder.name
        assert len(read_changes(folder)) == 8
