"""Scores of what a person observed on a floor, against what the floor's log says."""
