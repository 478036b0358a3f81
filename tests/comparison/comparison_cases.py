"""The ruled cases of comparing sources, one question each.

A case: what it shows; the question; the answers; copies by their original; the row's label; the
marks of each source's cell.
"""

from tests.comparison.answers import asks, says

BN = 1_000_000_000

CASES = [
    (
        "length",
        # B's two units agree with itself
        asks("quantity", "km", tolerance=0.02),
        [
            says("A", 1100, "km"),
            says("B", 1100, "km"),
            says("B", 680, "mi"),
            says("C", 1100, "km"),
            says("D", 800, "km"),
        ],
        {},
        "conflict",
        {"A": ["says"], "B": ["says"], "C": ["says"], "D": ["says"]},
    ),
    (
        "length, can change",
        asks("quantity", "km", tolerance=0.02, can_change=True),
        [
            says("A", 1100, "km"),
            says("B", 1100, "km"),
            says("C", 1100, "km"),
            says("D", 800, "km", as_of="2015"),
        ],
        {},
        "superseded?",
        {"A": ["says"], "B": ["says"], "C": ["says"], "D": ["says"]},
    ),
    (
        "length, A B C only, tolerance 0",
        # why a measure needs a tolerance
        asks("quantity", "km", tolerance=0),
        [says("A", 1100, "km"), says("B", 680, "mi")],
        {},
        "conflict",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "cost (cannot change)",
        asks("quantity", "USD", tolerance=0.02),
        [says("D", 2 * BN, "USD", "about", step=BN), says("E", 3 * BN, "USD", step=BN)],
        {},
        "conflict",
        {"D": ["says"], "E": ["says"]},
    ),
    (
        "cost (can change)",
        asks("quantity", "USD", tolerance=0.02, can_change=True),
        [says("D", 2 * BN, "USD", "about", step=BN), says("E", 3 * BN, "USD", step=BN)],
        {},
        "superseded?",
        {"D": ["says"], "E": ["says"]},
    ),
    (
        "cost 2 bn against 2.4 bn",
        # 2 billion is 2.4 billion rounded
        asks("quantity", "USD", tolerance=0.02),
        [says("A", 2 * BN, "USD", step=BN), says("B", 2.4 * BN, "USD", step=BN // 10)],
        {},
        "agree within tolerance",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "dead 20 against 24",
        # zeros in a written-out number count
        asks("quantity", "count", tolerance=0),
        [says("A", 20, "count"), says("B", 24, "count")],
        {},
        "conflict",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "22 against 23 years",
        # both widened by half a unit they would touch
        asks("quantity", "year", tolerance=0),
        [says("A", 22, "year"), says("B", 23, "year")],
        {},
        "conflict",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "years since, one scope",
        asks("quantity", "year", tolerance=0),
        [
            says("A", 23, "year"),
            says("B", 23, "year"),
            says("C", 23, "year", "nearly"),
            says("E", 20, "year", "more than"),
        ],
        {},
        "agree within tolerance",
        {"A": ["says"], "B": ["says"], "C": ["says"], "E": ["says"]},
    ),
    (
        "last visit, date",
        # E does not contradict itself: 1999 holds 1999-04
        asks("date"),
        [says("E", lo="1999-04", hi="1999-04"), says("E", lo="1999", hi="1999")],
        {},
        "single source",
        {"E": ["says"]},
    ),
    (
        "shares, parts of a whole of 100",
        asks("quantity", "percent", tolerance=0, whole=100, scope="Pakistan"),
        [says("D", 26, "percent", scope="Russia"), says("C", 74, "percent", scope="Pakistan")],
        {},
        "agree",
        {"C": ["says"], "D": ["says"]},
    ),
    (
        "shares, C reports Azhar",
        # a reported answer that fits counts as agreement
        asks("quantity", "percent", tolerance=0, whole=100, scope="Pakistan"),
        [
            says("D", 26, "percent", scope="Russia"),
            says("C", 74, "percent", said_by="Azhar", scope="Pakistan"),
        ],
        {},
        "agree",
        {"C": ["reported"], "D": ["says"]},
    ),
    (
        "route as text without keys",
        # until someone merges or tells apart the two texts
        asks("text"),
        [says("A"), says("D")],
        {},
        "not comparable",
        {"A": ["says"], "D": ["says"]},
    ),
    (
        "changes, newest two disagree the same day",
        # an older value cannot turn it into superseded?
        asks("quantity", "count", can_change=True, tolerance=0),
        [
            says("A", 10, "count"),
            says("B", 12, "count", pub="2022-02-25"),
            says("D", 5, "count", pub="2022-02-20"),
        ],
        {},
        "conflict",
        {"A": ["says"], "B": ["says"], "D": ["says"]},
    ),
    (
        "two speakers",
        asks("quantity", "count", tolerance=0),
        [says("A", 12, "count", said_by="police"), says("B", 15, "count", said_by="hospital")],
        {},
        "speakers differ",
        {"A": ["reported"], "B": ["reported"]},
    ),
    (
        "one speaker, two values",
        # one outlet misreports
        asks("quantity", "count", tolerance=0),
        [says("A", 12, "count", said_by="police"), says("B", 15, "count", said_by="police")],
        {},
        "conflict",
        {"A": ["reported"], "B": ["reported"]},
    ),
    (
        "source against speaker",
        asks("quantity", "count", tolerance=0),
        [says("A", 12, "count"), says("B", 15, "count", said_by="hospital")],
        {},
        "speakers differ",
        {"A": ["says"], "B": ["reported"]},
    ),
    (
        "denied quantity",
        asks("quantity", "USD", tolerance=0),
        [says("A", 3 * BN, "USD", modality="denied", step=BN), says("B", 3 * BN, "USD", step=BN)],
        {},
        "conflict",
        {"A": ["denied"], "B": ["says"]},
    ),
    (
        "denied quantity, other value",
        # a denial gives no value: not three and two do not exclude each other
        asks("quantity", "USD", tolerance=0),
        [says("A", 3 * BN, "USD", modality="denied", step=BN), says("B", 2 * BN, "USD", step=BN)],
        {},
        "single source",
        {"A": ["denied"], "B": ["says"]},
    ),
    (
        "by July against proposed",
        # not before 24 Feb 2022: D failed
        asks("date"),
        [says("D", modality="predicted", hi="2021-07"), says("B", lo="2022-02-24")],
        {},
        "single source",
        {"B": ["says"], "D": ["failed", "predicted"]},
    ),
    (
        "half-overlapping date ranges",
        # neither contains the other, yet they meet
        asks("date"),
        [says("A", lo="2022-02-22", hi="2022-02-24"), says("B", lo="2022-02-23", hi="2022-02-26")],
        {},
        "agree within tolerance",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "currency without a rate",
        asks("quantity", "USD", tolerance=0.02),
        [says("A", 2 * BN, "USD", step=BN), says("B", 350 * BN, "PKR", step=10 * BN)],
        {},
        "not comparable",
        {"A": ["says"], "B": ["not comparable"]},
    ),
    (
        "currency beside two comparable",
        # B carries the mark; the row is ruled by the rest
        asks("quantity", "USD", tolerance=0.02),
        [
            says("A", 2 * BN, "USD", step=BN),
            says("C", 3 * BN, "USD", step=BN),
            says("B", 350 * BN, "PKR", step=10 * BN),
        ],
        {},
        "conflict",
        {"A": ["says"], "B": ["not comparable"], "C": ["says"]},
    ),
    (
        "unsettled answer makes the conflict",
        asks("quantity", "km", tolerance=0.02),
        [says("A", 1100, "km"), says("B", 1100, "km"), says("D", 800, "km", settled=False)],
        {},
        "unsettled (agree → conflict)",
        {"A": ["says"], "B": ["says"], "D": ["unsettled"]},
    ),
    (
        "unsettled answer changes nothing",
        # cell D unsettled
        asks("quantity", "km", tolerance=0.02),
        [says("A", 1100, "km"), says("B", 800, "km"), says("D", 800, "km", settled=False)],
        {},
        "conflict",
        {"A": ["says"], "B": ["says"], "D": ["unsettled"]},
    ),
    (
        "copies agree",
        # A and B share their wording
        asks("quantity", "km", tolerance=0.02),
        [says("A", 1100, "km"), says("B", 1100, "km")],
        {"B": "A"},
        "one voice",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "copies conflict",
        # an altered copy is news
        asks("quantity", "km", tolerance=0.02),
        [says("A", 1100, "km"), says("B", 800, "km")],
        {"B": "A"},
        "conflict",
        {"A": ["says"], "B": ["says"]},
    ),
    (
        "nothing",
        asks("quantity", "km", tolerance=0.02),
        [],
        {},
        "unanswered",
        {},
    ),
]
