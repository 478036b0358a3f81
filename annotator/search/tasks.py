"""What is done in the background: the index follows what has changed."""

from annotator.background.work import Progress, work
from annotator.search.index.writing import changes_waiting, index_changes

KEY = "search index"


@work("Search index")
def follow_changes(progress: Progress) -> None:
    """Take all that has changed into the index, portion by portion, the oldest first."""
    done, of = 0, changes_waiting()
    while taken := index_changes():
        done += taken
        progress.tell(min(done, of), of)
