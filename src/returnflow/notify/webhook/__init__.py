"""The merchant's webhook: one signed POST for each event of a return."""
