"""What the desk keeps of one person, kind by kind: which rows, who sees them, and for how long.

Blind review holds: of an article that they have still to read, what is settled, decided and said
there is left out, as on every page. Whose article it is is told nowhere.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.admin.models import LogEntry
from django.db.models import Q, QuerySet

from annotator.annotations.models import (
    Annotation,
    Assignment,
    BulkAct,
    Dismissal,
    Layer,
    Notice,
    Placement,
    RegionChange,
    Revision,
)
from annotator.background.models import BackgroundTask
from annotator.background.upkeep import KEPT
from annotator.comparison.models import Curation, Edition, Ruling, Visit, Withdrawal
from annotator.desk.models import Feed, FetchedPage
from annotator.desk.own_account.kind import (
    ADMINISTRATORS,
    ARTICLE,
    DESK,
    MANAGERS,
    MARK,
    MEMBERS,
    PAST_MARK,
    SETTLERS,
    YOURS,
    StoredKind,
    not_blind,
    own,
    same,
)
from annotator.desk.own_account.machine_kinds import MACHINE_KINDS
from annotator.people.account.sessions import sessions_of
from annotator.people.models import Erasure, Invitation, Membership, PersonalToken, User
from annotator.reconciliation.models import Act, Comment, Decision
from annotator.search.models import SavedSearch
from annotator.trust.models import TrustLine
from annotator.vocabulary.models import CodebookEdition
from annotator.webhooks.models import Webhook


def _of_account(user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = User.objects.filter(pk=user.pk)
    return found


def _of_past(user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = User.history.filter(id=user.pk)
    return found


def _trust_lines(user: User) -> QuerySet[Any]:
    found: QuerySet[Any] = TrustLine.objects.filter(Q(by=user) | Q(about=user))
    return found


def _letters(user: User) -> QuerySet[Any]:
    of_mine = Q(accepted_by=user) | Q(invited_by=user)
    return Invitation.objects.filter(of_mine | Q(email__iexact=user.email or "-"))


KINDS = (
    StoredKind(
        "account", "Name, user name, address, when you came and last signed in", MEMBERS,
        "until it is erased", _of_account,
        same("username", "first_name", "last_name", "email", "date_joined", "last_login"),
    ),
    StoredKind(
        "earlier_names", "Names and addresses that you had", ADMINISTRATORS,
        "until it is erased", _of_past,
        same("username", "first_name", "last_name", "email", "history_date"),
    ),
    StoredKind(
        "memberships", "Roles in stories", MEMBERS, DESK, own(Membership, "user"),
        {"story": "story__slug"} | same("annotator", "adjudicator", "manager"),
    ),
    StoredKind(
        "tokens", "Tokens for programs", YOURS,
        "until you are erased; the secret itself never", own(PersonalToken, "user"),
        same("name", "prefix", "reads", "annotates", "manages", "created_at", "expires_at",
              "revoked_at") | {"last_used": "use__minute"},
    ),
    StoredKind(
        "addresses", "Addresses, and which of them are confirmed", ADMINISTRATORS,
        "until you change them or are erased", own(EmailAddress, "user"),
        same("email", "verified", "primary"),
    ),
    StoredKind(
        "factors", "Second factors and recovery codes; their secrets never", ADMINISTRATORS,
        "until you remove them or are erased", own(Authenticator, "user"),
        same("type", "created_at", "last_used_at"),
    ),
    StoredKind(
        "sessions", "Where you are signed in, with address and browser", YOURS,
        "14 days, or until sign-out", sessions_of,
        same("ip", "user_agent", "created_at"),
    ),
    StoredKind(
        "trust_log", "Lines of the trust log by or about you, with the address you came from",
        ADMINISTRATORS, "as long as the desk says", _trust_lines,
        same("at", "kind", "story", "address", "token", "facts"),
    ),
    StoredKind(
        "organisation", "What your organisation said of you when you signed in", "nobody",
        "until you disconnect it or are erased", own(SocialAccount, "user"),
        same("provider", "uid", "extra_data", "last_login", "date_joined"),
    ),
    StoredKind(
        "invitations", "Invitations to you and by you", "you; managers of the story", DESK,
        _letters,
        {"story": "story__slug"} | same("email", "created_at", "sent_at", "accepted_at",
                                         "revoked_at"),
    ),
    StoredKind(
        "readings", "Articles that you were asked to read", SETTLERS, DESK,
        own(Assignment, "annotator"),
        ARTICLE | same("state", "reason", "due_on", "assigned_at", "submitted_at"),
    ),
    StoredKind(
        "highlights", "Highlights and document labels, deleted ones too, with notes", SETTLERS,
        DESK, own(Annotation, "annotator", layer=Layer.READING), ARTICLE | MARK,
    ),
    StoredKind(
        "earlier_highlights", "States that these have had", SETTLERS, DESK,
        own(Annotation.history.model, "annotator", layer=Layer.READING), PAST_MARK,
    ),
    StoredKind(
        "settled", "What you settled", SETTLERS, DESK,
        not_blind(own(Annotation, "annotator", layer=Layer.GOLD)), ARTICLE | MARK,
    ),
    StoredKind(
        "decisions", "Decisions, with your reasons", SETTLERS, DESK,
        not_blind(own(Decision, "decided_by")),
        ARTICLE | same("outcome", "reason", "decided_at", "undone_at"),
    ),
    StoredKind(
        "comments", "Comments", SETTLERS, DESK, not_blind(own(Comment, "author")),
        ARTICLE | same("text", "created_at"),
    ),
    StoredKind(
        "rulings", "Rulings on rows of sources", "members of the story", DESK,
        not_blind(own(Ruling, "ruled_by")),
        {"question": "question__slug", "article": "article_id"}
        | same("verdict", "state", "reason", "ruled_at", "undone_at"),
    ),
    StoredKind(
        "dismissals", "Suggestions that you dismissed", YOURS, DESK, own(Dismissal, "annotator"),
        ARTICLE | same("start", "end", "at"),
    ),
    StoredKind(
        "parts_of_pages", "Parts of a page that you named", SETTLERS, DESK,
        own(RegionChange, "by"),
        ARTICLE | same("start", "end", "role", "state", "at"),
    ),
    StoredKind(
        "corrected_texts", "Corrected texts that you brought", "members of the story", DESK,
        own(Revision, "by"), ARTICLE | same("version", "at", "undone_at"),
    ),
    StoredKind(
        "verdicts", "Verdicts on what corrected texts left behind", SETTLERS, DESK,
        own(Placement, "by"), ARTICLE | same("version", "verdict", "at"),
    ),
    StoredKind(
        "settled_alike", "Articles whose places you settled in one step", SETTLERS, DESK,
        not_blind(own(Act, "done_by")), ARTICLE | same("rule", "share", "done_at", "undone_at"),
    ),
    StoredKind(
        "curation", "Merging, splitting and rewording", MANAGERS, DESK,
        own(Curation, "by"), {"story": "story__slug"} | same("kind", "told", "at", "undone_at"),
    ),
    StoredKind(
        "bulk_acts", "Acts in the admin on many things", ADMINISTRATORS, DESK, own(BulkAct, "by"),
        same("name", "told", "at", "undone_at"),
    ),
    StoredKind(
        "editions", "Editions that you published", "whoever may read them", DESK,
        own(Edition, "published_by"),
        {"story": "story__slug"} | same("number", "title", "note", "signed", "published_at"),
    ),
    StoredKind(
        "withdrawals", "Editions that you withdrew, with your reasons", "whoever may read them",
        DESK, own(Withdrawal, "by"),
        {"edition": "edition__number"} | same("reason", "at", "undone_at"),
    ),
    StoredKind(
        "codebook", "Editions of the codebook that you published", "everybody", DESK,
        own(CodebookEdition, "published_by"), same("number", "note", "published_at"),
    ),
    StoredKind(
        "erasures", "What you had erased for good", "administrators who may erase", DESK,
        own(Erasure, "by"), same("called", "at", "reason"),
    ),
    StoredKind(
        "pages", "Pages that you had fetched, until they are taken or dropped", MANAGERS,
        "until then", own(FetchedPage, "asked_by"),
        {"story": "story__slug"} | same("address", "asked_at"),
    ),
    StoredKind(
        "feeds", "Feeds that you added", MANAGERS, "until they are removed", own(Feed, "added_by"),
        {"story": "story__slug"} | same("address", "added_at"),
    ),
    StoredKind(
        "webhooks", "Webhooks that you added", MANAGERS, "until they are removed",
        own(Webhook, "added_by"), {"story": "story__slug"} | same("name", "address", "added_at"),
    ),
    StoredKind(
        "admin_log", "Single changes in the admin", ADMINISTRATORS, DESK, own(LogEntry, "user"),
        same("action_time", "object_repr", "change_message"),
    ),
    StoredKind(
        "saved_searches", "Saved searches", YOURS, "until you delete them or are erased",
        own(SavedSearch, "user"), same("name", "query", "kind", "story", "sort", "deleted_at"),
    ),
    StoredKind(
        "notices", "Notices", YOURS, "until you have seen them", own(Notice, "person"),
        ARTICLE | same("kind", "at"),
    ),
    StoredKind(
        "visits", "When you last looked at a story’s sources", YOURS, "until you are erased",
        own(Visit, "user"), {"story": "story__slug"} | same("seen_at"),
    ),
    StoredKind(
        "tasks", "Tasks that you asked for", "you; managers of the story",
        f"{KEPT.days} days after they end", own(BackgroundTask, "asked_by"),
        same("title", "asked_at"),
    ),
    *MACHINE_KINDS,
)  # fmt: skip
