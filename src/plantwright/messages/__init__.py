"""What Plantwright says to people, in the language they asked for: English is complete, others fall back to it."""
