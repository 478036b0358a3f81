"""What an article came in as: looked at beside its text, and given out as evidence."""

import mimetypes
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from annotator.desk.originals.access import article_with_source, original_for
from annotator.desk.originals.page import PART, facts_of, openings, source_text, text_of
from annotator.people.access import DeskRequest
from articles.models import Article, Original


@require_GET
def original(request: DeskRequest, pk: int) -> HttpResponse:
    """Show what a version came in as: its facts, and its source where it is characters."""
    article = article_with_source(request, pk)
    kept = original_for(article, request.GET.get("version", ""))
    shown: dict[str, Any] = {"article": article, "original": kept}
    shown |= {"story": article.story, "tab": "articles"}
    if kept is not None:
        text = text_of(article, kept.version)
        shown |= {
            "source": source_text(kept, request.GET.get("part", "")),
            "pages": openings(kept, text),
            "text": text[:PART],
            "cut": len(text) > PART,
            "versions": list(article.originals.values_list("version", flat=True)),
        }
    return render(request, "desk/original.html", shown)


@require_GET
@never_cache
def original_file(request: DeskRequest, pk: int) -> HttpResponse:
    """Give out the bytes as they came: to be kept, never to be shown by a browser as a page."""
    article = article_with_source(request, pk)
    kept = _kept(article, request)
    answer = HttpResponse(bytes(kept.content), content_type="application/octet-stream")
    return _as_file(answer, _name(article, kept))


@require_GET
@never_cache
def original_facts(request: DeskRequest, pk: int) -> HttpResponse:
    """Give out what is known of the bytes: their hash and size, when and from where they came."""
    article = article_with_source(request, pk)
    kept = _kept(article, request)
    facts = facts_of(kept, article)
    answer = JsonResponse(facts, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return _as_file(answer, f"{_stem(article, kept)}.json")


def _kept(article: Article, request: DeskRequest) -> Original:
    kept = original_for(article, request.GET.get("version", ""))
    if kept is None:
        raise Http404
    return kept


def _stem(article: Article, kept: Original) -> str:
    return f"article-{article.pk}-version-{kept.version}"


def _name(article: Article, kept: Original) -> str:
    ending = mimetypes.guess_extension(kept.media_type) or ".bin"
    return f"{_stem(article, kept)}{ending}"


def _as_file(answer: HttpResponse, name: str) -> HttpResponse:
    answer["Content-Disposition"] = content_disposition_header(True, name)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
