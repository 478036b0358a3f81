"""The methods appendix of a story, as Markdown and as LaTeX."""

from typing import Literal

from django.http import HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from annotator.api.access import ApiRequest
from annotator.api.forms import as_address
from annotator.api.operations import body_of, needs
from annotator.api.problems import in_query, refused
from annotator.exchange.methods.forms import MethodsForm
from annotator.exchange.methods.latex import latex
from annotator.exchange.methods.markdown import markdown
from annotator.exchange.methods.views import methods_counted
from annotator.people.access import SETTLERS, story_for
from annotator.people.models import TokenScope

router = Router(tags=["Editions"])
TEXT = {"type": "string"}


class MethodsQuery(Schema):
    """What people are called."""

    names: Literal["pseudonyms", "usernames"] | None = Field(
        None, description="By a number each, where nothing is said, or by their usernames."
    )


@router.get(
    "/stories/{str:slug}/methods.md",
    **needs(TokenScope.READ, **body_of("text/markdown", TEXT, "The appendix")),
)
def read_methods_markdown(
    request: ApiRequest, slug: str, asked: Query[MethodsQuery]
) -> HttpResponse:
    """Read the methods appendix as Markdown. For adjudicators and managers; without the articles
    that you have still to read."""
    return _file(request, slug, asked, "text/markdown")


@router.get(
    "/stories/{str:slug}/methods.tex",
    **needs(TokenScope.READ, **body_of("application/x-tex", TEXT, "The appendix")),
)
def read_methods_latex(request: ApiRequest, slug: str, asked: Query[MethodsQuery]) -> HttpResponse:
    """Read the methods appendix as LaTeX. For adjudicators and managers; without the articles that
    you have still to read."""
    return _file(request, slug, asked, "application/x-tex")


def _file(request: ApiRequest, slug: str, asked: MethodsQuery, kind: str) -> HttpResponse:
    story = story_for(request, slug, SETTLERS)
    form = MethodsForm(as_address(asked))
    if not form.is_valid():
        raise refused(form, in_query)
    write = markdown if kind == "text/markdown" else latex
    return HttpResponse(write(methods_counted(request, story, form)), f"{kind}; charset=utf-8")
