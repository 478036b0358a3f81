"""Open claims as the items of a list: no database, no template.

Fifty of them with three forms each took a template three quarters of the page's time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from annotator.comparison.open_claims.open_claims import (
    OtherClaim,
    QuestionSuggestion,
    UnansweredClaim,
)
from annotator.markup import EMPTY, fill, join

LONGEST = 160
"""Characters of another claim's words that are shown."""


@dataclass(frozen=True)
class ClaimActs:
    """Where the forms of a claim lead, and what all of them have in common.

    `settle`: what stands before and after an article's key in the address of its page; `asked`:
    whether the story has a question to choose.
    """

    attach: str
    ask: str
    settle: tuple[str, str]
    csrf: str
    types: tuple[tuple[str, str], ...]
    asked: bool

    @property
    def token(self) -> SafeString:
        return fill('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', self.csrf)


def draw_claims(claims: Iterable[UnansweredClaim], acts: ClaimActs) -> SafeString:
    """Draw one `<li>` a claim, each with the forms of what can be done with it."""
    types = join(fill('<option value="{}">{}</option>', *one) for one in acts.types)
    return join(
        fill(
            '<li tabindex="-1" data-claim>'
            '<q class="sentence" dir="auto">{}<b>{}</b>{}</q>{}{}{}</li>',
            one.before, one.words, one.after, _where(one, acts), _suggested(one, acts),
            _more(one, acts, types),
        )
        for one in claims
    )  # fmt: skip


def _where(one: UnansweredClaim, acts: ClaimActs) -> SafeString:
    article, (before, after) = one.article, acts.settle
    day = article.published_on
    written = fill(" · {}", format_date(day, "j M Y")) if day else EMPTY
    return fill(
        '<p class="small quiet"><a href="{}{}{}?at={}" dir="auto">{}</a> · <bdi>{}</bdi>{}</p>',
        before, article.pk, after, one.start, article.title, article.source.name, written,
    )  # fmt: skip


def _suggested(one: UnansweredClaim, acts: ClaimActs) -> SafeString:
    if not one.suggestions:
        words = (
            "No question of the story is like it."
            if one.sought
            else "Questions that are like it are being looked for."
        )
        return fill('<p class="quiet small">{}</p>', words)
    numbered = enumerate(one.suggestions, 1)
    return fill(
        '<form method="post" action="{}">{}<input type="hidden" name="claim" value="{}">'
        "<ol>{}</ol></form>",
        acts.attach, acts.token, one.key,
        join(_suggestion(number, like) for number, like in numbered),
    )  # fmt: skip


def _suggestion(number: int, like: QuestionSuggestion) -> SafeString:
    why = (
        fill(
            '<span class="why">like <bdi>{}</bdi>: <q dir="auto">{}</q></span>',
            like.source, _cut(like.because),
        )
        if like.source
        else EMPTY
    )  # fmt: skip
    return fill(
        '<li><button class="suggestion" name="question" value="{}" data-key="{}"><kbd>{}</kbd> '
        "<bdi>{}</bdi></button>{}</li>",
        like.question.pk, number, number, like.question.wording, why,
    )  # fmt: skip


def _more(one: UnansweredClaim, acts: ClaimActs, types: SafeString) -> SafeString:
    """Draw the forms for another question, and for a new one."""
    key, chosen = one.key, EMPTY
    if acts.asked:
        chosen = fill(
            '<form method="post" class="inline-form" action="{}">{}'
            '<input type="hidden" name="claim" value="{}">'
            '<div class="field"><label for="other-{}">Question of the story</label>'
            '<input id="other-{}" name="wording" data-combobox data-choices="#questions" '
            'data-many="questions" dir="auto" autocomplete="off" required></div>'
            "<button>Attach</button></form>",
            acts.attach, acts.token, key, key, key,
        )  # fmt: skip
    return fill(
        "<details><summary>Another question, or a new one <kbd>N</kbd></summary>{}"
        '<form method="post" action="{}">{}<input type="hidden" name="claim" value="{}">'
        '<div class="field"><label for="new-{}">New question</label>'
        '<input id="new-{}" name="wording" maxlength="300" required dir="auto" data-new></div>'
        '<div class="inline-form">'
        '<div class="field"><label for="type-{}">Its answer is a</label>'
        '<select id="type-{}" name="type">{}</select></div>'
        '<div class="field"><label for="unit-{}">Unit, of a quantity</label>'
        '<input id="unit-{}" name="unit" maxlength="30" placeholder="km"></div></div>'
        '<div class="field"><label for="options-{}">Options of a choice, one a line</label>'
        '<textarea id="options-{}" name="options" rows="2" dir="auto"></textarea></div>{}'
        '<div class="buttons"><button class="primary">Ask and attach</button></div>'
        "</form></details>",
        chosen, acts.ask, acts.token, key, key, key, key, key, types, key, key, key, key,
        _others(one.others),
    )  # fmt: skip


def _others(others: Iterable[OtherClaim]) -> SafeString:
    listed = join(
        fill(
            '<label class="check"><input type="checkbox" name="also" value="{}"> '
            '<span><bdi>{}</bdi>: <q dir="auto">{}</q></span></label>',
            other.key, other.source, _cut(other.quote),
        )
        for other in others
    )  # fmt: skip
    if not listed:
        return EMPTY
    return fill(
        "<fieldset><legend>Claims of other sources that it answers too</legend>{}</fieldset>",
        listed,
    )


@lru_cache(maxsize=4096)
def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else Truncator(words).chars(LONGEST)
