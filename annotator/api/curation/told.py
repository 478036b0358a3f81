"""Tell of curations as the API answers them."""

from annotator.annotations.curation.plans import CurationPlan
from annotator.api.curation.schemas import CurationOut, CurationPlanOut
from annotator.comparison.models import Curation


def curation_out(act: Curation) -> CurationOut:
    """Return what was done, with its `by` loaded."""
    return CurationOut(
        id=act.pk,
        kind=act.kind,  # type: ignore[arg-type]
        told=act.told,
        by=act.by.username,
        at=act.at,
        subject=act.subject,
        other=act.other,
        undone_at=act.undone_at,
    )


def plan_out(plan: CurationPlan) -> CurationPlanOut:
    """Return what an act would do."""
    examples = [one.pk for one in plan.examples]
    return CurationPlanOut(will=list(plan.will), stays=list(plan.stays), examples=examples)
