"""A desk on several machines, broken on purpose: each machine is a network namespace."""
