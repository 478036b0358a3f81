"""Say of which readings of machines what was submitted last stands."""

from django.db.models import F, Q


def stands(to: str = "") -> Q:
    """Return the readings of which something stands, as a condition; `to` leads to a reading, as
    in `machine_mark__reading__`.

    What was submitted last stands whatever the state is: until the machine has submitted again,
    not while it is asked to, reads, or fails; or until its version of the text is taken back.
    """
    return Q(**{f"{to}submitted_at__isnull": False})


def fits(to: str = "") -> Q:
    """Return the readings that stand and are of the text as it is now; `to` as in `stands`."""
    return stands(to) & Q(**{f"{to}text_version": F(f"{to}article__version")})
