"""From a file as a plant keeps it to a plain table: one header, one row a record, every value as text."""
