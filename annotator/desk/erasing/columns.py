"""Which columns hold words, and what an erasure does about each: all that is not named here is
swept, so that a column that comes later is, too.

Tables and columns by their names; what is a choice or leads to another row holds no words.
"""

from collections.abc import Mapping

Columns = Mapping[str, frozenset[str]]


def _named(told: Mapping[str, str]) -> Columns:
    return {label: frozenset(words.split()) for label, words in told.items()}


COMPUTED = frozenset({
    # from what counts: computed anew once that is gone
    "comparison.NameUse", "comparison.NameTally", "comparison.OpenClaim", "comparison.ClaimWording",
    "comparison.WordTally", "comparison.StanceTally", "comparison.QuestionRow",
    "comparison.QuestionCell", "comparison.KeptLoss", "comparison.KeptPrediction",
    "reconciliation.AgreementPart", "reconciliation.ArticleAgreement", "reconciliation.ArticleCell",
    "reconciliation.Tally", "reconciliation.MachineCell", "reconciliation.MachineComparison",
    "reconciliation.MachineFigures",
    "search.SearchDocument", "search.SearchText", "search.SearchChange",
    # by Django and by workers
    "auth.Permission", "contenttypes.ContentType", "sessions.Session", "background.WorkerProcess",
})  # fmt: skip
"""Tables of which no column is anybody's words."""

_ANSWER = "quote value value_low value_high answer_key unit as_of scope "  # of an annotation
ERASED = _named({
    "articles.Article": "title byline url language text text_sha256",
    "articles.Version": "title text text_sha256 regions url",
    "articles.Original": "sha256 media_type name encoding url pages",
    "annotations.Annotation": _ANSWER,
    "annotations.HistoricalAnnotation": _ANSWER,
    "annotations.StagedAnnotation": f"{_ANSWER} layer kind label_id value_bounds value_span "
    "approximator modality proposed origin",
    "people.User": "password username first_name last_name email",
    "people.HistoricalUser": "username first_name last_name email",
    "people.Invitation": "email token_hash",
    "people.HistoricalInvitation": "email",
    "desk.FetchedPage": "address key title source landed_at media_type charset failure",
    "desk.Feed": "address key title failure",
    "desk.FeedEntry": "address key own_key title source",
    "comparison.Edition": "title note signed document sha256 articles versions",
})  # fmt: skip
"""Columns of articles, and what quotes them, of accounts, letters, pages that wait and editions:
the acts themselves see to them, with all that is on the same row."""

STAYS = _named({
    # names of the public, not of the desk's people
    "vocabulary.Entity": "slug name wikidata",
    "vocabulary.HistoricalEntity": "slug name wikidata",
    "vocabulary.Alias": "name",
    "vocabulary.HistoricalAlias": "name",
    "articles.Source": "name slug homepage",
    "articles.Story": "slug",
    "vocabulary.Label": "slug",
    "auth.Group": "name",
    # what is asked of all articles: rows are compared by it
    "vocabulary.Question": "slug wording scope options together unit",
    "vocabulary.HistoricalQuestion": "slug wording scope options together unit",
    # what a machine is told is the desk's own, and its make is the hash of it
    "machines.MachineReader": "model version options prompt make",
    "machines.HistoricalMachineReader": "model version options prompt make",
    # where messages go
    "webhooks.Webhook": "address key kinds seed earlier_seeds desk",
    "webhooks.HistoricalWebhook": "address key kinds desk",
})  # fmt: skip
"""Columns that stay as they are: a plan says in how many rows of them the words stand."""

KEYS = _named({
    "account.EmailConfirmation": "key",
    "usersessions.UserSession": "session_key",
    "background.BackgroundTask": "waiting_key",
    "people.PersonalToken": "token_hash",
    "comparison.EditionLink": "token",
    "webhooks.WebhookMessage": "id",
})  # fmt: skip
"""Columns that only tell one row from another; nobody wrote them."""


def is_named(label: str, column: str) -> bool:
    """Return whether the sweep leaves the column of this table alone."""
    if label in COMPUTED:
        return True
    return any(column in named.get(label, ()) for named in (ERASED, STAYS, KEYS))
