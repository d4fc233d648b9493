"""Solvers, each behind a function of plain numbers: the only place that knows them."""
