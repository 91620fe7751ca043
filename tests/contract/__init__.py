"""Promises between parts that are written in different languages, or only in words."""
