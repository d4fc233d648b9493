"""From an event log to a plant, with evidence; and how far the result is to be believed."""
