"""Terms of a report that nobody can look up are pointed out; those that are explained are not."""

from dataclasses import replace

import pytest

from corecase.core.criteria import Band, Headline
from corecase.core.terms import unknown
from tests.made_files import small_framework

GLOSSARY = {"ISSP": "a", "YOIS+": "b", "RoSH": "c", "HMI Probation": "d", "Asset": "e"}


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("", ()),
        ("The ISSP, YOIS+ and RoSH of HMI Probation, with Asset.", ()),
        ("RoSHs and ISSPs were late.", ()),
        ("The RoH and the MORF; the MORF again.", ("RoH", "MORF")),
        ("Two PHMs met.", ("PHM",)),
        ("YOIS was old, YOIT+ is new.", ("YOIS", "YOIT+")),
        ("In the UK a GP saw HM Government.", ()),
        ("Part II and part XIV, by McDonald and LeBlanc.", ()),
        ("The Youth Inclusion Panel (YIP) met. The YIP agreed.", ()),
        ("The Department of Health (DoH) wrote.", ()),
        ("A panel (YIP) met.", ("YIP",)),
        ("SYNTHETIC DATA ONLY: the CRB saw it.", ("CRB",)),
        ("It was [[T-AB1|most]] of them.", ()),
        ("T is the prefix; the T-1 of 2009.", ()),
    ],
)
def test_a_term_is_explained_or_named(text: str, strange: tuple[str, ...]) -> None:
    assert unknown(text, GLOSSARY, small_framework()) == strange


def test_the_words_of_the_framework_explain_themselves() -> None:

    framework = replace(
        small_framework(),
        headlines=(Headline(id="roh", title="RoH", explanation="Managed with MAPPA."),),
        bands=(Band(id="MINIMUM", label="MINIMUM", from_percent=0),),
    )
    assert unknown("RoH and MAPPA: MINIMUM", {}, framework) == ()


def test_the_sources_that_a_framework_prints_are_known() -> None:
    framework = replace(small_framework(), sources=("Invented paper FP/1/12",))
    assert unknown("Invented paper FP/1/12 of the XQZ", {}, framework) == ("XQZ",)
