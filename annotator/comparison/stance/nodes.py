"""Who takes a stance, toward what, and the statement of it, as plain records (pure)."""

from typing import NamedTuple


class Node(NamedTuple):
    """A holder or a target: its key, what it is called, what it is; `own`: it is an outlet."""

    key: str
    name: str
    kind: str
    own: bool = False

    @property
    def acts_as_one(self) -> bool:
        """Whether it is an organisation: an outlet, an organisation or a group."""
        return self.own or self.kind in ("organisation", "group")


NOBODY = Node("target:none", "no target given", "")


def source_key(key: int) -> str:
    """Return the key of the node of an outlet in its own voice."""
    return f"source:{key}"


class StanceStatement(NamedTuple):
    """One stance of one holder toward one target, with what leads back to it.

    `date` is ISO 8601 or empty, `article` the article's number on this desk; `start` and `end` are
    code points into the text of the hash. `before` and `within` are how many characters of two
    UTF-16 units stand before the quote and in it.
    """

    holder: Node
    target: Node
    polarity: int
    date: str
    document: str
    source: str
    address: str
    sha256: str
    quote: str
    start: int
    end: int
    article: int = 0
    byline: str = ""
    before: int = 0
    within: int = 0
