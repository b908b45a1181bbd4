"""What is written in words reads back: phrases to counts, marked text to its pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corecase.core.figures import Figure, possible_counts
from corecase.core.findings import Finding, marked, parse_marked
from corecase.core.said import untied, untrue
from corecase.core.sentences import Number, Piece
from corecase.core.words import counts, in_count, in_words, phrase

COUNTED = st.integers(min_value=1, max_value=5000).flatmap(
    lambda out_of: st.builds(
        Figure, count=st.integers(min_value=0, max_value=out_of), out_of=st.just(out_of)
    )
)
KEYS = ("T-A", "T-A:missed", "T-L:service:high")
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="[]"), min_size=1, max_size=12
).filter(str.strip)


@pytest.mark.parametrize("out_of", range(1, 121))
def test_every_phrase_reads_back_to_its_own_count(out_of: int) -> None:
    for count in range(out_of + 1):
        assert count in counts(phrase(Figure(count=count, out_of=out_of)), out_of)


@given(COUNTED)
def test_a_phrase_reads_back_on_any_base(figure: Figure) -> None:
    found = counts(phrase(figure), figure.out_of)
    assert figure.count in found
    assert found[-1] <= figure.out_of


@given(COUNTED)
def test_a_sentence_says_its_count_or_a_phrase_that_is_exact(figure: Figure) -> None:
    said = in_words(figure, "case", "cases")
    short = in_words(figure, "", "")
    assert "cases" in said or said == "the one case"
    assert "case" not in short
    assert "  " not in said + short
    assert said.strip() == said


@given(COUNTED, st.sampled_from([("case", "cases"), ("", ""), ("order", "orders")]), st.booleans())
def test_every_drafted_number_is_true_of_its_figure(
    figure: Figure, nouns: tuple[str, str], percentages: bool
) -> None:
    said = (in_words(figure, *nouns, percentages=percentages), in_count(figure, nouns[1]))
    for words in (*said, phrase(figure)):
        assert untrue(words, figure) == ()
        assert untied(words, [figure]) == ()


@given(COUNTED, COUNTED)
def test_a_count_with_its_base_is_true_of_no_other_figure(figure: Figure, other: Figure) -> None:
    words = in_count(figure, "cases")
    assert (untrue(words, other) == ()) == (figure == other)


@given(COUNTED)
def test_a_printed_percentage_is_possible_on_its_own_base(figure: Figure) -> None:
    assert figure.percent is not None
    assert figure.count in possible_counts(figure.percent, figure.out_of)


@st.composite
def paragraphs(draw: st.DrawFn) -> tuple[tuple[Piece, ...], dict[str, Figure]]:
    """Words and numbers in turn, and the figures that the numbers are bound to."""
    book = {key: draw(COUNTED) for key in KEYS}
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(min_value=0, max_value=4))):
        key = draw(st.sampled_from(KEYS))
        pieces += [draw(WORDS), Number(text=draw(WORDS), key=key, figure=book[key])]
    return (*pieces, draw(WORDS)), book


@given(paragraphs())
def test_marked_text_reads_back_to_the_same_pieces(
    paragraph: tuple[tuple[Piece, ...], dict[str, Figure]],
) -> None:
    pieces, book = paragraph
    finding = Finding(id="T-1.1/area/x", criterion="T-1.1", kind="area", pieces=pieces)
    assert parse_marked(marked(finding), book) == pieces
    assert marked(Finding(id="y", criterion="T-1.1", kind="area", pieces=())) == ""
