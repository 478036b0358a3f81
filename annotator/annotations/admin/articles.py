"""Articles in the admin, with their annotations and readers."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from annotator.annotations.admin.acts import seen_by
from annotator.annotations.models import Annotation
from annotator.people.models import User
from articles.admin import ArticleAdmin
from articles.models import Article

admin.site.unregister(Article)


@admin.register(Article)
class ReadArticleAdmin(ArticleAdmin):
    """Counts only what the curator may see: of an article still to be read, their own marks."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        articles = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "autocomplete":
            return articles
        marks = Annotation.objects.filter(
            seen_by(cast("User", request.user)), article=OuterRef("pk")
        ).order_by()
        count = marks.values("article").annotate(n=Count("pk")).values("n")
        return articles.annotate(
            mark_count=Coalesce(Subquery(count, output_field=IntegerField()), 0)
        )

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_display(request), "highlights", "workbench")

    @admin.display(ordering="mark_count")
    def highlights(self, article: Any) -> SafeString:
        return format_html(
            '<a href="{}?article__exact={}">{}</a>',
            reverse("admin:annotations_annotation_changelist"),
            article.pk,
            article.mark_count,
        )

    @admin.display
    def workbench(self, article: Article) -> SafeString:
        return format_html(
            '<a href="{}">Open</a>', reverse("annotations:workbench", args=[article.pk])
        )
