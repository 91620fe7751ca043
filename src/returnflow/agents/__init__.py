"""The six agents: purpose, tools, prompts and permitted hand-overs. They execute moves and own the tools."""
