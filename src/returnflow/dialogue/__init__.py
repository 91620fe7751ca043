"""The local brain: reads a state and what was heard, returns a move. Calls no tool, does no I/O."""
