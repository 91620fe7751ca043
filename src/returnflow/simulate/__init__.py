"""The simulated customer, who talks to the desk the way a caller does."""
