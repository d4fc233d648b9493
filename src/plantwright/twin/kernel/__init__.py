"""The event-driven heart of the twin: arrays only, numpy and numba only."""
