"""The call's record: timeline, transcript, redaction, retention, export."""
