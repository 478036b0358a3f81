"""What of the desk the rows of one story's manager may name: its story, its members, what they may
see. Who runs the desk names anything."""

from typing import NamedTuple

from annotator.annotations.visibility.blind_review import articles_hidden_from
from annotator.exchange.imports.read_csv import CsvRow, Wrong
from annotator.people.models import Membership, User
from articles.models import Story


class ImportReach(NamedTuple):
    """The one story of which rows are taken, who marks in it, and what is not to be told."""

    story: str
    """Its slug."""
    members: frozenset[str]
    hidden: frozenset[int]
    """Keys of the articles that who brings the rows has still to read."""

    def check_story(self, row: CsvRow) -> None:
        """Check that the row is of the story. Raises Wrong."""
        if row["story"] != self.story:
            raise Wrong(f"Only rows of the story “{self.story}” come in here: take out the others.")

    def check_article(self, key: int) -> None:
        """Check that the article's readings may be told of. Raises Wrong."""
        if key in self.hidden:
            raise Wrong(
                "You have still to read this article: submit your own reading, then bring those "
                "of others."
            )

    def check_member(self, name: str) -> None:
        """Check that the annotator is a member. Raises Wrong."""
        if name not in self.members:
            raise Wrong(
                f"There is no member “{name}” of this story: add them on its page of members first."
            )


def reach_of(user: User, story: Story) -> ImportReach:
    """Return what the rows that a manager of the story brings may name."""
    names = Membership.objects.filter(story=story).values_list("user__username", flat=True)
    return ImportReach(story.slug, frozenset(names), articles_hidden_from(user, story))
