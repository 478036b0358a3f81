"""The fields of a form that narrows a list, drawn without templates.

Every list has such a form, with a choice or two of many options: as templates, one an option, they
took a third of the page's time (decision 28). What is drawn is what `_field.html` draws.
"""

from collections.abc import Iterable

from django import forms
from django.forms import BoundField
from django.template import Library
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from annotator.markup import EMPTY, fill, join

register = Library()


@register.simple_tag
def filter_fields(form: Iterable[BoundField]) -> SafeString:
    """Draw each field with its label; one that is refused, or is rare, by the template."""
    return join(_field(field) for field in form)


def _field(field: BoundField) -> SafeString:
    widget = field.field.widget
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
