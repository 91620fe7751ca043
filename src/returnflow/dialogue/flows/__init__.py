"""What each agent does next: questions as data, and small functions from a state to a move. One file per agent."""
