"""Count what of a file is not read, so that each kind of it is told once (pure)."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from annotator.exchange.formats.format import NotTaken

MOST_KINDS = 50
MORE_KINDS = "More kinds of things are not read."


class Unread:
    """Counts things of a file that are not read, by what they are, and keeps where each first is.

    >>> unread = Unread()
    >>> unread.add("a.ann, line 3", "Relations (R) are not read.")
    >>> unread.add("a.ann, line 9", "Relations (R) are not read.", 2)
    >>> [str(one) for one in unread.told()]
    ['a.ann, line 3, and 2 more: Relations (R) are not read.']
    """

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, int]] = {}

    def add(self, place: str, message: str, number: int = 1) -> None:
        """Count so many things of this kind, of which the first stands at the place."""
        if message not in self._found and len(self._found) >= MOST_KINDS:
            message = MORE_KINDS
        if number > 0:
            first, so_far = self._found.get(message, (place, 0))
            self._found[message] = (first, so_far + number)

    def names(
        self, place: str, value: Mapping[str, Any], known: Container[str], of: str = ""
    ) -> None:
        """Count the names of an object that nothing is read from, those that say something."""
        for name, said in value.items():
            if name not in known and said not in (None, "", [], {}):
                self.add(place, f"“{name[:40]}”{of} is not read.")

    def told(self) -> Iterator[NotTaken]:
        """Yield each kind once, in the order of their first places."""
        for message, (place, number) in self._found.items():
            more = f", and {number - 1:,} more" if number > 1 else ""
            yield NotTaken(f"{place}{more}", message)
