"""The trained classifier: a sentence's embedding and its letters, through one linear layer. No I/O but loading."""
