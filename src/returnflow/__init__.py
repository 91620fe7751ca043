"""ReturnFlow: a voice desk for product returns that anyone can run."""

__version__ = "0.1.0"
