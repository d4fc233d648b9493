"""Logs of many rows: what it takes to learn from them and to measure them, and how a real one is foretold."""
