"""spaCy and GLiNER, by doubles of the same shape: the packages themselves are not installed here."""

import sys
from types import ModuleType, SimpleNamespace

import pytest

from annotator.machines.engines.gliner import gliner_engine
from annotator.machines.engines.options import OptionsRefused
from annotator.machines.engines.protocol import EngineFailed, ReaderMake
from annotator.machines.engines.spacy import spacy_engine
from annotator.machines.judging.judge import judge
from tests.machines.double import TEXT, given

SPACY = ReaderMake("spacy", "en_core_web_sm", options={"labels": {"GPE": "entity-place"}})
GLINER = ReaderMake(
    "gliner", "urchade/gliner_small-v2.1",
    options={"labels": {"town": "entity-place", "person": "entity-person"}, "threshold": 0.4},
)  # fmt: skip


def entity(words, label):
    start = TEXT.index(words)
    return SimpleNamespace(text=words, start_char=start, end_char=start + len(words), label_=label)


@pytest.fixture
def spacy(monkeypatch):
    """A module like spaCy: `load(model)(text).ents`."""
    module = ModuleType("spacy")

    def load(name):
        if name != "en_core_web_sm":
            raise OSError(f"[E050] Can't find model '{name}'.")
        ents = [entity("Karachi", "GPE"), entity("Omar Reza", "PERSON"), entity("noon", "TIME")]

        class Pipeline:
            meta = {"version": "3.8.0"}

            def __call__(self, text):
                return SimpleNamespace(ents=ents)

        return Pipeline()

    module.load = load
    monkeypatch.setitem(sys.modules, "spacy", module)


@pytest.fixture
def gliner(monkeypatch):
    """A module like GLiNER: `GLiNER.from_pretrained(name).predict_entities(text, labels)`."""
    module = ModuleType("gliner")

    class GLiNER:
        @classmethod
        def from_pretrained(cls, name, local_files_only=False):
            assert local_files_only, "nothing is fetched for whoever names a model"
            return cls()

        def predict_entities(self, text, labels, flat_ner=True, threshold=0.5, multi_label=False):
            assert (labels, threshold) == (["town", "person"], 0.4)
            assert len(text) <= 1_200
            found = [("Kasur", "town", 0.8), ("Omar Reza", "person", 0.6)]
            return [
                {"start": text.index(words), "end": text.index(words) + len(words), "text": words,
                 "label": label, "score": score}
                for words, label, score in found
                if words in text
            ]  # fmt: skip

    module.GLiNER = GLiNER
    monkeypatch.setitem(sys.modules, "gliner", module)


def test_spacys_types_become_labels(spacy):
    answer = spacy_engine(SPACY).read(given())
    assert [(one.quote, one.label, one.found) for one in judge(answer, given()).kept] == [
        ("Karachi", "entity-place", "exact")
    ]
    assert answer.version == "3.8.0"


def test_a_model_that_spacy_has_not_is_told(spacy):
    other = ReaderMake("spacy", "xx_none", options=SPACY.options)
    with pytest.raises(EngineFailed, match="no model xx_none: spacy download"):
        spacy_engine(other).read(given())


def test_gliners_words_become_labels_in_every_part(gliner):
    long = given("A line that says nothing.\n" * 100 + TEXT)
    kept = judge(gliner_engine(GLINER).read(long), long).kept
    assert [(one.quote, one.label, one.confidence) for one in kept] == [
        ("Kasur", "entity-place", 0.8),
        ("Omar Reza", "entity-person", 0.6),
    ]


@pytest.mark.parametrize("made", [spacy_engine, gliner_engine], ids=lambda made: made.__name__)
@pytest.mark.parametrize("model", ["", "/srv/models/own", "../own", "owner/../own", "a b", "-x/y"])
def test_a_model_is_named_and_no_folder_of_the_server(made, model):
    with pytest.raises(OptionsRefused, match="Name the model as"):
        made(ReaderMake("", model, options={"labels": {"GPE": "entity-place"}}))


@pytest.mark.parametrize(
    "made, package", [(spacy_engine(SPACY), "spaCy"), (gliner_engine(GLINER), "GLiNER")]
)
def test_without_the_package_it_says_how_it_is_installed(made, package):
    with pytest.raises(EngineFailed, match=f"{package} is not installed: pip install"):
        made.read(given())
