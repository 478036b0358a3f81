"""What breaks on a desk, broken on purpose: real processes, a load, and a count at the end."""
