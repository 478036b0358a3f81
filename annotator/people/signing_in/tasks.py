"""Letters to somebody who is not signed in leave in the background.

Whether an account has the address, the page answers as fast; and no link stands in the database.
"""

from annotator.background.work import Progress, TaskFailed, work
from annotator.people.models import User
from annotator.people.signing_in import letters

NOT_TAKEN = "The mail server did not take the letter. Look at EMAIL_URL, and at the server's log."


@work("Letter for a new password", priority=20)
def send_reset_letters(progress: Progress, address: str, desk: str) -> None:
    """Send whoever has this address a link to set a new password."""
    sent = [letters.send_letter(letter) for letter in letters.reset_letters(address, desk)]
    if not all(sent):
        raise TaskFailed(NOT_TAKEN)


@work("Letter about wrong passwords", priority=20)
def send_attempts_letter(progress: Progress, user: int, host: str, desk: str) -> None:
    """Tell a person that somebody tries passwords for their account."""
    found = User.objects.filter(pk=user, is_active=True).exclude(email="").first()
    if found and not letters.send_letter(letters.attempts_letter(found, host, desk)):
        raise TaskFailed(NOT_TAKEN)
