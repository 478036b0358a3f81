"""Make the second floor's tables and fill them; print the session of somebody who is signed in.

python -m benchmarks.bare.build, in the environment of its server.
"""

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from benchmarks.bare.models import Mark  # noqa: E402
from benchmarks.sessions import signed_in  # noqa: E402

SIZES = (60, 1000)
"""How many rows an article has: an article's number is that of its rows."""


def make_database() -> None:
    """On a server of databases, make this one, beside the desk's."""
    if connection.vendor != "postgresql":
        return
    own = settings.DATABASES["default"]["NAME"]
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{own}"')


def main() -> None:
    make_database()
    call_command("migrate", run_syncdb=True, verbosity=0)
    for size in SIZES:
        Mark.objects.bulk_create(
            Mark(
                article=size, annotator=1, label="entity-person", start=n, end=n + 9, quote="x" * 9
            )
            for n in range(size)
        )
    print(signed_in(User.objects.create_user("reader")))


if __name__ == "__main__":
    main()
