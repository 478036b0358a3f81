"""What the log of a webhook can be narrowed to, and sorted by."""

import django_filters as filters
from django.db.models import QuerySet

from annotator.background.events import EventKind
from annotator.webhooks.models import TEST, Delivery

State = Delivery.State


class DeliveryFilter(filters.FilterSet):  # type: ignore[misc]
    """The messages of one webhook."""

    kind = filters.ChoiceFilter(
        field_name="message__kind",
        label="Event",
        empty_label="Any event",
        choices=[*((kind.value, kind.value) for kind in EventKind), (TEST, TEST)],
    )
    state = filters.ChoiceFilter(
        label="State",
        empty_label="Any state",
        choices=[
            (State.WAITING, "Waiting"),
            (State.DELIVERED, "Delivered"),
            (State.FAILED, "Failed"),
        ],
    )
    sort = filters.ChoiceFilter(
        label="Sort by",
        empty_label="Newest first",
        choices=[("oldest", "Oldest first"), ("tries", "Most tries first")],
        method="sorted_by",
    )

    class Meta:
        model = Delivery
        fields: list[str] = []

    def sorted_by(self, rows: QuerySet[Delivery], name: str, value: str) -> QuerySet[Delivery]:
        """Return the rows in the order that was asked for."""
        return rows.order_by("pk") if value == "oldest" else rows.order_by("-tries", "-pk")

    @property
    def narrows(self) -> bool:
        """Whether anything that is asked for may leave a message out."""
        _ = self.form.errors
        return any(value for name, value in self.form.cleaned_data.items() if name != "sort")
