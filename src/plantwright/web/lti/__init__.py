"""People who come from a learning system: what lasts between their steps, where they go, their grades."""
