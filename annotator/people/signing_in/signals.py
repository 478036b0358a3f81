"""What happens at the door, for whoever keeps a log of it or writes a letter."""

from django.dispatch import Signal

password_closed = Signal()
"""Too many wrong passwords closed it. Arguments: request, user (None where it names nobody)."""
