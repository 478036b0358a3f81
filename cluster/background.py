"""Somebody who asks the worker for a task once a second."""

import threading

import psycopg

EVERY = 1.0
STATES = (
    "SELECT t.key, r.status FROM background_backgroundtask t "
    "JOIN django_tasks_database_dbtaskresult r ON r.id = t.result_id"
)


class Asker(threading.Thread):
    """Asks for the same task again and again, each time by a key of its own, until it is taken."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(name="asker", daemon=True)
        self.stopped = stop
        self.taken: set[str] = set()
        """The keys of what was asked for and acknowledged."""

    def run(self) -> None:
        from django.db import DatabaseError, connection

        from cluster.tasks import count_highlights

        number = 0
        while not self.stopped.wait(EVERY):
            key = f"count {number}"
            try:
                count_highlights.ask(number, key=key)
            except DatabaseError:
                connection.close()  # and asks for the same again
                continue
            self.taken.add(key)
            number += 1
        connection.close()


def unfinished(connection: psycopg.Connection, taken: set[str]) -> dict[str, str]:
    """What was asked for and acknowledged, and is not done: each with its state, "lost" if none."""
    states: dict[str, str] = dict.fromkeys(taken, "lost")
    for key, status in connection.execute(STATES).fetchall():
        if states.get(key) != "SUCCESSFUL":
            states[key] = status
    return {key: status for key, status in states.items() if status != "SUCCESSFUL"}
