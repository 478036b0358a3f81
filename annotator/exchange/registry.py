"""List every table that leaves the desk, in the order in which the export page shows them."""

from annotator.annotations.codebook.tables import CODEBOOK
from annotator.annotations.visibility.portions import Portion
from annotator.comparison.corrections.tables import CORRECTIONS
from annotator.comparison.leads.tables import LEADS
from annotator.comparison.matrix.tables import CONFLICTS
from annotator.comparison.names.tables import NAMES
from annotator.comparison.open_claims.tables import UNANSWERED
from annotator.comparison.predictions.tables import PREDICTIONS
from annotator.comparison.shared_wording.tables import VOICES
from annotator.comparison.stance.tables import STANCE
from annotator.exchange.tables.agreement import AGREEMENT
from annotator.exchange.tables.decisions import DECISIONS
from annotator.exchange.tables.diagnosis import DIAGNOSIS
from annotator.exchange.tables.machine_effect import MACHINE_EFFECT
from annotator.exchange.tables.machines import MACHINE_READERS, MACHINE_READINGS
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS, READINGS
from annotator.exchange.tables.stand_in import STAND_IN
from annotator.tables import Table

TABLES: tuple[Table[Portion], ...] = (
    LABELS,
    ARTICLE_LABELS,
    READINGS,
    DECISIONS,
    DIAGNOSIS,
    AGREEMENT,
    MACHINE_EFFECT,
    STAND_IN,
    CONFLICTS,
    NAMES,
    STANCE,
    PREDICTIONS,
    VOICES,
    CORRECTIONS,
    UNANSWERED,
    LEADS,
    CODEBOOK,
    MACHINE_READERS,
    MACHINE_READINGS,
)


def table_named(name: str) -> Table[Portion]:
    """Return the table of this name. Raises KeyError where there is none."""
    return {table.name: table for table in TABLES}[name]
