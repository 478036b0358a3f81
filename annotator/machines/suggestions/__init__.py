"""What people see of a machine's reading while they read, and who of them never does."""
