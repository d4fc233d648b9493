"""Figures of logs, measures and rankings; one figure a file."""
