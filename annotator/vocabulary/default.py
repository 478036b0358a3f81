"""The labels a new desk begins with. Editors change the texts; the slugs never change."""

from typing import NamedTuple


class DefaultLabel(NamedTuple):
    """One label: `polarity` is 1, 0 or -1 for a stance and None otherwise."""

    slug: str
    name: str
    key: str
    definition: str
    example: str
    polarity: int | None = None


LABELS = (
    DefaultLabel(
        "claim-quantity",
        "Quantity",
        "1",
        "The source says how much, how many, how far, how long or what share. Mark the figure "
        "with its unit and with the words that limit it (“nearly”, “more than”), and no more: "
        "not the verb, not the whole sentence. Use it for figures written with words too. A "
        "figure that is still to come is a forecast; a figure that only names a thing (flight "
        "447, the 1912 treaty) is no claim. Mark each figure of a comparison by itself.",
        "The road is *nearly 400 kilometres* long.",
    ),
    DefaultLabel(
        "claim-event",
        "Event",
        "2",
        "The source says that something happened or did not, began, ended, or was decided. Mark "
        "the shortest clause that says it, with who and what, and with the date where it is in "
        "the same clause. Use it for dates too (“opened on 3 May”) and for plain yes-or-no "
        "facts. What is still to come is a forecast; why it happened is a cause. A word that "
        "only names the event (“the crash”) is an entity.",
        "*The two ministers signed the treaty on Monday*.",
    ),
    DefaultLabel(
        "claim-quotation",
        "Quotation",
        "3",
        "The source gives somebody's words, between quotation marks or reported, and that they "
        "were said is what matters. Mark the words without the quotation marks, and put the "
        "speaker into “said by”. If the words state a figure or an event that answers a "
        "question, use the label of that claim instead and still give the speaker. Scare quotes "
        "round a single word are no quotation.",
        "“*We were not told*,” said the mayor.",
    ),
    DefaultLabel(
        "claim-forecast",
        "Forecast",
        "4",
        "The source, or somebody in it, says what will, may or is planned to happen, with or "
        "without a figure or a date. Mark the clause that says it; set the modality to predicted. "
        "“Would” after “if” is a forecast. A plan already carried out is an event, and a wish or "
        "a demand (“should”) is an opinion.",
        "Officials say that *the bridge will open by July*.",
    ),
    DefaultLabel(
        "claim-causal",
        "Cause",
        "5",
        "The source says that one thing brought about, prevented or contributed to another. Mark "
        "the cause, with the word that links it (“because of”, “after” where it plainly means "
        "why). A bare sequence in time is no cause. “Not yet known” is an answer too: mark it "
        "where the source says so.",
        "The train left the rails *because a bolt had rusted through*.",
    ),
    DefaultLabel(
        "claim-opinion",
        "Opinion",
        "6",
        "The source, or somebody in it, judges: good, bad, wise, reckless, too late, should, "
        "must. Mark the words that judge, with what they judge. It is a claim that nobody can "
        "check by looking. For or against somebody or something is a stance: where both fit, "
        "mark both. A figure with a colouring word (“a mere 5 %”) is a quantity.",
        "*The inquiry came ten years too late*, the paper's leader says.",
    ),
    DefaultLabel(
        "entity-person",
        "Person",
        "q",
        "A named human being, or a title that in this text means one person (“the minister”). "
        "Mark the name as it stands, with a title that is part of it (“Dr Amin”) and without "
        "the job that stands before it. Pronouns are not marked. A family or a people is a "
        "group.",
        "The engineer *Samira Haddad* disagreed.",
    ),
    DefaultLabel(
        "entity-organisation",
        "Organisation",
        "w",
        "A body that acts under a name: company, ministry, court, party, newspaper, team, the "
        "government of a country. Mark the name without “the”. A country or a city that acts "
        "(“Paris refused”) is marked as an organisation; where it only lies somewhere it is a "
        "place. People without a name of their own are a group.",
        "*Northern Rail* apologised.",
    ),
    DefaultLabel(
        "entity-place",
        "Place",
        "e",
        "A named place: country, region, town, street, river, building. Mark the name without "
        "“the” and without “in”. An unnamed place (“the valley”) is marked only where this text "
        "uses it as the name of one known place. A country that acts is an organisation.",
        "The road runs to *Port Selby*.",
    ),
    DefaultLabel(
        "entity-group",
        "Group",
        "r",
        "People taken together without being an organisation: a people, a profession, those who "
        "live somewhere, the victims. Mark the words that name them and the number only if it is "
        "part of the name. A bare “people” or “some” is not marked.",
        "*Shopkeepers of the old town* closed early.",
    ),
    DefaultLabel(
        "entity-event",
        "Event",
        "t",
        "Words that name something that happened: war, election, strike, leak. Different papers "
        "name the same one differently (“war”, “conflict”, “crisis”): mark each wording and link "
        "all to one entity, so that the names can be compared. Mark the noun with what belongs "
        "to the name, without “the”. A clause that says that it happened is the claim *event*.",
        "The inquiry into the *Selby derailment* begins.",
    ),
    DefaultLabel(
        "entity-work",
        "Work",
        "y",
        "A titled thing that people made: law, treaty, report, book, film, plan with a name. Mark "
        "the title without its quotation marks. “A report” without a title is marked only where "
        "it means one known report.",
        "The *Clean Rivers Act* passed by four votes.",
    ),
    DefaultLabel(
        "entity-date",
        "Date",
        "u",
        "A point or a stretch of time that can be put on a calendar: a day, a month, a year, "
        "“last Tuesday”. Mark the words without “on” or “in”. If the date answers a question of "
        "the story, mark the claim; this label is for finding dates. A length of time (“three "
        "hours”) is a quantity.",
        "It opened on *12 April 1999*.",
    ),
    DefaultLabel(
        "entity-quantity",
        "Measure",
        "i",
        "A figure with its unit, marked as a thing that is named and not as an answer: use it in "
        "stories where figures are collected without questions. Where the figure is what the "
        "source claims, use the claim *quantity*, not both.",
        "A tank of *300 litres* stood by the gate.",
    ),
    DefaultLabel(
        "stance-favour",
        "In favour",
        "a",
        "The words show that their holder approves of, supports or defends the target. Mark the "
        "words that show it, not the whole sentence. The holder is whoever speaks; leave it "
        "empty where the article speaks in its own voice. A fact that happens to be good news "
        "is no stance; a chosen word (“a triumph”) is one.",
        "The council *welcomed* the new line.",
        1,
    ),
    DefaultLabel(
        "stance-against",
        "Against",
        "s",
        "The words show that their holder disapproves of, opposes or blames the target. Mark the "
        "words that show it: a judging word, a loaded name, a refusal. Leave the holder empty "
        "where the article speaks in its own voice. A fact that happens to be bad news is no "
        "stance.",
        "The union called the plan *an insult*.",
        -1,
    ),
    DefaultLabel(
        "stance-neutral",
        "Neutral",
        "d",
        "The words take up a position that is neither for nor against, and say so: abstaining, "
        "waiting, weighing both sides. Where no position is taken, nothing is marked: neutral "
        "is a stance that somebody holds, not the lack of one.",
        "The mayor *declined to take sides*.",
        0,
    ),
)
