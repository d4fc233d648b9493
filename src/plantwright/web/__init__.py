"""The observatory in the browser: pages, an API, and long work beside them."""
