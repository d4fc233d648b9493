"""Measures of an event log, recorded or simulated alike. Never imports the twin."""
