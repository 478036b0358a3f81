"""Turn strings into values: addresses, what is known of an article, a page that a browser sent."""

from typing import Any

from django import forms

from annotator.fetching.addresses import AddressRefused, parts_of
from articles.forms import ImportForm
from articles.intake.arrivals import Arrival, read_arrival
from articles.intake.drafts import Batch, Draft, gather, in_megabytes

AT_ONCE = 50
"""Addresses that are asked for in one go."""
PAGE_BYTES = 5_000_000
"""Bytes of UTF-8 that a page may have."""


class AddressesForm(forms.Form):
    """Addresses, a line each."""

    addresses = forms.CharField(
        label="Addresses",
        help_text=f"Of articles, a line each, {AT_ONCE} at a time: web pages, PDF or plain text.",
        widget=forms.Textarea(attrs={"rows": 5, "dir": "ltr", "spellcheck": "false"}),
    )

    def clean_addresses(self) -> list[str]:
        """Return the addresses, each once. Raises ValidationError, which names the lines."""
        lines = enumerate(self.cleaned_data["addresses"].splitlines(), 1)
        found = {number: line.strip() for number, line in lines if line.strip()}
        if len(found) > AT_ONCE:
            told = f"These are {len(found):,} addresses; {AT_ONCE} at a time are taken."
            raise forms.ValidationError(told)
        refusals = []
        for number, address in found.items():
            try:
                parts_of(address)
            except AddressRefused as refusal:
                refusals.append(f"Line {number}: {refusal}")
        if refusals:
            raise forms.ValidationError(refusals)
        return list(dict.fromkeys(address.partition("#")[0] for address in found.values()))


class FeedForm(forms.Form):
    """The address of a feed."""

    address = forms.CharField(
        label="Address of a feed",
        max_length=2000,
        help_text="RSS or Atom.",
        widget=forms.TextInput(attrs={"inputmode": "url", "dir": "ltr"}),
    )

    def clean_address(self) -> str:
        """Return the address. Raises ValidationError where it is none."""
        address: str = self.cleaned_data["address"].strip()
        try:
            parts_of(address)
        except AddressRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return address


ABOUT = ("source", "title", "published_on", "language", "url", "byline")


class AboutForm(ImportForm):
    """What is known of an article whose text is there already."""

    text = None  # type: ignore[assignment]
    uploads = None  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Return the values; each is checked with the draft."""
        return self.cleaned_data

    def batch_of(self, arrival: Arrival) -> Batch:
        """Return what arrived as a draft with these values, or its problems."""
        if not self.is_valid():
            return Batch(problems=list(self.problems()))
        values = {name: self.cleaned_data[name] for name in ABOUT}
        return gather(read_arrival(arrival, values))


def about(draft: Draft) -> dict[str, str]:
    """Return what a draft says of its article, to begin a form with."""
    return {
        "source": draft.source,
        "title": draft.title,
        "published_on": draft.published_on.isoformat() if draft.published_on else "",
        "language": draft.language,
        "url": draft.url,
        "byline": draft.byline,
    }


class SentPageForm(forms.Form):
    """A page as a browser had it, and its address: the word of whoever sent them."""

    html = forms.CharField(strip=False, error_messages={"required": "No page came along."})
    address = forms.CharField(max_length=2000)

    def clean_html(self) -> str:
        """Return the page with the line ends that it had before it was sent."""
        page: str = self.cleaned_data["html"].replace("\r\n", "\n")
        size = len(page.encode(errors="surrogatepass"))
        if size > PAGE_BYTES:
            raise forms.ValidationError(
                f"The page has {in_megabytes(size)}; {in_megabytes(PAGE_BYTES)} are taken. "
                "Save it as a file and choose that, or paste its text."
            )
        return page

    def clean_address(self) -> str:
        """Return the address. Raises ValidationError where it is none of the web."""
        address: str = self.cleaned_data["address"].strip()
        try:
            parts_of(address)
        except AddressRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return address.partition("#")[0]

    def arrival(self) -> Arrival:
        """Return the page as what arrived."""
        raw = self.cleaned_data["html"].encode(errors="surrogatepass")
        return Arrival(self.cleaned_data["address"], raw, "text/html", "utf-8")
