"""What each figure of agreement is called, what it says, and what it does not (pure: no Django)."""

from typing import NamedTuple


class Meaning(NamedTuple):
    """A figure's name; what it says, with its caveat; what its coverage is a share of; what it is
    good for."""

    name: str
    says: str
    covered: str = ""
    good_for: str = ""


MEANINGS = {
    "exact": Meaning(
        "Exact F1",
        "Of all spans, the share that the other annotator marked too: same label, same edges. One "
        "word more makes a span count as missed by both.",
    ),
    "overlap": Meaning(
        "Overlap F1",
        "The same, whatever the edges: same label, at least half of the shorter span in common.",
    ),
    "characters": Meaning(
        "Characters F1",
        "The share of marked characters to which both gave the same label. Long spans weigh more.",
    ),
    "details": Meaning(
        "Details",
        "Where both gave the same label, how often question and value, entity, or holder and "
        "target are the same as well.",
    ),
    "alpha": Meaning(
        "Krippendorff’s alpha",
        "Agreement on labels beyond chance, where two or more marked the same place. Spans that "
        "only one marked are left out, which flatters: read it with its coverage.",
        "of spans",
        good_for="comparing with other projects, whatever the number of readers",
    ),
    "kappa": Meaning(
        "Cohen’s kappa",
        "Agreement on labels beyond chance, where both of the two marked the same place. It "
        "flatters in the same way as alpha.",
        "of spans",
        good_for="comparing with older work on two readers",
    ),
    "fleiss": Meaning(
        "Fleiss’ kappa",
        "Agreement on labels beyond chance, at the places that the commonest number of annotators "
        "marked; all other places are left out.",
        "of spans",
        good_for="comparing with work in which each place has as many readers",
    ),
    "u_alpha": Meaning(
        "Krippendorff’s alpha for spans",
        "Agreement beyond chance on where spans are and on their labels, by length. What was "
        "missed counts, so nothing flatters.",
        "of the text",
        good_for="one number for places and labels together: uα",
    ),
    "u_alpha_segmentation": Meaning(
        "Alpha for places alone",
        "Agreement beyond chance on where spans are, whatever their labels.",
        "of the text",
        good_for="seeing whether readers find the same places: |uα",
    ),
    "cu_alpha": Meaning(
        "Alpha for labels where spans meet",
        "Agreement beyond chance on labels, by the length that spans of two annotators share. "
        "What was missed is left out. Of more than two annotators, the sums of the pairs, pooled.",
        "of the text",
        good_for="seeing whether readers who find a place call it the same: cuα",
    ),
    "ku_alpha": Meaning(
        "Alpha for spans of one label",
        "How reliably this label is told from the others, by the length that spans share. Of more "
        "than two annotators, the sums of the pairs, pooled.",
        good_for="seeing which label needs a clearer guideline: (k)uα",
    ),
}
