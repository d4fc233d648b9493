"""The simulation engine: what it costs, and whether other engines agree with it."""
