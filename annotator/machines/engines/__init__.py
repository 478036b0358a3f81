"""What can read: one module an engine, behind the protocol of `protocol.py` (no database)."""
