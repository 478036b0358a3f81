"""The vocabulary in the admin. Nothing is deleted here: what is out of use is deactivated."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest

from annotator.admin_pages import SignedAdmin
from annotator.vocabulary.models import Alias, Entity, Label, Question
from annotator.vocabulary.table_admin import EntityTables, LabelTables, QuestionTables

# At run time Django's admin classes take no type argument.
if TYPE_CHECKING:
    TabularInline = admin.TabularInline[Any, Any]
else:
    TabularInline = admin.TabularInline


class PermanentAdmin(SignedAdmin):
    """An admin without a delete button, and with keys that stay as they are once they are
    stored."""

    keys: tuple[str, ...] = ("slug",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[Any, ...]:
        return (*super().get_readonly_fields(request, obj), *(self.keys if obj else ()))


@admin.register(Label)
class LabelAdmin(LabelTables, PermanentAdmin):
    # What a label means changes with an edition of the codebook, not here.
    keys = ("slug", "kind", "definition", "example", "counterexample")
    list_display = ("slug", "name", "kind", "key", "polarity", "of_articles", "position", "active")
    list_filter = ("kind", "of_articles", "active")
    search_fields = ("slug", "name", "definition")
    list_per_page = 50


class AliasInline(TabularInline):
    model = Alias
    fields = ("name",)
    extra = 1


@admin.register(Entity)
class EntityAdmin(EntityTables, PermanentAdmin):
    inlines = (AliasInline,)
    list_display = ("name", "slug", "wikidata", "description", "active")
    list_filter = ("active",)
    search_fields = ("name", "slug", "aliases__name", "wikidata")
    list_per_page = 50


@admin.register(Question)
class QuestionAdmin(QuestionTables, PermanentAdmin):
    keys = ("slug", "story")
    autocomplete_fields = ("story",)
    list_display = ("wording", "story", "type", "unit", "scope", "active")
    list_filter = ("type", "active", "story")
    list_select_related = ("story",)
    search_fields = ("wording", "slug")
    list_per_page = 50
