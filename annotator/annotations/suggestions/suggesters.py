"""What higher floors add to the suggestions of an article: they join here when the desk starts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from annotator.people.models import User
from articles.models import Article


@dataclass(frozen=True)
class MarkProposal:
    """What somebody else proposes for the words `[start, end)`, in code points.

    `details` are an annotation's, things by slug; `names` says what each thing is called.
    `confidence` is from 0 to 1, None where it is not told; `by` is who proposes it.
    """

    id: str
    start: int
    end: int
    label: str
    kind: str
    details: Mapping[str, str]
    names: Mapping[str, str]
    confidence: float | None
    by: str


@dataclass(frozen=True)
class Aid:
    """What one person's reading of one article sees beside, or instead of, the registry's names."""

    proposals: tuple[MarkProposal, ...] = ()
    names: bool = True
    """Whether the registry's names are suggested as well."""
    withheld: bool = False
    """Whether this reading is to see no suggestion at all."""


Suggester = Callable[[Article, User], Aid]
_JOINED: dict[str, Suggester] = {}


def join(name: str, suggester: Suggester) -> None:
    """Let a suggester be asked from now on. It only reads; one of the same name is replaced."""
    _JOINED[name] = suggester


def aid_of(article: Article, user: User) -> Aid:
    """Return what all suggesters together say: where one withholds, nothing is seen of any."""
    said = [suggester(article, user) for suggester in _JOINED.values()]
    if any(aid.withheld for aid in said):
        return Aid(names=False, withheld=True)
    return Aid(
        tuple(proposal for aid in said for proposal in aid.proposals),
        names=all(aid.names for aid in said),
    )
