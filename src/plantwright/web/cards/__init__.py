"""The pages that show a studied plant: figures with their tables, made by the worker, one file a page."""
