"""How well real customers' words are understood, by public sets of them that never enter the repository."""
