"""Plantwright."""
