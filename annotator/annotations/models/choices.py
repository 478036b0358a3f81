"""What a column of an annotation can hold, where it is one of a few words."""

from django.db import models


class Layer(models.TextChoices):
    """A person's own reading, what stands after adjudication, or a machine's reading."""

    READING = "reading", "reading"
    GOLD = "gold", "settled"
    MACHINE = "machine", "machine"


class Origin(models.TextChoices):
    """Who brought an annotation: a person at this desk, a machine reader, or a file."""

    PERSON = "person", "a person"
    MACHINE = "machine", "a machine"
    IMPORT = "import", "a file"


class Approximator(models.TextChoices):
    """How the source limits a value."""

    EXACT = "exact", "exactly"
    ABOUT = "about", "about"
    NEARLY = "nearly", "nearly"
    MORE_THAN = "more than", "more than"
    AT_LEAST = "at least", "at least"
    LESS_THAN = "less than", "less than"
    UP_TO = "up to", "up to"


class Modality(models.TextChoices):
    """Whether the source says that it is so, that it is not, will be, or may be."""

    ASSERTED = "asserted", "asserted"
    DENIED = "denied", "denied"
    PREDICTED = "predicted", "predicted"
    HEDGED = "hedged", "hedged"


class ValueSpan(models.TextChoices):
    """What the days of an answer are: a whole time, or (empty) one day not known exactly."""

    PERIOD = "period", "a whole time"


class Proposed(models.TextChoices):
    """What became of what the program proposed for an annotation's details."""

    TAKEN = "taken", "taken as proposed"
    CHANGED = "changed", "proposed and changed"
