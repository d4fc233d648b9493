"""The floor replayed in one file: look at it, follow an order, fill observation sheets, be graded against the log."""
