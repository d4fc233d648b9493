"""The floor over time, at any zoom: an index beside a log, written once and read by mapping its files."""
