"""Questions on leading a line."""
