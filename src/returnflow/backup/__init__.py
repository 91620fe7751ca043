"""Backup and restore: one archive of the database, labels, messages, and what else is asked for, with a manifest of all of it."""
