"""Plant folders, facts and changes on disk, written and read without loss."""
