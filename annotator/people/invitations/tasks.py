"""Letters leave in the background: a mail server may take its time."""

from annotator.background.work import Progress, TaskFailed, work
from annotator.people.invitations import actions, letters
from annotator.people.models import User


@work("Letter of invitation", priority=20)
def send_letter(progress: Progress, invitation: int, desk: str, by: int) -> None:
    """Send the letter of an invitation that is open, with a link that is made for it.

    The link is made here, since what waits stands in the database, where no link may be read. Run
    twice, the later letter's link is the one that works. `desk`: its address, as
    https://desk.example.org/.
    """
    letter = actions.letter_to_send(invitation)
    if letter is None:
        return
    if not letters.send(desk, letter, actions.new_token(letter)):
        actions.not_sent(letter, User.objects.get(pk=by))
        raise TaskFailed(
            f"The mail server did not take the letter to {letter.email}. The invitation is kept: "
            "press Send again in a while, and tell an administrator if it goes on."
        )
