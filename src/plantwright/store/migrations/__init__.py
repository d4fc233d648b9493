"""The forms that the database of the store has had, each a step from the one before."""
