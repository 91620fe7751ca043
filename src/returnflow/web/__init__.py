"""The HTTP edge: pages and API. Flask lives here and in `bridge` only."""
