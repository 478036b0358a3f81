"""The list of stories; a new one; changing what one says of itself."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from annotator.people.models import Membership, User
from articles.models import Story
from tests.conftest import make_article

pytestmark = pytest.mark.django_db
STORIES, NEW = "/stories/", "/new-story/"


@pytest.fixture
def founder(stranger):
    stranger.user_permissions.add(Permission.objects.get(codename="add_story"))
    return stranger


class TestList:
    def test_my_stories_with_their_numbers_and_my_roles(
        self, story, ada, article, other_article, as_user
    ):
        make_article(story, "Daily Meridian", "A third", "A third text.\n")
        Story.objects.create(slug="hidden", title="Not hers")
        response = as_user(ada).get(STORIES)
        ((shown, roles),) = response.context["rows"]
        assert (shown, shown.number, shown.sources, roles) == (story, 3, 2, ["annotator"])
        assert "New story" not in response.content.decode()
        root = User.objects.create_superuser("root")
        assert "New story" in as_user(root).get(STORIES).content.decode()

    def test_the_superuser_sees_all(self, story, as_user):
        root = User.objects.create_superuser("root", password="x")
        assert [
            (row.title, roles) for row, roles in as_user(root).get(STORIES).context["rows"]
        ] == [("The pipeline", [])]

    def test_the_stranger_sees_none_and_reads_what_to_do(self, story, stranger, as_user):
        page = as_user(stranger).get(STORIES).content.decode()
        assert "The pipeline" not in page
        assert "zed" in page

    def test_narrows_by_title(self, story, ada, as_user):
        assert as_user(ada).get(STORIES, {"text": "PIPE"}).context["rows"]
        assert not as_user(ada).get(STORIES, {"text": "election"}).context["rows"]

    def test_as_many_questions_for_many(self, ada, story, as_user, django_assert_num_queries):
        for n in range(60):
            Membership.objects.create(
                story=Story.objects.create(slug=f"s{n}", title=f"S {n}"), user=ada, manager=True
            )
        client = as_user(ada)
        # session, user, their permissions (2); count, page, roles
        with django_assert_num_queries(6):
            assert len(client.get(STORIES).context["rows"]) == 50

    def test_post_is_refused(self, ada, as_user):
        assert as_user(ada).post(STORIES).status_code == 405


class TestNew:
    body = {"title": "Khan in Moscow — خان", "guidelines": "Mark what is said.", "readers": "3"}

    def test_makes_a_story_whose_founder_manages_it(self, founder, as_user):
        client = as_user(founder)
        assert "New story" in client.get(STORIES).content.decode()
        response = client.post(NEW, self.body)
        story = Story.objects.get()
        assert (story.slug, story.readers, story.guidelines) == (
            "khan-in-moscow-خان",
            3,
            "Mark what is said.",
        )
        assert response.url == reverse("desk:story", args=[story.slug])
        assert Membership.objects.get().roles == {"manager"}
        assert Membership.history.get().history_user == founder
        assert client.get(response.url).status_code == 200

    def test_a_second_of_the_same_title_has_an_address_of_its_own(self, founder, as_user):
        for _ in range(3):
            as_user(founder).post(NEW, self.body)
        assert sorted(Story.objects.values_list("slug", flat=True)) == [
            "khan-in-moscow-خان",
            "khan-in-moscow-خان-2",
            "khan-in-moscow-خان-3",
        ]

    @pytest.mark.parametrize("title", ["🎉", "—"])
    def test_a_title_without_letters_has_an_address_too(self, founder, as_user, title):
        as_user(founder).post(NEW, {**self.body, "title": title})
        assert Story.objects.get().slug == "story"

    @pytest.mark.parametrize(
        "wrong", [{"title": ""}, {"title": "x" * 201}, {"readers": "0"}, {"readers": "many"}]
    )
    def test_refuses_nonsense(self, founder, as_user, wrong):
        assert as_user(founder).post(NEW, {**self.body, **wrong}).status_code == 422
        assert not Story.objects.exists()

    def test_not_by_everybody(self, ada, as_user):
        assert as_user(ada).get(NEW).status_code == 403
        response = as_user(ada).post(NEW, self.body)
        assert response.status_code == 403
        assert "Only an administrator" in response.content.decode()
        assert Story.objects.count() == 1


class TestEdit:
    address = "/stories/pipeline/edit/"
    body = {"title": "The gas pipeline", "guidelines": "", "readers": "1"}

    def test_changes_all_but_the_address(self, story, mo, as_user):
        assert "The pipeline" in as_user(mo).get(self.address).content.decode()
        assert as_user(mo).post(self.address, self.body).url == "/stories/pipeline/"
        story.refresh_from_db()
        assert (story.title, story.readers, story.slug) == ("The gas pipeline", 1, "pipeline")

    def test_says_whether_the_next_is_taken_and_whether_sources_are_hidden(
        self, story, mo, as_user
    ):
        client = as_user(mo)
        for box in ("take_next", "hide_sources"):
            client.post(self.address, {**self.body, box: "on"})
            story.refresh_from_db()
            told = {"take_next": story.take_next, "hide_sources": story.hide_sources}
            assert [name for name, on in told.items() if on] == [box]

    def test_refuses_nonsense(self, story, mo, as_user):
        response = as_user(mo).post(self.address, {**self.body, "readers": "0"})
        assert response.status_code == 422
        story.refresh_from_db()
        assert (story.title, story.readers) == ("The pipeline", 2)

    def test_managers_only(self, story, ada, cy, stranger, as_user):
        assert as_user(ada).post(self.address, self.body).status_code == 403
        assert as_user(cy).get(self.address).status_code == 403
        assert as_user(stranger).get(self.address).status_code == 404
        story.refresh_from_db()
        assert story.title == "The pipeline"
