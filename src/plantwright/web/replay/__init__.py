"""The floor replayed: what was recorded, and beside it what the twin does, as it is or with a change."""
