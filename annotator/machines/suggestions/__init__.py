"""What people see of a machine's reading while they read, and who sees nothing of it."""
