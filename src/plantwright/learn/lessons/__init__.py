"""Lessons of twenty minutes at most, whose figures and numbers are those of the learner's own plant."""
