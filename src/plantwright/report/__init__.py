"""The answer as one offline page and a folder of results."""
