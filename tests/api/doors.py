"""Who may use which operation: one row an operation of the schema. Of others than `everybody` a
stranger finds nothing, and a member of another role is told which role it takes."""

EVERYBODY = frozenset({"ada", "cy", "mo", "root", "zed"})
MEMBERS = EVERYBODY - {"zed"}
MANAGERS = frozenset({"mo", "root"})
SETTLERS = frozenset({"cy", "mo", "root"})
ANNOTATORS = frozenset({"ada"})
ADJUDICATORS = frozenset({"cy"})

OPERATIONS = {
    "list_stories": EVERYBODY,
    "make_story": frozenset({"root"}),
    "read_story": MEMBERS,
    "change_story": MANAGERS,
    "list_members": MANAGERS,
    "list_articles": MEMBERS,
    "add_article": MANAGERS,
    "add_files": MANAGERS,
    "add_foreign_files": MANAGERS,
    "read_article": MEMBERS,
    "list_versions": MEMBERS,
    "add_version": MANAGERS,
    "read_version": MEMBERS,
    "list_labels": MEMBERS,
    "list_entities": MEMBERS,
    "read_entity": MEMBERS,
    "list_questions": MEMBERS,
    "ask_question": SETTLERS,
    "read_question": MEMBERS,
    "change_question": SETTLERS,
    "list_own_assignments": EVERYBODY,
    "list_assignments": MANAGERS,
    "assign": MANAGERS,
    "take": ANNOTATORS,
    "withdraw": MANAGERS,
    "send_back": ADJUDICATORS,
    "submit": ANNOTATORS,
    "reopen": ANNOTATORS,
    "hand_back": ANNOTATORS,
    "list_annotations": MEMBERS,
    "read_annotation": frozenset({"ada", "cy", "mo", "root"}),
    "change": ANNOTATORS,
    "list_places": SETTLERS,
    "read_settling": SETTLERS,
    "list_decisions": SETTLERS,
    "decide": ADJUDICATORS,
    "undo_decision": ADJUDICATORS,
    "settle_document_label": ADJUDICATORS,
    "plan_automatic": ADJUDICATORS,
    "settle_automatically": ADJUDICATORS,
    "undo_automatic": ADJUDICATORS,
    "comment": ADJUDICATORS,
    "finish": ADJUDICATORS,
    "reopen_settling": ADJUDICATORS,
    "list_rows": SETTLERS,
    "read_row": SETTLERS,
    "list_cells": SETTLERS,
    "rule_row": ADJUDICATORS,
    "rule_cell": ADJUDICATORS,
    "list_rulings": SETTLERS,
    "undo_ruling": ADJUDICATORS,
    "list_tasks": EVERYBODY,
    "read_task": MANAGERS,
    "stop_task": MANAGERS,
    "try_task_again": MANAGERS,
}
ID = "00000000-0000-4000-8000-0000000000fe"
BODIES = {
    "make_story": {"title": "Another"},
    "change_story": {},
    "add_article": {"text": "Some words.", "source": "The Globe"},
    "add_version": {"text": "Other words.", "base": 1},
    "ask_question": {"wording": "How long?"},
    "change_question": {},
    "assign": {"people": ["bo"], "articles": [987654321]},
    "send_back": {"reason": "Look again."},
    "hand_back": {"reason": "It is too long."},
    "change": {"op": ID, "annotation": ID, "verb": "delete", "base": 1},
    "decide": {"stamp": "none", "none": True},
    "settle_document_label": {"label": "stance-favour"},
    "settle_automatically": {"rule": "agreed", "places": "none"},
    "comment": {"about": [ID], "text": "So it is."},
    "rule_row": {"state": "agree", "reason": "So it is.", "basis": "none"},
    "rule_cell": {"verdict": "silent", "reason": "I looked.", "basis": "none"},
}
"""What is sent, so that nothing but the door is in the way."""
HIDDEN = {"read_task"}
"""Operations of what only some members know of: to the others it is not there."""
