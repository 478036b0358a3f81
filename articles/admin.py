"""Sources, stories and articles in the admin, where a stored text is shown and never edited."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db.models import PROTECT, Field, ManyToOneRel, Model, QuerySet, URLField
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.forms import ArticleForm
from articles.intake.regions import propose_regions
from articles.models import Article, Source, Story
from articles.regions import store_proposed

# At run time Django's admin classes take no type argument.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


def in_use(thing: Model) -> bool:
    """Return whether another row refers to this thing by a foreign key that protects it."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: thing}).exists()
        for relation in thing._meta.related_objects
        if isinstance(relation, ManyToOneRel) and relation.on_delete is PROTECT
    )


class GuardedAdmin(ModelAdmin):
    """An admin that deletes one thing at a time, and only while no protected row refers to it.

    Django's own page would first list every annotation that stands in the way.
    """

    list_per_page = 50

    def formfield_for_dbfield(
        self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> Any:
        if isinstance(db_field, URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not in_use(obj))


@admin.register(Source)
class SourceAdmin(GuardedAdmin):
    list_display = ("name", "slug", "homepage")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(Story)
class StoryAdmin(GuardedAdmin):
    list_display = ("title", "slug", "readers", "created_at")
    search_fields = ("title", "slug")
    prepopulated_fields = {"slug": ("title",)}


@admin.register(Article)
class ArticleAdmin(GuardedAdmin):
    """Articles: `full_clean` seals a new one; of a stored one everything but its text can be
    mended."""

    form = ArticleForm
    list_display = ("title", "source", "story", "published_on", "language", "word_count")
    list_filter = ("story", "language", "source")
    list_select_related = ("story", "source")
    search_fields = ("title", "byline", "url", "text_sha256", "source__name", "story__title")
    autocomplete_fields = ("story", "source")
    date_hierarchy = "published_on"

    about = ("story", "source", "title", "byline", "url", "language", "published_on")
    sealed = ("stored_text", "text_sha256", "version", "word_count", "created_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        # A field that is not loaded is not saved either.
        return super().get_queryset(request).defer("text")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.about, *(self.sealed if obj else ("text",)))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.sealed if obj else ()

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            store_proposed([(obj, propose_regions(obj.text, obj.title, obj.byline))])

    @admin.display(description="text")
    def stored_text(self, article: Article) -> SafeString:
        """Return the text as stored, each line end and space in place, in a field that is never
        sent."""
        return format_html(
            '<textarea class="vLargeTextField" rows="24" dir="auto" readonly '
            'aria-label="Text as stored">\n{}</textarea>',
            article.text,
        )
