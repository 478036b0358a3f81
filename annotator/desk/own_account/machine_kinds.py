"""What the desk keeps of one person about machine readers: which they made and added, what they
asked of them."""

from annotator.desk.own_account.kind import ADMINISTRATORS, DESK, MANAGERS, StoredKind, own, same
from annotator.machines.models import AidRule, MachineReader, MachineRun, StoryReader

STORY = {"story": "of__story__slug", "machine": "of__reader__name"}
MACHINE_KINDS = (
    StoredKind(
        "machine_readers", "Machine readers that you made", ADMINISTRATORS, DESK,
        own(MachineReader, "created_by"), same("name", "engine", "model", "version", "created_at"),
    ),
    StoredKind(
        "machines_added", "Machine readers that you added to a story", MANAGERS, DESK,
        own(StoryReader, "added_by"),
        {"story": "story__slug", "machine": "reader__name"} | same("added_at", "removed_at"),
    ),
    StoredKind(
        "machine_rules", "What you let people see of machine readers", MANAGERS, DESK,
        own(AidRule, "by"), STORY | same("shows", "unaided_percent", "since"),
    ),
    StoredKind(
        "machine_runs", "Runs of machine readers that you asked for", MANAGERS, DESK,
        own(MachineRun, "asked_by"), STORY | same("state", "asked_at", "ended_at"),
    ),
)  # fmt: skip
