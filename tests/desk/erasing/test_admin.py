# ruff: noqa: F401, F811 - fixtures of another file
"""The act in the admin that erases for good: for whom it is, what it tells first, what it asks."""

import pytest
from django.urls import reverse

from annotator.desk.erasing import tasks
from annotator.people.models import Erasure, User
from articles.models import Article
from tests.annotations.admin.test_admin import Hand, marks, root, shown, staff
from tests.conftest import assign, make_article
from tests.waiting_work import run_what_waits

pytestmark = pytest.mark.django_db
ARTICLES = reverse("admin:articles_article_changelist")
PEOPLE = reverse("admin:people_user_changelist")
ERASED = reverse("admin:people_erasure_changelist")


class TestArticles:
    def test_planned_confirmed_done_and_recorded(self, root, story, article, other_article, marks):
        hand = Hand(root, ARTICLES, "erase_article", [article])
        told = shown(page := hand.begin())
        assert f"“{article}”, of The Harbour Post, 2022-02-24, will be gone" in told
        assert "Highlights and document labels: 3." in told
        assert "Readings: 2." in told
        assert "None of this can be undone." in told
        assert "Backups" in told
        assert "Omar Reza" in told  # an example of what goes
        assert Article.objects.filter(pk=article.pk).exists()

        hand.choose(typed="pipeline  talks", reason="Asked for.")
        refused = hand.do(page)
        assert refused.status_code == 422
        assert f"Type “{article.title}”" in shown(refused)
        assert "None of this can be undone." in shown(refused)
        hand.choose(typed=article.title, reason=" ")
        refused = hand.do(page)
        assert "Say why it is erased" in shown(refused)
        assert run_what_waits(tasks.erase_article) == 0

        hand.choose(typed=f" {article.title} ", reason="Asked for.")
        assert "It is being erased in the background. Tasks says when" in shown(hand.do(page))
        assert run_what_waits(tasks.erase_article) == 1
        assert list(Article.objects.all()) == [other_article]
        erased = Erasure.objects.get()
        assert erased.by.username == "root"
        listed = shown(root.get(ERASED + "?kind__exact=article"))
        assert "The Harbour Post" in listed
        assert "Asked for." in listed
        one = shown(root.get(reverse("admin:people_erasure_change", args=[erased.pk])))
        assert "3 highlights and document labels" in one
        assert "Ada: 1, Bo: 2" in one
        assert root.get(reverse("admin:people_erasure_add")).status_code == 403
        progress = shown(root.get(reverse("desk:progress_articles", args=[story.slug])))
        assert f"24 February 2022, article {erased.key}: taken down" in progress
        methods = shown(root.get(reverse("exchange:methods", args=[story.slug])))
        assert "1 article was taken down since" in methods

    def test_one_at_a_time(self, root, article, other_article):
        page = Hand(root, ARTICLES, "erase_article", [article, other_article]).begin()
        assert "Erase one at a time" in shown(page)
        assert 'name="do"' not in page.content.decode()

    def test_nothing_is_told_of_what_others_made_of_an_article_still_to_be_read(
        self, root, article, marks
    ):
        assign(article, User.objects.get(username="root"))
        told = shown(Hand(root, ARTICLES, "erase_article", [article]).begin())
        assert "document labels" not in told
        assert "Omar Reza" not in told

    def test_it_has_a_permission_of_its_own(self, staff, article):
        changing = staff("articles.view_article", "articles.change_article")
        assert b"erase_article" not in changing.get(ARTICLES).content
        asked = Hand(changing, ARTICLES, "erase_article", [article]).begin()
        assert "will be gone" not in shown(asked)
        assert changing.get(ERASED).status_code == 403
        erasing = staff("articles.view_article", "articles.erase_article")
        assert b"erase_article" in erasing.get(ARTICLES).content
        assert "will be gone" in shown(Hand(erasing, ARTICLES, "erase_article", [article]).begin())
        assert erasing.get(ERASED).status_code == 200


class TestPeople:
    def test_only_after_the_account_is_deactivated(self, root, ada, marks):
        hand = Hand(root, PEOPLE, "erase_person", [ada])
        assert "deactivate the account first" in shown(hand.begin())
        User.objects.filter(pk=ada.pk).update(is_active=False)
        told = shown(page := hand.begin())
        assert f"Ada (ada, ada@example.org) will be former-{ada.pk} everywhere" in told
        assert f"Highlights, as those of former-{ada.pk}: 1." in told
        hand.choose(typed="ada", reason="Left the country.")
        hand.do(page)
        assert run_what_waits(tasks.erase_person) == 1
        ada.refresh_from_db()
        assert (ada.username, ada.email, str(ada)) == (f"former-{ada.pk}", "", f"former-{ada.pk}")
        assert "is erased already" in shown(hand.begin())
        again = Hand(root, PEOPLE, "reactivate", [ada]).begin()
        assert "has no password and no address" in shown(again)

    def test_nobody_erases_themselves(self, root):
        me = User.objects.get(username="root")
        told = shown(Hand(root, PEOPLE, "erase_person", [me]).begin())
        assert "ask a colleague" in told

    def test_reactivated(self, root, ada):
        User.objects.filter(pk=ada.pk).update(is_active=False)
        hand = Hand(root, PEOPLE, "reactivate", [ada])
        told = shown(page := hand.begin())
        assert "Ada can sign in again" in told
        hand.do(page)
        ada.refresh_from_db()
        assert ada.is_active
