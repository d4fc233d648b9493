"""The skill graph: what a person can do on a plant, and what must be mastered first."""
