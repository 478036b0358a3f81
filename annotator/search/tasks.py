"""What is done in the background: the index follows what has changed."""

from annotator.background.work import Progress, work
from annotator.search.index.writing import PORTION, changes_waiting, index_changes, is_behind

KEY = "search index"


def follow_a_little() -> bool:
    """Take a portion of what has changed into the index; return whether more is left."""
    return is_behind() and index_changes() == PORTION


@work("Search index")
def follow_changes(progress: Progress) -> None:
    """Take all that has changed into the index, portion by portion, the oldest first."""
    done, of = 0, changes_waiting()
    while taken := index_changes():
        done += taken
        progress.tell(min(done, of), of)
