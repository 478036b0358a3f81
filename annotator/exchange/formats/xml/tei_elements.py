"""What the elements of a TEI text are to a reader of it (pure)."""

MARKED = frozenset({
    "persName", "placeName", "orgName", "geogName", "name", "rs", "date", "time", "num",
    "measure", "q", "quote", "said",
})  # fmt: skip
"""The elements that become highlights."""
BLOCKS = frozenset({
    "p", "ab", "head", "l", "lg", "div", "div1", "div2", "div3", "div4", "div5", "div6", "div7",
    "list", "item", "label", "table", "row", "cell", "sp", "stage", "speaker", "opener", "closer",
    "salute", "signed", "dateline", "byline", "argument", "epigraph", "trailer", "postscript",
    "docTitle", "titlePart", "titlePage", "front", "body", "back", "figure", "floatingText",
    "text", "cit", "bibl", "listBibl", "castList", "castItem", "u",
})  # fmt: skip
"""The elements that stand on lines of their own."""
PLAIN = frozenset({
    "hi", "emph", "ref", "title", "foreign", "lb", "pb", "cb", "gb", "milestone", "anchor", "ptr",
    "choice", "sic", "orig", "abbr", "ex", "am", "s", "w", "pc", "c", "mentioned", "soCalled",
    "gloss", "term", "seg", "distinct", "unclear", "supplied", "add", "subst", "app", "lem", "g",
    "graphic", "forename", "surname", "roleName", "addName", "genName", "nameLink", "settlement",
    "region", "country", "address", "addrLine", "street", "postCode", "bloc", "district",
})  # fmt: skip
"""The elements whose text is read as it stands, and of which nothing else is lost."""
BREAKS = frozenset({"lb", "pb", "cb", "gb", "milestone", "anchor", "ptr", "graphic", "g"})
"""Those of the plain elements that stand between words, and say nothing of any."""
POINTING = (
    "ana", "corresp", "ref", "key", "sameAs", "cert", "evidence", "when", "when-iso", "who",
    "from", "to", "notBefore", "notAfter",
)  # fmt: skip
"""The attributes by which an element says something of its words."""
OF_WORDS = (*POINTING, "type", "subtype", "target", "lemma", "pos", "msd")
"""Those of plain elements, which stand within a line."""
SKIPPED = {
    "note": "notes",
    "fw": "running heads",
    "del": "what is struck out",
    "rdg": "other readings",
    "reg": "regularised spellings",
    "corr": "corrections",
    "expan": "abbreviations written out",
    "figDesc": "descriptions of figures",
    "index": "entries of an index",
    "gap": "gaps",
    "spanGrp": "",
    "span": "",
    "interp": "",
    "interpGrp": "",
    "fs": "",
    "listAnnotation": "",
}
"""The elements whose text is not read, and what they are; those with '' are told elsewhere."""
