"""An item judged in fewer cases than its gate opened: pointed out, and never averaged."""

import pytest

from corecase.core.criteria import Item
from corecase.core.figures import Figure
from corecase.core.gate_bases import differing_bases, differing_facts
from corecase.core.publications import PublishedFact
from corecase.core.rules import Gate
from corecase.exchange.overlays import item_data
from tests.builders import ITEMS, framework


def gated(when: str, *, every: bool = True) -> Item:
    return Item(
        id="T-G",
        criterion=ITEMS[0].criterion,
        topic="gated",
        label="Gated",
        question="Was it?",
        gate=Gate(item=ITEMS[0].id, when=when, every=every),
    )


def fact(item_id: str, count: int, out_of: int, place: str = "") -> PublishedFact:
    return PublishedFact(
        item_id=item_id,
        applicable=range(out_of, out_of + 1),
        sufficient=range(count, count + 1),
        place=place,
    )


@pytest.mark.parametrize(
    ("when", "every", "n_judged", "n_open"),
    [
        ("applicable", True, 15, None),
        ("applicable", True, 14, 15),
        ("applicable", False, 14, None),
        ("sufficient", True, 14, 9),
        ("insufficient", True, 5, 6),
        ("insufficient", True, 6, None),
    ],
)
def test_a_base_is_held_against_the_cases_that_the_gate_opened(
    when: str, every: bool, n_judged: int, n_open: int | None
) -> None:
    asked = framework(items=(*ITEMS, gated(when, every=every)))
    figures = {item.id: Figure(count=0, out_of=0) for item in asked.items}
    figures |= {
        ITEMS[0].id: Figure(count=9, out_of=15),
        "T-G": Figure(count=1, out_of=n_judged),
    }
    found = differing_bases(asked, figures)
    assert [one.n_open for one in found] == ([] if n_open is None else [n_open])


def test_published_facts_say_where_the_two_are_printed() -> None:
    asked = framework(items=(*ITEMS, gated("applicable")))
    (found,) = differing_facts(asked, [fact(ITEMS[0].id, 14, 15, "1.2"), fact("T-G", 9, 14, "3.1")])
    assert str(found) == (
        f"T-G has a base of 14 (3.1), and {ITEMS[0].id} opens it in 15 cases (1.2); both stand as "
        "they are until somebody settles it."
    )
    assert differing_facts(asked, [fact("T-G", 9, 14)]) == ()
    open_base = PublishedFact(item_id="T-G", applicable=range(9, 15), sufficient=range(9, 10))
    assert differing_facts(asked, [fact(ITEMS[0].id, 14, 15), open_base]) == ()


def test_a_gate_for_every_case_is_written_back() -> None:
    gate = {"item": ITEMS[0].id, "when": "applicable"}
    assert item_data(gated("applicable"))["gate"] == gate | {"every": True}
    assert item_data(gated("applicable", every=False))["gate"] == gate
