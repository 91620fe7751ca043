"""Where orders and policy rows come from."""
