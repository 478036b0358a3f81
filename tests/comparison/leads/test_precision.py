"""The interval of a share, against published values, and the figures of a story by hand."""

import pytest
from statsmodels.stats.proportion import proportion_confint

from annotator.comparison.leads.precision import precision_of, wilson
from annotator.comparison.models import Lead, LeadVerdict
from tests.comparison.leads.making import asserted, brought


@pytest.mark.parametrize("trials", [1, 2, 10, 263])
def test_it_is_that_of_statsmodels(trials):
    for successes in range(0, trials + 1, max(1, trials // 9)):
        wanted = proportion_confint(successes, trials, method="wilson")
        assert wilson(successes, trials) == pytest.approx(wanted, abs=1e-9)


def test_newcombes_example():
    # R. G. Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 0.2553 to 0.3662.
    assert [round(one, 4) for one in wilson(81, 263)] == [0.2553, 0.3662]


def test_there_is_no_share_of_nothing():
    with pytest.raises(ValueError, match="nothing"):
        wilson(0, 0)


def test_the_figures_of_a_story(story, article, other_article, cy, django_assert_num_queries):
    leads = brought(
        story, None,
        *(asserted(article, "minister", other_article, "pipe", f"{n}", asserted_by="m") for n in range(5)),
        asserted(article, "minister", other_article, "pipe", "of nobody"),
    )  # fmt: skip
    for lead, state, reason in zip(
        leads, ("confirmed", "confirmed", "not so", "open"), ("", "", "scope", ""), strict=False
    ):
        LeadVerdict.objects.create(lead=lead, verdict=state, reason=reason, by=cy, at=lead.batch.at)
        Lead.objects.filter(pk=lead.pk).update(state=state)
    with django_assert_num_queries(2):
        mine, nobodys = precision_of(story)
    assert (mine.confirmed, mine.not_so, mine.open, mine.unread, mine.decided) == (2, 1, 1, 1, 3)
    assert mine.per_cent == "67% (21% to 94%)"
    assert mine.reasons == (("they speak of different things", 1),)
    assert (nobodys.asserted_by, nobodys.unread, nobodys.per_cent) == ("", 1, "")
    assert precision_of(story, {article.pk}) == []
