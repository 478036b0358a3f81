"""Say that entities or questions have changed where several are written at once: for whoever keeps
what follows from them. What is saved one by one says so by Django's own signals.
"""

from django.dispatch import Signal

things_changed = Signal()
"""Sent with the `things`, all of one model, inside the transaction that writes them."""
