"""What changed between two versions of a text, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from corecase.core.text_changes import Stretch, changes

TEXTS = st.text(alphabet="ab \n.[]|", max_size=40)


def test_words_that_went_stand_before_those_that_came() -> None:
    assert changes("All plans were late.", "Most plans were late.") == (
        Stretch(kind="removed", words="All "),
        Stretch(kind="added", words="Most "),
        Stretch(kind="same", words="plans were late."),
    )


def test_words_that_are_tied_to_a_figure_change_as_a_whole() -> None:
    assert changes("In [[A|all six]].", "In [[A|all but one]].")[1:] == (
        Stretch(kind="removed", words="[[A|all six]]."),
        Stretch(kind="added", words="[[A|all but one]]."),
    )


def test_nothing_changed_and_nothing_there() -> None:
    assert changes("", "") == ()
    assert changes("Plans.", "Plans.") == (Stretch(kind="same", words="Plans."),)
    assert changes("", "Plans.") == (Stretch(kind="added", words="Plans."),)
    assert changes("Plans.", "") == (Stretch(kind="removed", words="Plans."),)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_stretches(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(one.words for one in found if one.kind != "added") == before
    assert "".join(one.words for one in found if one.kind != "removed") == after
