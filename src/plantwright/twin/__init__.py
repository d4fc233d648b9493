"""The twin: a plant in, an event log or its summary out."""
