"""What erasing will do, told before it is done: counts by kind, what stays, which editions."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db.models import Q

from annotator.annotations.curation.plans import CurationPlan, number, some
from annotator.annotations.models import Annotation, Assignment, AssignmentState
from annotator.comparison.editions.erasing import editions_naming, editions_quoting
from annotator.desk.erasing.article_actions import (
    counted,
    is_hidden_from,
    others_with_its_wording,
    questions_repeating,
    words_of,
)
from annotator.desk.erasing.cleaning import told_afterwards
from annotator.desk.erasing.hanging import hanging_on
from annotator.desk.erasing.pages import messages_about, waiting_pages
from annotator.desk.erasing.person_actions import (
    addresses_of,
    former_name,
    names_in_keys_of,
    names_of,
    refusal,
)
from annotator.desk.erasing.sweep import MOST_LOOKED_AT, count_kept, count_swept
from annotator.desk.erasing.wording import Erasable
from annotator.people.account.sessions import sessions_of
from annotator.people.models import Invitation, PersonalToken, User
from annotator.reconciliation.models import Comment, Decision
from annotator.search.models import SavedSearch
from articles.models import Article

MOST_NAMED = 10
FOR_GOOD = "None of this can be undone."
BROWSERS = (
    "Copies of it in browsers go when these open a page of the desk; what was exported, or sent to "
    "other servers, is out of the desk’s hands."
)


def article_plan(article: Article, by: User, seen: Q) -> CurationPlan:
    """Tell what erasing the article will do. `seen`: the annotations that `by` may see; of an
    article that they have still to read, nothing of others' work is told."""
    hidden = is_hidden_from(article, by)
    counts = {} if hidden else counted(hanging_on(article))
    will = [
        f"“{article}”, of {article.source}, {article.published_on or 'undated'}, will be gone "
        f"from “{article.story}”, with its text, its versions and what it came in as.",
        *_lines(counts),
        *_lines(_outside(article)),
        *_repeating(words_of(article), "that repeat its words, which are taken out"),
        "Questions that it answered will be compared again without it.",
    ]
    quoting = editions_quoting(article)
    for edition in quoting[:MOST_NAMED]:
        will.append(
            f"{edition} will be withdrawn, and what it quotes of the article blanked; the hash "
            "that it was published with stays in it."
        )
    if len(quoting) > MOST_NAMED:
        will.append(f"So will {number(len(quoting) - MOST_NAMED, 'more edition')}.")
    will.append(FOR_GOOD)
    asking = [f"“{question}”" for question in questions_repeating(article)[:MOST_NAMED]]
    stays = [
        "That there was an article of this outlet on this day, who had made how many highlights of "
        "it, and that you erased it, when and why.",
        *(
            f"“{other}”, of {other.source}, which shares its wording: it is an article of its own."
            for other in others_with_its_wording(article)[:MOST_NAMED]
        ),
        *(
            f"The question {question}, which uses words of it: reword it if it quotes."
            for question in asking
        ),
        *_kept(words_of(article), "that repeat its words"),
        BROWSERS,
        told_afterwards(),
    ]
    examples = some(Annotation.everything.filter(seen, article=article))
    return CurationPlan(tuple(will), tuple(stays), examples)


def person_plan(user: User, by: User) -> CurationPlan:
    """Tell what erasing the person will do. Raises ValidationError where it is refused."""
    if told := refusal(user, by):
        raise ValidationError(told)
    names, called = names_of(user), former_name(user)
    letters = Q(accepted_by=user)
    for address in addresses_of(user):
        letters |= Q(email__iexact=address)
    will = [
        f"{user} ({user.username}{', ' + user.email if user.email else ''}) will be {called} "
        "everywhere, also in the history of the account.",
        *_lines(
            {
                "invitations, which lose their address": Invitation.objects.filter(letters).count(),
                "tokens, which go": PersonalToken.objects.filter(user=user).count(),
                "sessions, which end": sessions_of(user).count(),
                "saved searches, which go": SavedSearch.objects.filter(user=user).count(),
            }
        ),
        *_repeating(names, f"that name them, where {called} will stand"),
    ]
    naming = list(
        editions_naming(
            lambda text: names.left_of(text, by_people=False),
            lambda text: names.left_of(text, by_people=True),
        )
    )
    for edition in naming[:MOST_NAMED]:
        will.append(f"{edition} will name {called}; the hash that it had until then stays in it.")
    if len(naming) > MOST_NAMED:
        will.append(f"So will {number(len(naming) - MOST_NAMED, 'more edition')}.")
    will.append(FOR_GOOD)
    stays = (
        *_work(user, called),
        "What is settled, and every figure of agreement.",
        *_kept(names_in_keys_of(user), "that name them"),
        "A user name that is a plain word, where others wrote it in notes and comments.",
        told_afterwards(),
    )
    return CurationPlan(tuple(will), stays)


def _work(user: User, called: str) -> list[str]:
    """Tell what of the person's work stays, under the new name."""
    readings = Assignment.objects.filter(annotator=user, state=AssignmentState.SUBMITTED)
    found = {
        "Highlights": Annotation.objects.filter(annotator=user).count(),
        "Submitted readings": readings.count(),
        "Decisions": Decision.objects.filter(decided_by=user).count(),
        "Comments": Comment.objects.filter(author=user).count(),
    }
    return [f"{name}, as those of {called}: {count:,}." for name, count in found.items() if count]


def _outside(article: Article) -> Mapping[str, int]:
    """Return what of the article stands outside of it, by what it is called."""
    fetched, entries = waiting_pages(article)
    return {
        "fetched pages that wait": len(fetched),
        "entries of feeds": len(entries),
        "messages to other servers, which lose its title": len(messages_about(article)),
    }


def _repeating(words: Erasable, told: str) -> list[str]:
    """Tell where else the words stand, as far as a page can look; the task looks everywhere."""
    found, all_of_it = count_swept(words)
    lines = _lines({f"{name} {told}": count for name, count in found.items()})
    if not all_of_it:
        lines.append(f"The same in rows older than the newest {MOST_LOOKED_AT:,} of each kind.")
    return lines


def _kept(words: Erasable, told: str) -> list[str]:
    """Tell where the words stand and stay, since a name or a hash rests on them."""
    kept = count_kept(words).items()
    return _lines({f"{name} {told}, as they are: change them by hand": n for name, n in kept})


def _lines(counts: Mapping[str, int]) -> list[str]:
    """Write a line for each count that is not none."""
    return [f"{name[0].upper()}{name[1:]}: {count:,}." for name, count in counts.items() if count]
