"""What is known in a call and what is expected next. Knows the types of `returns`, no engine and no framework."""
