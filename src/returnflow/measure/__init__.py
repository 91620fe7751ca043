"""What `returnflow bench` runs."""
