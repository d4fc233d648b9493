"""The question bank: each question and its key are made of the learner's own plant, by two independent routes."""
