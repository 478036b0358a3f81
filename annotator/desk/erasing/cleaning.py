"""What a database keeps of rows that are deleted, and how that goes, too."""

from django.db import connection

from annotator.search.index.full_text import clean_full_text

AFTERWARDS = {
    "sqlite": "The database file is overwritten where it stood. Backups made before keep it until "
    "they are thrown away.",
    "postgresql": "PostgreSQL keeps deleted rows until autovacuum, or VACUUM, has passed, and its "
    "log until it is recycled. Backups and archived logs made before keep it until they are "
    "thrown away.",
}
"""What a plan says of what the database itself keeps."""


def told_afterwards() -> str:
    """Return what the database and its backups keep for a while."""
    return AFTERWARDS[connection.vendor]


def overwrite_deleted() -> None:
    """Let SQLite overwrite what this connection deletes from now on; PostgreSQL cannot."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def clean_up() -> None:
    """Write full text anew without what was deleted, and empty SQLite's log into its file.

    On PostgreSQL that is VACUUM's, which runs by itself and cannot be asked for by every user.
    """
    clean_full_text(connection)
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
