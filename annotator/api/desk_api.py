"""The API of the desk: every operation, by subject."""

from typing import Any

from ninja import NinjaAPI

from annotator.api.adjudication.article_views import router as article_router
from annotator.api.adjudication.views import router as adjudication_router
from annotator.api.annotations.views import router as annotations_router
from annotator.api.articles.views import router as articles_router
from annotator.api.assignments.views import router as assignments_router
from annotator.api.codebook.views import router as codebook_router
from annotator.api.corrections.region_views import router as regions_router
from annotator.api.corrections.views import router as corrections_router
from annotator.api.curation.claim_views import router as claims_router
from annotator.api.curation.question_views import router as question_router
from annotator.api.curation.views import router as curation_router
from annotator.api.editions.methods_views import router as methods_router
from annotator.api.editions.views import router as editions_router
from annotator.api.formats.views import router as formats_router
from annotator.api.leads.views import router as leads_router
from annotator.api.machines.views import router as machines_router
from annotator.api.members.invitation_views import router as invitations_router
from annotator.api.members.views import router as members_router
from annotator.api.parsing import StorableJson
from annotator.api.problems import answer_problems
from annotator.api.rows.views import router as rows_router
from annotator.api.stories.views import router as stories_router
from annotator.api.tables.views import router as tables_router
from annotator.api.tasks.views import router as tasks_router
from annotator.api.vocabulary.views import router as vocabulary_router
from annotator.api.webhooks.delivery_views import router as deliveries_router
from annotator.api.webhooks.views import router as webhooks_router

ROUTERS = (
    stories_router, members_router, invitations_router, articles_router, corrections_router,
    regions_router, vocabulary_router, assignments_router, annotations_router,
    adjudication_router, article_router, rows_router, curation_router, question_router,
    claims_router, editions_router, methods_router, tables_router, machines_router, leads_router,
    formats_router, tasks_router, webhooks_router, deliveries_router, codebook_router,
)  # fmt: skip


class DeskApi(NinjaAPI):
    """Names each operation by its function."""

    def get_openapi_operation_id(self, operation: Any) -> str:
        """Return the name of the operation's function; no two share one."""
        return str(operation.view_func.__name__)


api = DeskApi(
    title="Annotator",
    version="1",
    description=(
        "Most of what a person does on the desk's pages, for programs; what is done on the pages "
        "alone is listed in docs/api.md: how articles arrive by themselves, distribution, "
        "suggestions, making machine readers, the second look, searching, one's own account. Each "
        "request brings a personal token, made on the page of one's account; it may do what its "
        "person may, narrowed by its scopes. Errors are application/problem+json, lists come in "
        "pages by cursor, what is read as JSON has an ETag; tables and formats stream, and have "
        "none."
    ),
    docs_url=None,
    openapi_url=None,
    urls_namespace="operations",
    parser=StorableJson(),
)
answer_problems(api)
for router in ROUTERS:
    api.add_router("", router)
