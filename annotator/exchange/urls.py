from django.urls import include, path

from annotator.annotations.visibility.portions import address_of
from annotator.exchange import views
from annotator.exchange.formats import views as formats
from annotator.exchange.tables.agreement import AGREEMENT
from annotator.exchange.tables.decisions import DECISIONS
from annotator.exchange.tables.diagnosis import DIAGNOSIS
from annotator.exchange.tables.machine_effect import MACHINE_EFFECT
from annotator.exchange.tables.machines import MACHINE_READERS, MACHINE_READINGS
from annotator.exchange.tables.member_tables import ARTICLE_LABELS, LABELS, READINGS
from annotator.exchange.tables.stand_in import STAND_IN

app_name = "exchange"
urlpatterns = [
    path("", include("annotator.exchange.methods.urls")),
    path("stories/<str:slug>/export/", views.export, name="export"),
    path("stories/<str:slug>/export/<str:name>/", formats.format_page, name="format"),
    path("stories/<str:slug>/formats/<str:name>", formats.format_file, name="format_file"),
    address_of(LABELS),
    address_of(ARTICLE_LABELS),
    address_of(READINGS),
    address_of(DECISIONS),
    address_of(DIAGNOSIS),
    address_of(AGREEMENT),
    address_of(MACHINE_READERS),
    address_of(MACHINE_READINGS),
    address_of(MACHINE_EFFECT),
    address_of(STAND_IN),
]
