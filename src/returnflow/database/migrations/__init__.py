"""Alembic's revisions. `HEAD` is the newest, kept here so that a start at the newest need not import Alembic."""

HEAD = "0001"
