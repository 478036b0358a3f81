"""Cut a list into pages, of fifty where nothing else is said, whatever the list."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from annotator.prepared import Slot

SIZE = 50
KEYS: list[Any] = [Slot(f"key{place}") for place in range(SIZE)]
"""Stand in a kept statement for the keys of a page, whatever they are: `pk__in=KEYS`."""


def page_of(
    rows: Any,
    request: HttpRequest,
    name: str = "page",
    number: int | None = None,
    size: int = SIZE,
) -> Page[Any]:
    """Return the page that the address asks for; the nearest one where it asks for nonsense.

    `number` says how many rows there are, where that is known: they are not counted again.
    """
    pages = Paginator(rows, size) if number is None else _Counted(rows, size, number)
    return pages.get_page(request.GET.get(name))


def keys_given(keys: Sequence[int]) -> dict[str, int]:
    """Return the values of KEYS: a page of fewer rows repeats its first one. Wants one at least."""
    padded = [*keys, *[keys[0]] * (SIZE - len(keys))]
    return {slot.name: key for slot, key in zip(KEYS, padded, strict=True)}


class _Counted(Paginator[Any]):
    """Pages of rows whose number is known."""

    def __init__(self, rows: Any, size: int, number: int) -> None:
        super().__init__(rows, size)
        self._number = number

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return self._number
