"""Questions on variation and quality."""
