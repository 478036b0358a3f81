"""What of oneself is stored with machine readers: who made, added, set and asked them."""

from annotator.desk.own_account.kind import DESK, MANAGERS, SETTLERS, StoredKind, own, same
from annotator.machines.models import AidRule, MachineReader, MachineRun, StoryReader

MACHINE_KINDS = (
    StoredKind(
        "machines_made", "Machine readers that you made", MANAGERS, DESK,
        own(MachineReader, "created_by"), same("name", "engine", "model", "created_at"),
    ),
    StoredKind(
        "machines_added", "Machine readers that you added to a story", MANAGERS, DESK,
        own(StoryReader, "added_by"),
        {"story": "story__slug", "machine": "reader__name"} | same("added_at", "removed_at"),
    ),
    StoredKind(
        "machines_shown", "What you said that people see of machine readers", SETTLERS, DESK,
        own(AidRule, "by"),
        {"story": "of__story__slug", "machine": "of__reader__name"}
        | same("shows", "unaided_percent", "since"),
    ),
    StoredKind(
        "machine_runs", "Runs of machine readers that you asked for", SETTLERS, DESK,
        own(MachineRun, "asked_by"),
        {"story": "of__story__slug", "machine": "of__reader__name"}
        | same("scope", "articles", "asked_at"),
    ),
)  # fmt: skip
