"""The learner model: what was answered, what it says of each skill, when to come back, and what to practice next."""
