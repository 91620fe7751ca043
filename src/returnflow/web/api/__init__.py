"""The JSON API: one file per noun. A view parses, asks the parts, and answers; it decides nothing."""
