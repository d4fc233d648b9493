"""The same models written for other simulators, each run by its own Python in its own environment."""
