from django.urls import path

from annotator.comparison import (
    brief,
    names,
    place_rows,
    questions,
    stance,
    stance_network,
    unanswered,
    voices,
)

app_name = "comparison"
urlpatterns = [
    path("stories/<str:slug>/brief/", brief.brief, name="brief"),
    path("stories/<str:slug>/found/", brief.found, name="found"),
    path("stories/<str:slug>/names/", names.names, name="names"),
    path("stories/<str:slug>/names/link", names.link_names, name="link_names"),
    path("stories/<str:slug>/names/undo/<str:act>", names.undo_link, name="undo_link"),
    path("stories/<str:slug>/names.csv", place_rows.names_csv, name="names_csv"),
    path("stories/<str:slug>/stance/", stance.stance, name="stance"),
    path("stories/<str:slug>/stance/passages/", stance.stance_passages, name="stance_passages"),
    path("stories/<str:slug>/stance/network/", stance_network.network, name="network"),
    path("stories/<str:slug>/stance.graphml", stance_network.stance_graphml, name="stance_graphml"),
    path("stories/<str:slug>/stance.csv", place_rows.stance_csv, name="stance_csv"),
    path("stories/<str:slug>/voices/", voices.voices, name="voices"),
    path("stories/<str:slug>/voices/shared/", voices.shared, name="shared"),
    path("stories/<str:slug>/unanswered/", unanswered.unanswered, name="unanswered"),
    path("stories/<str:slug>/unanswered/attach", unanswered.attach, name="attach"),
    path("stories/<str:slug>/unanswered/ask", unanswered.new_question, name="new_question"),
    path("stories/<str:slug>/unanswered/undo", unanswered.undo_attach, name="undo_attach"),
    path("stories/<str:slug>/unanswered.csv", unanswered.unanswered_csv, name="unanswered_csv"),
    path("stories/<str:slug>/questions/", questions.questions, name="questions"),
    path("stories/<str:slug>/question/", questions.question, name="question"),
    path("stories/<str:slug>/question/reword", questions.reword, name="reword"),
    path("stories/<str:slug>/question/merge", questions.merge, name="merge"),
    path("stories/<str:slug>/question/split", questions.split, name="split"),
]
