"""The desk's pages in the admin: Django imports it, and its modules register them."""

from annotator.desk.erasing import admin

__all__ = ["admin"]
