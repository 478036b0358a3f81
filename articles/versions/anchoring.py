from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple


class Outcome(StrEnum):
    CARRIED = "carried"
    MOVED = "moved"
    REVIEW = "review"
    ORPHANED = "orphaned"


class Placed(NamedTuple):
    outcome: Outcome
    start: int | None
    end: int | None


def place(old: str, new: str, spans: Sequence[tuple[int, int]]) -> list[Placed]:
    from articles.versions.difference import difference

    ch = difference(old, new)
    out = []
    for s, e in spans:
        got = None
        over = [c for c in ch if c.old_start < e and s < c.old_end]
        if len(over) == 1 and over[0].kind == "equal":
            d = over[0].new_start - over[0].old_start
            out.append(Placed(Outcome.CARRIED, s + d, e + d))
            continue
        if all(c.kind == "delete" for c in over):
            at = new.find(old[s:e])
            out.append(
                Placed(Outcome.MOVED, at, at + e - s)
                if at >= 0 and e - s > 25
                else Placed(Outcome.ORPHANED, None, None)
            )
            continue
        a = min(c.new_start for c in over)
        b = max(c.new_end for c in over)
        out.append(Placed(Outcome.REVIEW, a, b) if a < b else Placed(Outcome.ORPHANED, None, None))
    return out
