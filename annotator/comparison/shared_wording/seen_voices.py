"""The articles of a story that are one voice, without those that a member has still to read."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from annotator.comparison.copies.actions import (
    LEAST_SHARE,
    CopyPair,
    copy_pairs,
    copy_threshold,
    time_order,
)
from annotator.comparison.copies.shingles import earliest_voices
from annotator.comparison.question_rows.answers import Hidden
from annotator.comparison.question_rows.kept import rows_of
from annotator.comparison.shared_wording.voices import SharedAnswer, Voice
from articles.models import Article, Source, Story


class SeenVoices:
    """What articles share, as one member sees it."""

    def __init__(self, story: Story, hidden: Hidden) -> None:
        self.story, self.hidden = story, hidden
        self.order = {pk: at for pk, at in time_order(story).items() if pk not in hidden}
        self.pairs = copy_pairs(story, self.order, copy_threshold(story))
        self.copies = earliest_voices(
            ((pair.copy, pair.original) for pair in self.pairs), self.order
        )

    def rows(self, show: str, source: Source | None, oldest: bool) -> list[Any]:
        """Return what is asked for, whole, as keys of articles: a page of it is then read."""
        rows: list[Any]
        if show == "sentence":
            rows = self._sentences()
            keys = [[pk for pair in row.pairs for pk in pair[:2]] for row in rows]
        elif show == "nearly":
            rows = self._near()
            keys = [[row.copy, row.original] for row in rows]
        else:
            rows = self._groups()
            keys = [[pk for pk, _ in row.members] for row in rows]
        if oldest:
            first = [min(self.order[pk] for pk in held) for held in keys]
            placed = sorted(range(len(rows)), key=first.__getitem__)
            rows, keys = [rows[at] for at in placed], [keys[at] for at in placed]
        if source:
            own = self._of(source)
            rows = [row for row, held in zip(rows, keys, strict=True) if not own.isdisjoint(held)]
        return rows

    def _of(self, source: Source) -> set[int]:
        found = Article.objects.filter(story=self.story, source=source).order_by()
        return set(found.values_list("pk", flat=True))

    def _near(self) -> list[CopyPair]:
        whose = {pk: self.copies.get(pk, pk) for pk in self.order}
        near = copy_pairs(self.story, self.order, LEAST_SHARE, copy_threshold(self.story))
        return [pair for pair in near if whose[pair.copy] != whose[pair.original]]

    def _sentences(self) -> list[SharedAnswer]:
        rows = [one.row for one in rows_of(self.story, self.hidden) if one.row.joined]
        rows.sort(key=lambda row: (-len(row.joined), row.question.wording))
        return [
            SharedAnswer(row.question, [CopyPair(*pair) for pair in row.joined], row.pairs)
            for row in rows
        ]

    def _groups(self) -> list[Voice]:
        nearest: dict[int, CopyPair] = {}
        for pair in self.pairs:
            nearest.setdefault(pair.copy, pair)
        held: dict[int, list[int]] = defaultdict(list)
        for copy, original in self.copies.items():
            held[original].append(copy)
        groups = [self._voice(original, rest, nearest) for original, rest in held.items()]
        return sorted(groups, key=lambda one: (-one.size, self.order[one.members[0][0]]))

    def _voice(self, original: int, rest: Collection[int], nearest: dict[int, CopyPair]) -> Voice:
        later = sorted(rest, key=self.order.__getitem__)
        members = [(original, None), *((key, nearest.get(key)) for key in later)]
        return Voice(members, len(members))
