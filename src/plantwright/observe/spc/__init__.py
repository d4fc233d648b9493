"""Statistical process control: is a characteristic stable, is it within its specification, is its gauge good enough."""
