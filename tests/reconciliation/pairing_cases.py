"""Hand-made cases of pairing: one article and kind each.

A case: what it shows; its text; who submitted; their spans; the groups with their types, in
reading order; the linked groups, by position.
"""

LONG = (
    "The Pakistan Stream Gas Pipeline Project, 1,100 kilometres long, will cost aroun"
    "d 2 billion USD, and “a new era” begins; Khan and Khan met in the Kremlin."
)
SHORT = "abcd efghi klmno pqrstuv"

CASES = [
    (
        "identical",
        LONG,
        "AB",
        [("A", 121, 125, "entity-person", "khan"), ("B", 121, 125, "entity-person", "khan")],
        [
            (
                [
                    ("A", 121, 125, "entity-person", "khan"),
                    ("B", 121, 125, "entity-person", "khan"),
                ],
                ["agreed"],
            )
        ],
        [],
    ),
    (
        "reading against nothing",
        LONG,
        "AB",
        [("A", 121, 125, "entity-person", "khan"), ("A", 146, 153, "entity-place", "")],
        [
            ([("A", 121, 125, "entity-person", "khan")], ["missed"]),
            ([("A", 146, 153, "entity-place", "")], ["missed"]),
        ],
        [],
    ),
    (
        "nested entities: short same-label-less span nearer than the right long one",
        LONG,
        "AB",
        [
            ("A", 4, 12, "entity-place", "pakistan"),
            ("A", 4, 40, "entity-work", "pipeline"),
            ("B", 4, 19, "entity-work", "pipeline"),
        ],
        [
            ([("A", 4, 12, "entity-place", "pakistan")], ["missed"]),
            (
                [("A", 4, 40, "entity-work", "pipeline"), ("B", 4, 19, "entity-work", "pipeline")],
                ["edges"],
            ),
        ],
        [],
    ),
    (
        "nested: one tags outer only",
        LONG,
        "AB",
        [
            ("A", 4, 12, "entity-place", "pakistan"),
            ("A", 4, 40, "entity-work", "pipeline"),
            ("B", 4, 40, "entity-work", "pipeline"),
        ],
        [
            ([("A", 4, 12, "entity-place", "pakistan")], ["missed"]),
            (
                [("A", 4, 40, "entity-work", "pipeline"), ("B", 4, 40, "entity-work", "pipeline")],
                ["agreed"],
            ),
        ],
        [],
    ),
    (
        "one long claim, two short",
        LONG,
        "AB",
        [
            ("A", 42, 95, "claim-quantity", "length"),
            ("B", 42, 63, "claim-quantity", "length"),
            ("B", 75, 95, "claim-quantity", "cost"),
        ],
        [
            (
                [
                    ("A", 42, 95, "claim-quantity", "length"),
                    ("B", 42, 63, "claim-quantity", "length"),
                ],
                ["edges"],
            ),
            ([("B", 75, 95, "claim-quantity", "cost")], ["split"]),
        ],
        [(0, 1)],
    ),
    (
        "crossing claims",
        LONG,
        "AB",
        [("A", 4, 63, "claim-quantity", "length"), ("B", 42, 95, "claim-quantity", "cost")],
        [
            ([("A", 4, 63, "claim-quantity", "length")], ["missed"]),
            ([("B", 42, 95, "claim-quantity", "cost")], ["missed"]),
        ],
        [],
    ),
    (
        "same words twice",
        LONG,
        "AB",
        [("A", 121, 125, "entity-person", "khan"), ("B", 130, 134, "entity-person", "khan")],
        [
            ([("A", 121, 125, "entity-person", "khan")], ["missed"]),
            ([("B", 130, 134, "entity-person", "khan")], ["missed"]),
        ],
        [],
    ),
    (
        "exact edges, two labels each",
        LONG,
        "ABC",
        [
            ("A", 146, 153, "entity-place", ""),
            ("A", 146, 153, "entity-organisation", ""),
            ("B", 146, 153, "entity-organisation", ""),
            ("C", 146, 153, "entity-place", ""),
            ("C", 146, 153, "entity-organisation", ""),
        ],
        [
            (
                [
                    ("A", 146, 153, "entity-organisation", ""),
                    ("B", 146, 153, "entity-organisation", ""),
                    ("C", 146, 153, "entity-organisation", ""),
                ],
                ["agreed"],
            ),
            (
                [("A", 146, 153, "entity-place", ""), ("C", 146, 153, "entity-place", "")],
                ["missed"],
            ),
        ],
        [],
    ),
    (
        "punctuation-only edges",
        LONG,
        "AB",
        [("A", 101, 112, "claim-quotation", "label"), ("B", 102, 111, "claim-quotation", "label")],
        [
            (
                [
                    ("A", 101, 112, "claim-quotation", "label"),
                    ("B", 102, 111, "claim-quotation", "label"),
                ],
                ["punctuation"],
            )
        ],
        [],
    ),
    (
        "same edges and label, two questions (A) against one (B)",
        LONG,
        "AB",
        [
            ("A", 75, 95, "claim-quantity", "cost"),
            ("A", 75, 95, "claim-quantity", "finance"),
            ("B", 75, 95, "claim-quantity", "cost"),
        ],
        [
            (
                [("A", 75, 95, "claim-quantity", "cost"), ("B", 75, 95, "claim-quantity", "cost")],
                ["agreed"],
            ),
            ([("A", 75, 95, "claim-quantity", "finance")], ["missed"]),
        ],
        [],
    ),
    (
        "detail left blank by one",
        LONG,
        "AB",
        [("A", 146, 153, "entity-place", "kremlin"), ("B", 146, 153, "entity-place", "")],
        [
            (
                [("A", 146, 153, "entity-place", "kremlin"), ("B", 146, 153, "entity-place", "")],
                ["blank"],
            )
        ],
        [],
    ),
    (
        "one submitted reading only",
        LONG,
        "A",
        [("A", 146, 153, "entity-place", "kremlin")],
        [([("A", 146, 153, "entity-place", "kremlin")], ["single reading"])],
        [],
    ),
    (
        "touching spans only",
        SHORT,
        "AB",
        [("A", 0, 10, "claim-event", ""), ("B", 10, 20, "claim-event", "")],
        [
            ([("A", 0, 10, "claim-event", "")], ["missed"]),
            ([("B", 10, 20, "claim-event", "")], ["missed"]),
        ],
        [],
    ),
    (
        "same sentence, different question (both may be right)",
        LONG,
        "AB",
        [("A", 65, 95, "claim-quantity", "cost"), ("B", 65, 95, "claim-quantity", "finance")],
        [
            (
                [
                    ("A", 65, 95, "claim-quantity", "cost"),
                    ("B", 65, 95, "claim-quantity", "finance"),
                ],
                ["details"],
            )
        ],
        [],
    ),
]
