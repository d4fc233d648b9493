"""What a plant is, what could be changed, and what an answer is made of. Knows no numpy and no files."""
