"""Turn strings into values: an address, the events that it is told, a name."""

from django import forms

from annotator.background.events import EventKind
from annotator.fetching.addresses import AddressRefused, is_own_machine, parts_of

HTTPS = 443
KINDS = {
    EventKind.ARTICLE_ADDED: "an article has come in",
    EventKind.READING_SUBMITTED: "somebody has submitted a reading",
    EventKind.ARTICLE_SETTLED: "an article is settled",
    EventKind.ROW_CHANGED: "a question has come to another state",
    EventKind.CORRECTION_FOUND: "a corrected text has come in",
}
"""What each kind of event says, in words."""


class WebhookForm(forms.Form):
    """Where a webhook leads, and what it is told."""

    address = forms.CharField(
        label="Address",
        help_text="Of a receiver on the public web. It begins with https://.",
        widget=forms.URLInput(attrs={"dir": "ltr", "maxlength": 2000}),
    )
    name = forms.CharField(
        label="Name", required=False, max_length=100, help_text="What it is for, as “Newsroom bot”."
    )
    kinds = forms.MultipleChoiceField(
        label="Told when",
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one event."},
    )

    def clean_address(self) -> str:
        """Return the address. Raises ValidationError where it is none, or without https."""
        address: str = self.cleaned_data["address"].strip()
        try:
            scheme, host, port, _ = parts_of(address)
        except AddressRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if scheme != "https":
            raise forms.ValidationError(
                "It begins with http://: what is sent there, others could read. Use https://."
            )
        if port != HTTPS:
            raise forms.ValidationError(f"It names port {port}; only {HTTPS} is told anything.")
        if is_own_machine(host):
            raise forms.ValidationError(f"{host} lies within a network of its own: it is not told.")
        return address.partition("#")[0]
