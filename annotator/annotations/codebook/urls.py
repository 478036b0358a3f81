from django.urls import path

from annotator.annotations.codebook import draft_views, second_look_views, views
from annotator.annotations.codebook.tables import CODEBOOK
from annotator.annotations.visibility.portions import address_of

urlpatterns = [
    address_of(CODEBOOK),
    path("codebook/", views.codebook, name="codebook"),
    path("codebook/editions/<int:number>/", views.edition, name="codebook_edition"),
    path("codebook/changes/", views.changes, name="codebook_changes"),
    path("codebook/codebook.qdc", views.qdc, name="codebook_qdc"),
    path("codebook/draft/", draft_views.draft_of_next, name="codebook_draft"),
    path("codebook/draft/labels/<slug:slug>/", draft_views.draft_label, name="draft_label"),
    path("codebook/draft/labels/<slug:slug>/drop", draft_views.drop_entry, name="drop_entry"),
    path("codebook/draft/guidelines/", draft_views.draft_guidelines, name="draft_guidelines"),
    path("codebook/draft/discard", draft_views.discard_draft, name="discard_draft"),
    path("codebook/draft/publish/", draft_views.publish, name="publish_draft"),
    path("codebook/draft/file", draft_views.preview_file, name="preview_codebook"),
    path("codebook/draft/file/take", draft_views.take_file, name="take_codebook"),
    path("codebook/editions/<int:number>/take-back", draft_views.take_back, name="take_back"),
    path("codebook/second-look/", second_look_views.second_look, name="second_look"),
    path("codebook/second-look/still-right", second_look_views.still_right, name="still_right"),
    path(
        "codebook/second-look/acts/<int:act>/undo",
        second_look_views.undo_still_right,
        name="undo_still_right",
    ),
]
