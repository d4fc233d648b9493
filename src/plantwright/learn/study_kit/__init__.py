"""A study kit: what a class needs to find out whether the school teaches, planned before and said with its interval."""
