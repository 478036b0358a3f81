"""The two sides of the hold-out, and why a reading is told of neither (pure)."""

from enum import StrEnum


class Arm(StrEnum):
    """Whether readings saw a machine's suggestions, or why they are left out."""

    WITH = "with"
    WITHOUT = "without"
    NOT_SHOWN = "no suggestions were shown when they were begun"
    NOT_READ = "the machine has not read the article"
    LATE = "the machine read the article only after they were begun"
    OTHER_TEXT = "they read another version of the text"
    TAKEN = "suggestions were taken, though none were to be seen"


COMPARED = (Arm.WITH, Arm.WITHOUT)
