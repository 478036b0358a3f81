"""The protocol as JSON: what a program is told, and what is read of what it answers."""
