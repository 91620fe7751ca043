"""Set-up from nothing: brings a bare machine to the point where the product runs. Standard library only."""
