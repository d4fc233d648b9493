"""Whether the school is right, and fast."""
