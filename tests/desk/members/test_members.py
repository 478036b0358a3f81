"""Members of a story: added, given other roles, removed; and what is refused, with its reason."""

import pytest
from django.urls import reverse
from django.utils import timezone

from annotator.annotations.models import Annotation
from annotator.people.models import Membership, User
from tests.conftest import assign, person

pytestmark = pytest.mark.django_db
MEMBERS = "/stories/pipeline/members/"
HTMX = {"HX-Request": "true"}


def of(user) -> Membership:
    return Membership.objects.get(user=user)


def change(client, user, *roles, **more):
    return client.post(reverse("desk:change_roles", args=[of(user).pk]), {"roles": roles}, **more)


def remove(client, user, **more):
    return client.post(reverse("desk:remove_member", args=[of(user).pk]), **more)


class TestList:
    def test_shows_everybody_with_their_roles(self, ada, mo, as_user):
        response = as_user(mo).get(MEMBERS)
        assert [
            (member.user, form.initial["roles"]) for member, form in response.context["rows"]
        ] == [(ada, ["annotator"]), (mo, ["manager"])]

    def test_for_managers_only(self, ada, cy, mo, stranger, as_user):
        assert [as_user(user).get(MEMBERS).status_code for user in (ada, cy, mo, stranger)] == [
            403,
            403,
            200,
            404,
        ]
        assert "role of manager" in as_user(ada).get(MEMBERS).content.decode()

    def test_as_many_questions_for_many(self, story, mo, as_user, django_assert_num_queries):
        for n in range(60):
            Membership.objects.create(
                story=story, user=User.objects.create(username=f"p{n:02}"), annotator=True
            )
        client = as_user(mo)
        # session, user, story, membership, count, page, count of invitations
        with django_assert_num_queries(6):
            assert len(client.get(MEMBERS).context["rows"]) == 50


class TestAdd:
    @pytest.mark.parametrize("who", ["zed", "zed@example.org", "ZED@example.org", " zed "])
    def test_by_name_or_address(self, mo, stranger, as_user, who):
        response = as_user(mo).post(
            MEMBERS, {"who": who, "roles": ["annotator", "adjudicator"]}, follow=True
        )
        assert of(stranger).roles == {"annotator", "adjudicator"}
        assert of(stranger).history.get().history_user == mo
        assert "Zed is a member of the story now." in response.content.decode()

    @pytest.mark.parametrize(
        "body, words",
        [
            ({"who": "nobody", "roles": ["annotator"]}, "Nobody of the desk is known as"),
            ({"who": "zed"}, "Choose at least one role."),
            ({"who": "zed", "roles": ["king"]}, "Select a valid choice"),
            ({"who": "", "roles": ["annotator"]}, "This field is required"),
            ({"who": "ada", "roles": ["manager"]}, "a member of the story already"),
        ],
    )
    def test_refused_in_words(self, ada, mo, stranger, as_user, body, words):
        response = as_user(mo).post(MEMBERS, body)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert Membership.objects.count() == 2
        assert of(ada).roles == {"annotator"}

    def test_not_somebody_who_left(self, mo, stranger, as_user):
        stranger.is_active = False
        stranger.save()
        assert as_user(mo).post(MEMBERS, {"who": "zed", "roles": ["annotator"]}).status_code == 422

    def test_an_address_of_two_is_refused(self, mo, stranger, as_user):
        other = person("zoe")
        other.email = stranger.email
        other.save()
        response = as_user(mo).post(MEMBERS, {"who": stranger.email, "roles": ["annotator"]})
        assert "give the username" in response.content.decode()
        assert Membership.objects.count() == 1

    def test_by_managers_only(self, ada, stranger, as_user):
        for user, status in [(ada, 403), (stranger, 404)]:
            assert (
                as_user(user).post(MEMBERS, {"who": "zed", "roles": ["manager"]}).status_code
                == status
            )
        assert not Membership.objects.filter(user=stranger).exists()


class TestChangeRoles:
    def test_the_row_comes_back(self, ada, mo, as_user):
        response = change(as_user(mo), ada, "annotator", "adjudicator", headers=HTMX)
        assert of(ada).roles == {"annotator", "adjudicator"}
        assert of(ada).history.first().history_user == mo
        page = response.content.decode()
        assert page.strip().startswith(f'<tr id="member-{of(ada).pk}">')
        assert page.count("checked") == 2

    def test_without_scripts_the_page(self, ada, mo, as_user):
        assert change(as_user(mo), ada, "manager").url == MEMBERS
        assert of(ada).roles == {"manager"}

    @pytest.mark.parametrize(
        "roles, words", [((), "Choose at least one role."), (("king",), "valid choice")]
    )
    def test_nonsense_is_refused(self, ada, mo, as_user, roles, words):
        response = change(as_user(mo), ada, *roles, headers=HTMX)
        assert response.status_code == 422
        assert words in response.content.decode()
        assert of(ada).roles == {"annotator"}

    def test_the_last_manager_stays_one(self, ada, mo, as_user):
        response = change(as_user(mo), mo, "annotator", headers=HTMX)
        assert (response.status_code, of(mo).roles) == (422, {"manager"})
        assert "only manager" in response.content.decode()
        change(as_user(mo), ada, "manager")
        assert change(as_user(mo), mo, "annotator", headers=HTMX).status_code == 200

    def test_a_manager_who_left_the_desk_does_not_count(self, ada, mo, as_user):
        change(as_user(mo), ada, "manager")
        User.objects.filter(pk=ada.pk).update(is_active=False)
        assert change(as_user(mo), mo, "annotator", headers=HTMX).status_code == 422

    def test_whoever_has_still_to_read_stays_annotator(self, article, reading, ada, mo, as_user):
        response = change(as_user(mo), ada, "adjudicator", headers=HTMX)
        assert response.status_code == 422
        assert "1 article still to read" in response.content.decode()
        assert of(ada).roles == {"annotator"}
        reading.state, reading.submitted_at = "submitted", timezone.now()
        reading.save()
        assert change(as_user(mo), ada, "adjudicator", headers=HTMX).status_code == 200

    def test_refused_without_scripts_says_why_on_the_page(self, mo, as_user):
        client = as_user(mo)
        assert change(client, mo, "annotator").url == MEMBERS
        assert "only manager" in client.get(MEMBERS).content.decode()

    def test_for_managers_only_and_by_post(self, ada, bo, mo, stranger, as_user):
        assert change(as_user(ada), ada, "manager").status_code == 403
        assert change(as_user(stranger), ada, "manager").status_code == 404
        assert as_user(mo).get(reverse("desk:change_roles", args=[of(ada).pk])).status_code == 405
        assert as_user(mo).post(reverse("desk:change_roles", args=[99999])).status_code == 404
        assert of(ada).roles == {"annotator"}


class TestRemove:
    def test_and_undo(self, ada, mo, as_user):
        client = as_user(mo)
        response = remove(client, ada, headers=HTMX)
        assert not Membership.objects.filter(user=ada).exists()
        assert Membership.history.filter(user=ada, history_type="-").get().history_user == mo
        assert 'value="ada"' in response.content.decode()
        client.post(MEMBERS, {"who": "ada", "roles": ["annotator"]})
        assert of(ada).roles == {"annotator"}

    def test_without_scripts_the_page_offers_undo(self, ada, mo, as_user):
        client = as_user(mo)
        page = client.get(remove(client, ada).url).content.decode()
        assert "is no longer a member" in page
        assert '<input type="hidden" name="who" value="ada">' in page

    def test_a_name_of_markup_stays_text(self, ada, mo, as_user):
        ada.first_name = "<script>alert(1)</script>"
        ada.save()
        client = as_user(mo)
        page = client.get(remove(client, ada).url).content.decode()
        assert "&lt;script&gt;" in page
        assert "<script>alert" not in page

    @pytest.mark.parametrize("state", ["assigned", "in progress", "submitted"])
    def test_not_who_reads_or_has_read(self, article, ada, mo, as_user, state):
        assign(article, ada, state)
        response = remove(as_user(mo), ada, headers=HTMX)
        assert response.status_code == 422
        assert "change the roles instead" in response.content.decode()
        assert of(ada)

    def test_not_who_has_marked(self, article, ada, mo, labels, as_user):
        assign(article, ada, "withdrawn")
        now = timezone.now()
        Annotation.objects.create(
            article=article,
            annotator=ada,
            kind="claim",
            label=labels["claim-event"],
            start=0,
            end=3,
            quote=article.text[:3],
            created_at=now,
            updated_at=now,
        )
        assert "has marked articles" in remove(as_user(mo), ada, headers=HTMX).content.decode()
        assert of(ada)

    def test_who_has_nothing_left_goes(self, article, ada, mo, as_user):
        assign(article, ada, "withdrawn")
        assert remove(as_user(mo), ada, headers=HTMX).status_code == 200
        assert not Membership.objects.filter(user=ada).exists()

    def test_not_the_last_manager(self, mo, as_user):
        assert remove(as_user(mo), mo, headers=HTMX).status_code == 422
        assert of(mo)

    def test_for_managers_only_and_by_post(self, ada, bo, mo, stranger, as_user):
        assert remove(as_user(ada), bo).status_code == 403
        assert remove(as_user(stranger), bo).status_code == 404
        assert as_user(mo).get(reverse("desk:remove_member", args=[of(bo).pk])).status_code == 405
        assert of(bo)
