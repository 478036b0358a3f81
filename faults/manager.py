"""A manager: imports articles, spreads them over people, merges names and parts them again."""

import json
import re
import threading
from collections.abc import Sequence
from itertools import count
from typing import Any

from faults.desk import READERS, STORY, Pair, text
from faults.person import Ledger, Person, Upload
from faults.verdict import Parts

PAUSE = 0.5
BATCH = 30
"""Articles of one import."""
WORDS = 1_200  # characters of each
REFUSED = {422}
"""What is sent again and was done the first time, is refused the second time."""
SURE, PREVIEWED = (
    re.compile(rb'name="%s" value="([^"]+)"' % name) for name in (b"sure", b"previewed")
)


class Manager(Person):
    """Does one act after the other, each until it is answered."""

    def __init__(
        self,
        name: str,
        password: str,
        places: Sequence[tuple[str, int]],
        ledger: Ledger,
        stop: threading.Event,
        pairs: Sequence[Pair],
    ) -> None:
        super().__init__(name, password, places, ledger, stop)
        self.pairs = pairs
        self.imports: dict[int, bool] = {}
        """The imports that were sent, by number, and whether they were acknowledged."""
        self.spread: set[int] = set()
        """The imports whose articles were spread over people, and that was acknowledged."""
        self.merged: dict[int, bool | None] = {}
        """The pairs by number: merged, parted, or None where no answer came."""
        self.merges = 0
        self.storing = threading.Event()
        """Set while an import is being stored."""

    def work(self) -> None:
        for number in count():
            for act in (self.bring_in, self.spread_over, self.merge):
                act(number)
                if self.stopped.wait(PAUSE):
                    return

    def bring_in(self, number: int) -> None:
        """Import some articles, previewed first, as one file."""
        path, upload = f"/stories/{STORY}/import/", manifest(number)
        if self.insist("POST", path, {"step": "preview"}, upload=upload) != 200:
            return
        found = PREVIEWED.search(self.body)
        if found is None:
            self.ledger.complain(f"import {number}: the preview has nothing to store")
            return
        self.imports[number] = False
        self.storing.set()
        sent = {"step": "store", "previewed": found[1].decode()}
        self.imports[number] = self.insist("POST", path, sent, upload=upload) == 302
        self.storing.clear()

    def spread_over(self, number: int) -> None:
        """Give all that lacks readers to people, once the plan was shown."""
        path = f"/stories/{STORY}/assignments/spread/"
        whole = {one for one, told in self.imports.items() if told}
        if self.insist("POST", path) != 200 or (plan := SURE.search(self.body)) is None:
            return
        status = self.insist("POST", path, {"sure": plan[1].decode()}, REFUSED)
        if self.done(status, f"spreading after import {number}"):
            self.spread |= whole

    def merge(self, number: int) -> None:
        """Merge two names, or part them again."""
        which = number // 2 % len(self.pairs)
        pair, before = self.pairs[which], self.merged.get(which, False)
        self.merged[which] = None
        if before:
            path = self.undo_of(pair)
            fields = {}
        else:
            path = f"/stories/{STORY}/name/merge"
            fields = {"entity": pair.other, "into": pair.kept}
        status = self.insist("POST", path, fields, REFUSED)
        if self.done(status, f"merging {pair.other}" if not before else f"parting {pair.other}"):
            self.merged[which] = not before
            self.merges += 1

    def undo_of(self, pair: Pair) -> str:
        """Return where the last merge of the pair is undone, as the page of names says."""
        self.insist("GET", f"/stories/{STORY}/names/")
        name = pair.other.replace("-", " ").capitalize()
        form = rf'action="([^"]*/curations/\d+/undo)"(?:(?!</form>).)*“{name}” merged'
        found = re.search(form, self.body.decode(), re.DOTALL)
        return found[1] if found else f"/stories/{STORY}/names/undo/nothing"

    def done(self, status: int, act: str) -> bool:
        """Return whether the act is done. Refused at the first time, it is wrong."""
        if status in REFUSED and self.asked == 1:
            self.ledger.complain(f"{act} was refused: {self.body[-600:]!r}")
        return status == 302 or (status in REFUSED and self.asked > 1)


def manifest(number: int) -> Upload:
    """Return the file of one import, whose articles no other has."""
    lines = [
        {
            "source": ("The Meridian", "The Courier")[part % 2],
            "title": f"Import {number}, part {part}",
            "text": f"Import {number}, part {part}.\n{text(part)[:WORDS]}",
            "language": "en",
        }
        for part in range(BATCH)
    ]
    content = "\n".join(json.dumps(line) for line in lines).encode()
    return Upload("uploads", "manifest.jsonl", content)


def acts_of(manager: Manager, connection: Any) -> list[Parts]:
    """Return the manager's acts, each with how much of it the database holds."""
    ask = (
        "SELECT a.title, COUNT(DISTINCT a.id), COUNT(s.id) FROM articles_article a "
        "LEFT JOIN annotations_assignment s ON s.article_id = a.id "
        "WHERE a.title LIKE 'Import %' GROUP BY a.title"
    )
    there: dict[int, tuple[int, int]] = {}
    for title, articles, given in connection.execute(ask).fetchall():
        number = int(title.split(",")[0].removeprefix("Import "))
        so_far = there.get(number, (0, 0))
        there[number] = (so_far[0] + articles, so_far[1] + given)
    acts = []
    for number in sorted(there.keys() | manager.imports.keys()):
        articles, given = there.get(number, (0, 0))
        told = manager.imports.get(number, False)
        acts.append(Parts(f"import {number}", BATCH, articles, told))
        spread = number in manager.spread
        acts.append(Parts(f"spreading of import {number}", BATCH * READERS, given, spread))
    return acts + [act for which in manager.merged for act in _of_pair(manager, which, connection)]


def _of_pair(manager: Manager, which: int, connection: Any) -> list[Parts]:
    """Return a pair's mentions that name what they are to name, and its merges that stand."""
    pair, merged = manager.pairs[which], manager.merged[which]
    naming = (
        "SELECT COUNT(*) FROM annotations_annotation a JOIN vocabulary_entity e "
        "ON e.id = a.entity_id JOIN people_user u ON u.id = a.annotator_id "
        "WHERE u.username LIKE 'earlier-%' AND a.layer = 'reading' AND e.slug = '{}'"
    )
    curations = (
        "SELECT COUNT(*) FROM comparison_curation c JOIN vocabulary_entity e ON e.id = c.other "
        f"WHERE c.kind = 'merged names' AND c.undone_at IS NULL AND e.slug = '{pair.other}'"
    )
    ((kept,),) = connection.execute(naming.format(pair.kept)).fetchall()
    ((other,),) = connection.execute(naming.format(pair.other)).fetchall()
    ((standing,),) = connection.execute(curations).fetchall()
    merging, size = f"merging of {pair.other}", len(pair.mentions)
    if merged is None:  # either will do, and its row must say the same
        merged = bool(standing)
    acts = [Parts(merging, size, kept if merged else other, told=True)]
    return [*acts, Parts(f"{merging}, its row", 1, standing if merged else 1 - standing, told=True)]
