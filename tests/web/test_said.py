"""What a page says of an error can be done on the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from plantwright.errors import RecordsError
from plantwright.events.read import read_log
from plantwright.web.work.said import for_the_page


def test_no_folder_of_the_server_and_no_option_of_the_command_line_is_said(tmp_path: Path) -> None:
    """Errors of records name files, never where the server keeps them, and cures that the page has."""
    (tmp_path / "bad.csv").write_text("foo,bar\n1,2\n3,4\n")
    with pytest.raises(RecordsError) as found:
        read_log(tmp_path)
    assert "--map" in str(found.value)
    subject, problems = for_the_page(found.value, tmp_path)
    assert subject == "the records"
    assert len(problems) == len(found.value.problems) > 1
    assert all(str(tmp_path) not in one and "--map" not in one for one in problems), problems
    assert any("bad.csv: no usable time column" in one and "choose start under Columns" in one for one in problems)
