"""Sources in the admin, with their articles; sources that are one outlet are merged."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.annotations.admin.acts import AdminAct, ModelChoiceField, action, finder
from annotator.annotations.curation import merge_sources
from annotator.annotations.curation.plans import CurationPlan, number
from annotator.people.models import User
from articles.admin import SourceAdmin
from articles.models import Article, Source

MOST = 200
MERGING = (
    "articles.change_source", "articles.delete_source", "articles.change_article",
    "annotations.change_annotation",
)  # fmt: skip
"""What one must be allowed to do in order to merge sources."""

admin.site.unregister(Source)


class TickedSource(ModelChoiceField):
    """One of the ticked sources, told by name, slug and how many articles it has."""

    def label_from_instance(self, source: Any) -> str:
        return f"{source} ({source.slug}), {number(source.uses, 'article')}"


class MergeSources(AdminAct):
    """One source is kept: at first that with the most articles, or one that is searched for."""

    name, title, button = "merge", "Merge sources", "Merge"

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sources_ticked: list[Any] = list(self.ticked[: MOST + 1])
        if len(self.sources_ticked) > 1:
            self.fields["kept"] = TickedSource(
                self.ticked, widget=forms.RadioSelect, empty_label=None, label="Keep"
            )
        else:
            self.fields["kept"] = finder(
                Article, "source", Source.objects.all(), label="Merge into"
            )

    def first(self) -> dict[str, Any] | None:
        oldest_first = sorted(self.sources_ticked, key=lambda source: source.pk)
        if len(oldest_first) < 2:
            return None
        return {"kept": max(oldest_first, key=lambda source: source.uses).pk}

    def clean(self) -> None:
        if len(self.sources_ticked) > MOST:
            raise ValidationError(f"Merge at most {MOST} at a time.")

    def plan(self) -> CurationPlan:
        kept = self.cleaned_data["kept"]
        return merge_sources.merge_sources_preview(kept, self.sources_ticked)

    def act(self) -> str:
        kept = self.cleaned_data["kept"]
        done = merge_sources.merge_sources(kept, self.sources_ticked)
        return f"Merged into “{kept}”. {number(done, 'article')} moved."

    def summary(self) -> str:
        kept = self.cleaned_data["kept"]
        others = [one for one in self.sources_ticked if one.pk != kept.pk]
        return f"{', '.join(f'“{one}”' for one in others)[:200]} merged into “{kept}”"

    def things(self) -> Iterable[Any]:
        """Return the sources and all their articles, so that it is noted which of them moved."""
        merge_sources.lock_stories()
        keys = {one.pk for one in self.sources_ticked} | {self.cleaned_data["kept"].pk}
        yield from Source.objects.filter(pk__in=keys)
        yield from Article.objects.filter(source__in=keys).order_by().only("title", "source")


@admin.register(Source)
class MergedSourceAdmin(SourceAdmin):
    actions = (action(MergeSources, "merge"),)

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return cast("User", request.user).has_perms(MERGING)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        sources: QuerySet[Source] = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            return sources
        return sources.annotate(uses=Count("articles"))

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_display(request), "article_count")

    @admin.display(description="articles", ordering="uses")
    def article_count(self, source: Any) -> SafeString:
        return format_html(
            '<a href="{}?source__id__exact={}">{}</a>',
            reverse("admin:articles_article_changelist"),
            source.pk,
            source.uses,
        )
