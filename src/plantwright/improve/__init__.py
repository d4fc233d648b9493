"""Which change to make first, with what gain and how sure."""
