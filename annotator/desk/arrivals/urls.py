from django.urls import path

from annotator.desk.arrivals import feed_views, fetch_views, sent_views

STORY = "stories/<str:slug>"
urlpatterns = [
    path(f"{STORY}/addresses/", fetch_views.fetched_pages, name="fetched_pages"),
    path(f"{STORY}/addresses/<int:pk>/", fetch_views.fetched_page, name="fetched_page"),
    path(f"{STORY}/addresses/<int:pk>/drop", fetch_views.drop_fetched, name="drop_fetched"),
    path(f"{STORY}/addresses/<int:pk>/again", fetch_views.fetch_again, name="fetch_again"),
    path(f"{STORY}/feeds/", feed_views.feeds, name="feeds"),
    path(f"{STORY}/feeds/look", feed_views.look_at_feeds_now, name="look_at_feeds"),
    path(f"{STORY}/feeds/decide", feed_views.decide_entries, name="decide_entries"),
    path(f"{STORY}/feeds/<int:pk>/remove", feed_views.remove_feed, name="remove_feed"),
    path(f"{STORY}/import/button/", sent_views.browser_button, name="browser_button"),
    path(f"{STORY}/import/button/sent", sent_views.sent_page, name="sent_page"),
    path(f"{STORY}/import/button/store", sent_views.store_sent_page, name="store_sent_page"),
]
