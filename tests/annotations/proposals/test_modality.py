"""What will be, what is denied and what may be is told apart from what is."""

import pytest

from annotator.annotations.proposals.modality import modality_of
from annotator.annotations.proposals.passage import Passage


def at(text: str) -> Passage:
    """The passage between | and |."""
    before, quote, after = text.split("|")
    return Passage(before + quote + after, len(before), len(before + quote))


CASES = [
    ("The bridge |will open in July|.", "text", "predicted"),
    ("The bridge will open |in July|.", "date", "predicted"),
    ("It is expected that the plant |starts in 2030|.", "date", "predicted"),
    ("The plant |is expected to cost $3 billion|.", "quantity", "predicted"),
    ("The line is set to carry |40 trains a day|.", "quantity", "predicted"),
    ("There was agreement on the shares that |the city will get 26 percent|.", "quantity", ""),
    ("They decided that |40 trains will run| a day.", "quantity", ""),
    ("They hope that |40 trains will run| a day.", "quantity", "predicted"),
    ("The line |will remain majority-owned [74%] by the city|.", "quantity", ""),
    ("The bridge is due to open |in July|.", "date", "predicted"),
    ("The bridge is now due to be finished |in July|.", "date", "predicted"),
    ("The road was closed |for 3 days| due to the storm.", "quantity", ""),
    ("Due to heavy rain |500 homes| lost power.", "quantity", ""),
    ("The delay is due to |a shortage of 40 drivers|.", "quantity", ""),
    ("The delay of |3 hours| is due to flooding.", "quantity", ""),
    ("They had been at odds due to |differing policies|.", "text", ""),
    ("They plan to hire |500 people|.", "quantity", "predicted"),
    ("|The new tunnel| is to be dug by hand.", "text", "predicted"),
    ("The mayor said the toll |would rise to 12|.", "quantity", "predicted"),
    ("He |would love to debate| with him.", "text", ""),
    ("The |1,100-kilometre| line will be built by Russia.", "quantity", ""),
    ("Russia will build the |1,100 km| pipeline.", "quantity", ""),
    ("Their |$3 billion| line is to be built next year.", "quantity", ""),
    ("It was |the will of the people|.", "text", ""),
    ("He made a will |in 1999|.", "date", ""),
    ("Unless it rains, the fair opens; 400 people came |on Monday|.", "date", ""),
    ("The team, which will play on Sunday, |lost 3 games|.", "quantity", ""),
    ("The ministry denied that |40 people died|.", "quantity", "denied"),
    ("The ministry |denied that 40 people died|.", "quantity", "denied"),
    ("The bridge did not cost |$3 billion|.", "quantity", "denied"),
    ("There is no |second pipeline|.", "choice", "denied"),
    ("It |was never built|.", "choice", "denied"),
    ("It |has not been signed|.", "yes-no", ""),
    ("Pakistan |does not want any bloc|.", "text", ""),
    ("There were |not fewer than 40| people.", "quantity", ""),
    ("|No fewer than 40 people| came.", "quantity", ""),
    ("|Not only the mayor| came.", "choice", ""),
    ("The fire |may have killed 12 people|.", "quantity", "hedged"),
    ("On 3 May |12 people died|.", "quantity", ""),
    ("In May |12 people died|.", "quantity", ""),
    ("The ship reportedly carried |400 tonnes of oil|.", "quantity", "hedged"),
    ("He |allegedly took 3,000 euros|.", "quantity", "hedged"),
    ("She |is said to own 40 houses|.", "quantity", "hedged"),
    ("He |could not swim|.", "text", ""),
    ("The dam |could burst|.", "text", "hedged"),
    ("It |appears to be safe|.", "text", "hedged"),
    ("The two |agreed on 3 May| and may sign in June.", "date", ""),
    ("Строительство |будет завершено в 2030 году|.", "date", "predicted"),
    ("من المتوقع أن تبلغ الكلفة |3 مليارات دولار|.", "quantity", "predicted"),
    ("La obra |será inaugurada en 2030|.", "date", "predicted"),
    ("Il projet |sera achevé en 2030|.", "date", "predicted"),
]


@pytest.mark.parametrize("text, type, wanted", CASES)
def test_modality(text, type, wanted):
    found = modality_of(at(text), type)
    assert (found.value if found else "") == wanted


def test_the_label_of_a_forecast_says_it():
    passage = at("Officials speak of |an opening in July|.")
    assert modality_of(passage, "date", "claim-forecast").value == "predicted"
    assert modality_of(passage, "date", "claim-event") is None


def test_the_words_that_say_it_are_told():
    assert (
        modality_of(at("The plant |is expected to cost a lot|."), "text").words == "is expected to"
    )
