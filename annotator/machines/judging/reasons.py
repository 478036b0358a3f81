"""Why something that an engine said is not taken, in words for people (pure: no Django)."""

NOT_THERE = "its words are not in the text"
SEVERAL = "its words stand several times, and nothing says which is meant"
NO_LABEL = "its label is none of ours"
TWICE = "said twice"
TOO_MANY = "more than a text of this length has"
UNREADABLE = "not readable"

NO_SUCH_DETAIL = "detail: not one that its kind has, or that a machine gives"
NO_QUESTION = "detail: a question that the story does not ask"
NO_VALUE = "detail: a value that its words do not say"
NO_NAME = "detail: a name that is not in the registry, or that several have"
NO_CHOICE = "detail: none of the words that it may be"
NO_DATE = "detail: no date"

OF_SPANS = frozenset({NOT_THERE, SEVERAL, NO_LABEL, TWICE, TOO_MANY, UNREADABLE})
"""Reasons for which a whole span goes."""
OF_DETAILS = frozenset({NO_SUCH_DETAIL, NO_QUESTION, NO_VALUE, NO_NAME, NO_CHOICE, NO_DATE})
"""Reasons for which a detail goes, and its span stays."""
