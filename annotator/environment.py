"""The demo's own environment: a key and a database in a data folder that git ignores."""

import os
import secrets
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent / "data"


def prepare_demo(data: Path = DATA) -> None:
    """Fill the variables that `settings.py` reads, where nobody has set them."""
    data.mkdir(exist_ok=True)
    key = data / "secret_key"
    if not key.exists():
        key.touch(mode=0o600)
        key.write_text(secrets.token_urlsafe(50))
    defaults = {
        "SECRET_KEY": key.read_text(),
        "DATABASE_URL": f"sqlite:///{data / 'annotator.sqlite3'}",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "HTTPS": "off",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
