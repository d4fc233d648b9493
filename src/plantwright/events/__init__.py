"""What happened, or would happen: one table of intervals, one schema; and the reading of records."""
