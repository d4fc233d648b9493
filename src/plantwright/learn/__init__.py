"""A school inside the plant: questions, lessons and games made of the learner's own log and twin."""
