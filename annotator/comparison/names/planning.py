"""What merging or splitting an entity would do, and whether one may: told before it is done."""

from django.core.exceptions import ValidationError
from django.db.models import Q

from annotator.annotations.curation.plans import CurationPlan
from annotator.annotations.models import OPEN, Assignment
from annotator.comparison.curation_log import actions
from annotator.comparison.names.forms import EntityForm
from annotator.people.models import Membership, User


def planned(form: EntityForm, by: User) -> CurationPlan | None:
    """Return what the form's act would do; where it cannot be done, or not by `by`, None and the
    form says so."""
    if not form.is_valid():
        return None
    try:
        plan = form.plan(seen_by_reader(by))
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
        return None
    settled = Q(adjudicator=True) | Q(manager=True)
    stories = Membership.objects.filter(settled, user=by).values_list("story", flat=True)
    if plan and not actions.may_curate([form.cleaned_data["entity"]], by, list(stories)):
        form.add_error(
            None,
            "Stories that you do not settle name it too. Ask somebody who looks after the "
            "desk’s entities to do it.",
        )
    return plan


def seen_by_reader(by: User) -> Q:
    """Return the condition on Annotation that `by` has not still to read its article."""
    open_ones = Assignment.objects.filter(annotator=by, state__in=OPEN)
    return ~Q(article__in=open_ones.values("article"))
