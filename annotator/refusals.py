"""Turn an error of the database into the words of the constraint that it broke."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models


def broken_constraint(error: IntegrityError, model: type[models.Model]) -> str:
    """Return the name of the model's constraint that the statement broke, or ''.

    PostgreSQL tells the name. SQLite tells it of a CHECK; of a unique index it lists the columns.
    """
    told = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    if told:
        return str(told)
    message = str(error)
    columns = {part.strip().rpartition(".")[2] for part in message.partition(":")[2].split(",")}
    for constraint in model._meta.constraints:
        if constraint.name and constraint.name in message:
            return constraint.name
        if isinstance(constraint, models.UniqueConstraint) and "UNIQUE" in message:
            named = {
                str(getattr(model._meta.get_field(name), "column", name))
                for name in constraint.fields
            }
            if named == columns:
                return constraint.name
    return ""


def refusal(error: IntegrityError, model: type[models.Model]) -> ValidationError:
    """Return the constraint's message as a ValidationError; raise the error where none is known."""
    name = broken_constraint(error, model)
    for constraint in model._meta.constraints:
        if constraint.name == name:
            return ValidationError(constraint.get_violation_error_message(), code=name)
    raise error
