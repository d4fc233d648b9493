"""What a change would do, asked while a person waits."""
