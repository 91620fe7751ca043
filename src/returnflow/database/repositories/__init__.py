"""Queries, one file a noun. They give back values of the domain or of `rows`, never table objects."""
