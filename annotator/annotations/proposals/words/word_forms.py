"""Function words, roles, and forms of verbs that no ending tells, in English (no Django)."""


def listed(words: str) -> frozenset[str]:
    """Return the words of a text, to be looked up."""
    return frozenset(words.split())


STOP_WORDS = listed("""
    a about after all also am an and another any are as at be been before being between both but
    by can could did do does done down during each every for from had has have having he her
    here him his how i in into is it its many may might more most much must no nor not of off on
    or other our out over own s same shall she should since so some such than that the their
    them then there these they this those to under until up upon us very was we were what when
    where which while who whom whose why will with would you your
""")
ROLES = listed("""
    army chief company country court foreign government governor head king leader mayor minister
    ministry nation official party police president prime queen side spokesman spokesperson
    spokeswoman state
""")
"""Words that say who somebody is and not what they did."""
COUNTS = listed("one two three four five six seven eight nine ten first last next")
_FORMS = """
    go: went gone goes; pay: paid; meet: met; hold: held; build: built; take: took taken; make:
    made; begin: began begun; win: won; lose: lost; leave: left; buy: bought; sell: sold; fall:
    fell fallen; rise: rose risen; grow: grew grown; give: gave given; get: got gotten; know:
    knew known; keep: kept; send: sent; spend: spent; break: broke broken; choose: chose chosen;
    fight: fought; seek: sought; find: found; shoot: shot; strike: struck stricken; lead: led;
    draw: drew drawn; fly: flew flown; write: wrote written; speak: spoke spoken; see: saw seen;
    stand: stood; come: came; run: ran; say: said says; tell: told; bring: brought; hear: heard;
    feel: felt; catch: caught; teach: taught; think: thought; steal: stole stolen; drive: drove
    driven; sink: sank sunk; burn: burnt; arise: arose arisen; bear: bore borne born; withdraw:
    withdrew withdrawn; overthrow: overthrew overthrown; die: died dies dying dead death deaths;
    refuse: refusal; approve: approval; arrive: arrival; deny: denial; arm: armed
"""
IRREGULAR = {
    form: verb.strip()
    for verb, _, forms in (entry.partition(":") for entry in _FORMS.split(";"))
    for form in (verb.strip(), *forms.split())
}
