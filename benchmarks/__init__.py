"""What Plantwright takes and how well it answers, one module a subject."""
