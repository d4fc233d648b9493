"""What a change does, foretold and true: the ladder from knowing nothing to knowing the plant."""
