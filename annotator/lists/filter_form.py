"""The fields of a form that narrows a list, and what is set in it, drawn without templates.

Every list has such a form, with a choice or two of many options: as templates, one an option, they
took a third of the page's time (decision 28). What is drawn is what `_field.html` draws.
"""

from collections.abc import Iterable

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join

register = Library()
OF_ONE_PAGE = {"page", "after", "saved"}
"""What an address says of what it shows, not of what the list is narrowed to."""


@register.simple_tag
def filter_fields(form: Iterable[BoundField]) -> SafeString:
    """Draw each field with its label; one that is refused, or is rare, by the template.

    A hidden field is what the whole list is of: it goes along, and nothing takes it away.
    """
    return join(_field(field) for field in form)


@register.simple_tag
def filter_chips(form: forms.BaseForm, query: QueryDict, address: str, box: str = "") -> SafeString:
    """Draw what is set in the form, each as a link to the list without it; '' where nothing is.

    What is typed in a `box` of the page stands there, and so on no chip.
    """
    refused = form.errors
    fields = [field for field in form.visible_fields() if field.html_name != box]
    drawn = [
        fill(
            '<a class="chip" href="{}">{} <span aria-hidden="true">×</span>'
            '<span class="unseen">take away</span></a>\n',
            _address(query, {field.html_name}, address), words,
        )
        for field in fields
        if field.html_name not in refused and (words := _set(field, query))
    ]  # fmt: skip
    if drawn[1:]:
        every = _address(query, {field.html_name for field in fields}, address)
        drawn.append(fill('<a href="{}">Show all</a>', every))
    return join(drawn)


def _set(field: BoundField, query: QueryDict) -> str:
    """Return what is set in a field, in words: “Stage: ready”; '' where nothing is."""
    given = [value for value in query.getlist(field.html_name) if value]
    if not given:
        return ""
    kind = field.field
    if isinstance(kind, forms.ModelChoiceField):
        # The thing is there since the form was cleaned: its choices would be read once more.
        chosen = field.form.cleaned_data[field.name]
        several = isinstance(kind, forms.ModelMultipleChoiceField)
        said = [kind.label_from_instance(one) for one in (chosen if several else [chosen])]
    elif isinstance(field.field.widget, forms.CheckboxInput):
        return str(field.label)
    elif choices := getattr(field.field.widget, "choices", None):
        named = {str(value): str(words) for value, words in choices}
        said = [named.get(value, value) for value in given]
    else:
        said = [f"“{value}”" for value in given]
    return f"{field.label}: {', '.join(said)}"


def _address(query: QueryDict, without: set[str], address: str) -> str:
    """Return the address of the list without some of what is set, from its first page on."""
    left = without | OF_ONE_PAGE
    rest = QueryDict(mutable=True)
    for name, values in query.lists():
        # A form sends its empty fields as well.
        if name not in left and any(values):
            rest.setlist(name, values)
    return f"{address}?{rest.urlencode()}" if rest else address


def _field(field: BoundField) -> SafeString:
    widget = field.field.widget
    if field.is_hidden:
        return fill("{}{}\n", field.as_widget(), field.errors if field.errors else EMPTY)
    plain = not (field.errors or field.field.required or widget.attrs)
    if plain and isinstance(widget, forms.Select):
        control = _select(field, widget)
    elif plain and type(widget) is forms.TextInput and not field.help_text:
        control = _text(field)
    else:
        return render_to_string("_field.html", {"field": field})
    told = EMPTY
    if field.help_text:
        told = fill('<span class="help" id="{}_helptext">{}</span>', field.auto_id, field.help_text)
    return fill(
        '<div class="field"><label for="{}">{}</label>{}{}</div>\n',
        field.id_for_label, field.label, control, told,
    )  # fmt: skip


def _select(field: BoundField, widget: forms.Select) -> SafeString:
    chosen = set(widget.format_value(field.value()))
    options = [(str(value), words) for value, words in widget.choices]
    drawn = [
        fill('<option value="{}" selected>{}</option>', value, words)
        if value in chosen
        else fill('<option value="{}">{}</option>', value, words)
        for value, words in options
    ]
    told = EMPTY
    if field.help_text:
        told = fill(' aria-describedby="{}_helptext"', field.auto_id)
    return fill(
        '<select name="{}"{} id="{}"{}>{}</select>', field.html_name, told, field.auto_id,
        fill(" multiple") if widget.allow_multiple_selected else EMPTY, join(drawn),
    )  # fmt: skip


def _text(field: BoundField) -> SafeString:
    value = field.field.widget.format_value(field.value())
    if value is None:
        return fill('<input type="text" name="{}" id="{}">', field.html_name, field.auto_id)
    return fill(
        '<input type="text" name="{}" value="{}" id="{}">', field.html_name, value, field.auto_id
    )
