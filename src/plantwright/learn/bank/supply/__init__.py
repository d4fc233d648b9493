"""Questions on demand, stock and plans."""
