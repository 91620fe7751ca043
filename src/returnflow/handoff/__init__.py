"""People: queue, dispositions, callbacks."""
