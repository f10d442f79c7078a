"""What a group of numbers measures."""
