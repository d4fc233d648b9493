"""Live sources: what a plant goes on recording, read without loss and without doubles."""
