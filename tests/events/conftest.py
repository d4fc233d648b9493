"""Small logs, written as plants export them."""

import pytest

from plantwright.events.read import read_log

HEADER = "order,product,operation,work_center,station,worker,start,end,quantity,scrapped,rework\n"


def _rows(*texts: str) -> str:
    lines = [HEADER]
    for text in texts:
        order, station, start, end, *worker = text.split()
        times = ["" if one == "-" else f"2025-05-05T{one}:00" for one in (start, end)]
        lines.append(
            f"{order},P,{station}-work,{station[:-2]},{station},{''.join(worker)},{times[0]},{times[1]},10,1,0\n"
        )
    return "".join(lines)


@pytest.fixture
def rows():
    """Return a writer of logs from short rows: order, station, start, end (HH:MM of a day in May 2025), worker."""
    return _rows


@pytest.fixture
def log_of(tmp_path):
    """Return a reader of the log that a text is."""

    def read(text: str, name: str = "log.csv", encoding: str = "utf-8", **options):
        (tmp_path / name).write_text(text, encoding=encoding)
        return read_log(tmp_path / name, **options)

    return read


@pytest.fixture
def findings():
    """Return how many rows each finding of a log touches."""
    return lambda log: {one.name: one.count for one in log.findings}
