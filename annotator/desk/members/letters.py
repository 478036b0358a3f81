"""Let the letter of an invitation leave, whoever asks for it: a page or a program."""

from annotator.people.access import DeskRequest
from annotator.people.invitations.tasks import send_letter
from annotator.people.models import Invitation


def post_letter(request: DeskRequest, letter: Invitation) -> None:
    """Ask for the letter to be sent, with a link at the address by which the desk is asked."""
    send_letter.ask(
        letter.pk,
        request.build_absolute_uri("/"),
        request.user.pk,
        story_id=letter.story_id,
        by=request.user,
        key=f"letter {letter.pk}",
    )
