"""What the pages of names, stance and unanswered claims count, kept ready: derived, never typed.

`annotator/comparison/tallies/` is the only writer, but for what is like what (`suggestions.py` of
names and of open claims).
"""

from annotator.comparison.tally_models.changes import TallyChange
from annotator.comparison.tally_models.claims import ClaimTally, ClaimWording, OpenClaim, WordTally
from annotator.comparison.tally_models.names import NameTally, NameUse, RegistrySeen
from annotator.comparison.tally_models.stances import StancePlace, StanceTally

__all__ = [
    "ClaimTally",
    "ClaimWording",
    "NameTally",
    "NameUse",
    "OpenClaim",
    "RegistrySeen",
    "StancePlace",
    "StanceTally",
    "TallyChange",
    "WordTally",
]
