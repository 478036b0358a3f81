"""Readers that are programs: what they read, what people see of it, and what it cost.

`docs/machine-readers.md` says what that is and is not good for.
"""
