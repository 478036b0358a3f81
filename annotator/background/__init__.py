"""Work in the background: what takes longer than a person waits is a task that a worker runs.

The lowest floor: it knows no app. A folder declares its tasks in its `tasks.py` by `@work`.
"""


def worker_is_there() -> bool:
    """Return whether a worker has been heard of lately, in one statement."""
    # Imported late: apps import this package before there are models.
    from annotator.background.presence import present

    return present().exists()
