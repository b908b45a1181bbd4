"""Quotations: word for word, tied to their note, and marked until somebody has checked them."""

import pytest

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import Finding, Kept, marked, reconcile
from corecase.core.marked_texts import as_marked, parse_marked, printed, unchecked
from corecase.core.quotations import Quotation
from corecase.core.sentences import Number, Quoted

SAID = Quotation(id="Q1", words="They  listened,\nand they helped me.", criterion="T-1.1")
CHECKED = Quotation(id="Q2", words="Fine.", criterion="T-1.1", checked=True)
BOOK = {"T-A": Figure(count=3, out_of=4), "quote:A": Figure(count=1, out_of=4)}


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        ("They listened, and they helped me.", True),
        ("they  helped\nme", True),
        ("listened", True),
        ("they listened", False),
        ("helped", True),
        ("help", False),
        ("isten", False),
        ("They listened and", False),
        (" ", False),
    ],
)
def test_it_holds_only_words_that_stand_in_it(words: str, holds: bool) -> None:
    assert SAID.holds(words) is holds


@pytest.mark.parametrize("wrong", ["", "a b", "a|b", "a]", "-a", "é"])
def test_an_id_is_one_that_marked_text_can_name(wrong: str) -> None:
    with pytest.raises(InputError, match="needs an id of letters, digits, dots and hyphens"):
        Quotation(id=wrong, words="Fine.", criterion="T-1.1")


def test_it_has_words() -> None:
    with pytest.raises(InputError, match="quotation Q1 has no words; take it from a note"):
        Quotation(id="Q1", words=" \n", criterion="T-1.1")


TEXT = "Of [[T-A|three]], one said [[quote:Q1|they helped me]] and one [[quote:Q2|Fine.]]"


def test_marked_text_quotes_and_reads_back() -> None:
    pieces = parse_marked(TEXT, BOOK, (SAID, CHECKED))
    assert pieces == (
        "Of ",
        Number(text="three", key="T-A", figure=BOOK["T-A"]),
        ", one said ",
        Quoted(text="they helped me", key="quote:Q1", checked=False),
        " and one ",
        Quoted(text="Fine.", key="quote:Q2", checked=True),
    )
    assert as_marked(pieces) == TEXT
    assert printed(pieces) == "Of three, one said “they helped me” and one “Fine.”"
    assert unchecked(pieces) == ("quote:Q1",)


def test_a_figure_of_that_name_is_a_figure() -> None:
    (number,) = parse_marked("[[quote:A|one]]", BOOK, (SAID,))
    assert isinstance(number, Number)


def test_what_was_not_said_is_refused() -> None:
    with pytest.raises(InputError, match="'he helped me' do not stand in quote:Q1 as they are"):
        parse_marked("[[quote:Q1|he helped me]]", BOOK, (SAID,))
    with pytest.raises(InputError, match="quotes 'Fine' from 'quote:Q9', which is no quotation"):
        parse_marked("[[quote:Q9|Fine]]", BOOK, (SAID,))
    with pytest.raises(InputError, match="says 'Fine' for 'T-Q', which is no figure"):
        parse_marked("[[T-Q|Fine]]", BOOK, (SAID,))


def kept(text: str) -> Kept:
    return Kept(id="k", criterion="T-1.1", kind="area", text=text, status="edited", figures={})


def test_a_kept_finding_quotes() -> None:
    text = "One said [[quote:Q1|they helped me]]."
    (finding,) = reconcile((), (kept(text),), BOOK, (SAID,))
    assert finding.text == "One said “they helped me”."
    assert (finding.unchecked, finding.numbers, finding.untied) == (("quote:Q1",), (), ())
    assert marked(finding) == text
    with pytest.raises(InputError, match="no quotation of this inspection"):
        reconcile((), (kept(text),), BOOK)


def test_a_number_in_a_quotation_is_what_was_said() -> None:
    ten = Quotation(id="Q3", words="I told 10 people", criterion="T-1.1", checked=True)
    pieces = parse_marked("One said [[quote:Q3|I told 10 people]].", BOOK, (ten,))
    finding = Finding(id="f", criterion="T-1.1", kind="area", pieces=pieces, status="edited")
    assert finding.untied == finding.unchecked == ()
