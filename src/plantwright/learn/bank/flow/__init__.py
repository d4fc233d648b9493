"""Questions on flow and capacity."""
