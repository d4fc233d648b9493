"""Questions on losses, costs and changes."""
