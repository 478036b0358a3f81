"""Say in a sentence whether a machine may stand in for a person (no database)."""

from annotator.reconciliation.stand_in.alternative_test import FEWEST, AlternativeTest

KINDS = {"claim": "claims", "entity": "entities", "stance": "stances"}


def stand_in_sentence(test: AlternativeTest, kind: str, machine: str) -> str:
    """Return the result of the test, or why it is not known yet, with the numbers that miss."""
    if test.winning is None or test.advantage is None:
        return (
            f"Whether {machine} may stand in for a reader of {KINDS[kind]} is not known yet, "
            f"because {_missing(test, kind)}.{_left_out(test, kind)}"
        )
    beaten = sum(one.rejected for one in test.people)
    people = "1 person" if test.tested == 1 else f"{test.tested:,} people"
    may = "may stand in" if test.passes else "may not stand in"
    return (
        f"For {KINDS[kind]}, {machine} {may} for a reader, by this test: it did as well as "
        f"{beaten:,} of the {people} tested (winning rate {test.winning:.2f}, at least 0.5 is "
        f"asked for, with ε = {test.epsilon:g}), and was at least as close to the others as the "
        f"one left out in {100 * test.advantage:.0f} of 100 articles.{_left_out(test, kind)}"
    )


def _left_out(test: AlternativeTest, kind: str) -> str:
    """Say how many articles are no instance, since nobody marked anything of the kind in them."""
    if not test.left_out or not test.people:
        return ""
    articles = "1 article" if test.left_out == 1 else f"{test.left_out:,} articles"
    most = "" if all(one.counts.empty == test.left_out for one in test.people) else "up to "
    return (
        f" Left out: {most}{articles} a person in which neither the machine nor anybody has marked "
        f"any {KINDS[kind]}."
    )


def _missing(test: AlternativeTest, kind: str) -> str:
    if not test.people and test.left_out:
        return "neither it nor anybody has marked any in the articles that three people have read"
    if not test.people:
        return "no article that it has read was submitted by three people"
    most = max(one.counts.articles for one in test.people)
    articles = "1 article" if most == 1 else f"{most:,} articles"
    return (
        f"a person is tested on {FEWEST} articles that it and two others have read, too, and "
        f"in which somebody has marked {KINDS[kind]}, and nobody has more than {articles}"
    )
