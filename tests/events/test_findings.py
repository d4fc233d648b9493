"""What is odd in records is found, counted and handled as said."""

from plantwright.files.facts import read_facts


def test_rows_cut_by_the_edges(rows, findings, log_of):
    """A blank start at the beginning and a blank end at the end are work in progress, and stay."""
    text = rows("A saw-1 - 08:00", "B saw-1 08:00 09:00", "C saw-1 09:00 -")
    log = log_of(text)
    assert findings(log)["begun_before_window"] == findings(log)["running_at_end"] == 1
    assert log.frame().start.notna().tolist() == [False, True, True]


def test_blank_ends_in_the_middle_are_missing(rows, findings, log_of):
    """A blank end with later work on the station is a missing time: set aside, its pieces kept."""
    text = rows("A saw-1 07:00 08:00", "B saw-1 08:00 -", "C saw-1 09:00 10:00", "D saw-1 - -")
    log = log_of(text)
    assert (findings(log)["missing_end"], findings(log)["missing_start"]) == (2, 1)
    frame = log.frame()
    assert frame.start.notna().tolist() == [True, False, True, False]
    assert frame.quantity.sum() == 40


def test_duplicates_are_left_out(rows, findings, log_of):
    """A row that repeats another in every column is left out; one that differs in any stays."""
    text = rows("A saw-1 07:00 08:00", "A saw-1 07:00 08:00", "A saw-1 07:00 08:00").replace("10,1,0", "10,2,0", 1)
    log = log_of(text)
    assert findings(log)["duplicate_rows"] == 1
    assert log.frame().scrapped.tolist() == [2, 1]


def test_ends_before_starts_are_set_aside(rows, findings, log_of):
    """A row that ends before it starts loses its times, not its pieces."""
    text = rows("A saw-1 08:00 07:00", "A saw-1 08:00 09:00", "B saw-1 09:00 10:00")
    log = log_of(text)
    assert findings(log)["end_before_start"] == 1
    assert log.frame().start.isna().sum() == 1
    assert log.frame().quantity.sum() == 30


def test_overlaps_are_counted(rows, findings, log_of):
    """Two rows of one station at once are an overlap; two stations at once are none."""
    text = rows("A saw-1 08:00 09:00", "B saw-1 08:30 09:30", "C saw-2 08:30 09:30")
    assert findings(log_of(text))["overlap_station"] == 1


def test_batches_are_no_overlap(rows, findings, log_of):
    """Lots that share a station, start and end again and again are a batch, not an overlap."""
    text = rows(*[f"{lot}{h} oven-1 {h:02d}:00 {h:02d}:{30 + h}" for h in range(8, 18) for lot in "AB"])
    log = log_of(text)
    assert "overlap_station" not in findings(log)
    assert log.frame().batch.tolist() == [k // 2 + 1 for k in range(20)]


def test_nominal_durations_over_unlike_work(rows, log_of):
    """One duration over many unlike jobs is a planned time; one machine's steady cycle is none."""
    varied = [f"V{k} saw-1 {k // 2:02d}:{k % 2 * 30:02d} {k // 2:02d}:{k % 2 * 30 + k % 25 + 1:02d}" for k in range(48)]
    planned = [f"N{k} n-{k % 9} {k:02d}:00 {k:02d}:28" for k in range(24)]
    log = log_of(rows(*varied, *planned))
    assert log.meta.nominal_durations == (28 * 60.0,)
    steady = [one.replace(f"n-{k % 9}", "n-1") for k, one in enumerate(planned)]
    assert log_of(rows(*varied, *steady)).meta.nominal_durations == ()


def test_station_has_one_work_center(rows, findings, log_of):
    """A station that is recorded with two work centers gets the one it mostly has."""
    text = rows("A saw-1 08:00 09:00", "B saw-1 09:00 10:00", "C saw-1 10:00 11:00").replace(",saw,", ",mill,", 1)
    log = log_of(text)
    assert findings(log)["station_moved"] == 1
    assert set(log.frame().work_center) == {"saw"}


def test_orders_from_the_log(rows, findings, log_of):
    """Without a table of orders, release is the first start and completion the last end."""
    log = log_of(rows("A saw-1 08:00 09:00", "A saw-1 10:00 11:00", "B saw-1 11:00 -"))
    orders = log.order_frame().set_index("order")
    assert orders.released["A"].hour == 8
    assert orders.completed["A"].hour == 11
    assert orders.completed.isna()["B"]
    assert findings(log)["cut_right"] == 1


def test_unreadable_times_are_counted(rows, findings, log_of):
    """A time that cannot be read is counted and taken as missing."""
    texts = [f"A saw-1 {h:02d}:00 {h:02d}:30" for h in range(20)]
    text = rows(*texts).replace("2025-05-05T03:30:00", "soon")
    log = log_of(text)
    assert findings(log)["unreadable_times"] == 1


def test_facts_that_differ(tmp_path, rows, findings, log_of):
    """A work center that is told and never worked at is no contradiction; it is said."""
    (tmp_path / "facts.yaml").write_text("work_centers: [{id: saw, stations: 2}, {id: oven}]")
    log = log_of(rows("A saw-1 08:00 09:00", "B saw-2 09:00 10:00"), facts=read_facts(tmp_path))
    assert findings(log)["facts_differ"] == 1


def test_durations_that_contradict_the_times(log_of, rows, findings):
    """A column of durations that tells another time than start and end do is a finding."""
    lines = rows("A saw-1 08:00 09:15", "B saw-1 10:00 11:00").splitlines()
    text = "\n".join(f"{line},{last}" for line, last in zip(lines, ["Span", "000:00", "001:00"], strict=True))
    assert findings(log_of(text))["duration_differs"] == 1
