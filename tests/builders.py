"""A tiny invented framework, with every kind of item, and short ways to judge it."""

from collections.abc import Iterable, Mapping
from typing import Any

from corecase.core.cases import Case
from corecase.core.criteria import Band, Criterion, Headline, Item, Recommendation, Section
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.rules import AttributeIs, Gate

ANSWERS = {"S": Answer.SUFFICIENT, "I": Answer.INSUFFICIENT, "N": Answer.NOT_APPLICABLE}
REVERSED = {Answer.SUFFICIENT: Answer.INSUFFICIENT, Answer.INSUFFICIENT: Answer.SUFFICIENT}
CUSTODY = AttributeIs(attribute="sentence", values=("custody",))
BANDS = (
    Band(id="LOW", label="Low", from_percent=0),
    Band(id="MIDDLE", label="Middle", from_percent=45),
    Band(id="HIGH", label="High", from_percent=75),
)


def item(name: str, criterion: str = "1.1", **parts: Any) -> Item:
    """An item "T-name" of criterion "T-criterion"."""
    return Item(
        id=f"T-{name}",
        criterion=f"T-{criterion}",
        **{"topic": "plans", "label": name, "question": f"Was {name} done?"} | parts,
    )


ITEMS = (
    item("A", headlines=("safety",), finding="a plan was made in {share}"),
    item(
        "B",
        gate=Gate(item="T-A", when="sufficient"),
        headlines=("safety",),
        finding="it was on time in {share}",
    ),
    item("C", "1.2", applies=CUSTODY, finding="a visit took place in {share}"),
    item("D", "2.1", also_reported_in=("T-1.1",), topic="harm", finding="harm fell in {share}"),
    item(
        "L",
        "2.1",
        topic="level",
        levels=("low", "medium", "high"),
        scored=False,
        finding="the level was right in {share}",
        finding_area="the level was too low in {under} and too high in {over}",
    ),
)


def framework(**changes: Any) -> Framework:
    """The tiny framework, with parts of it replaced."""
    parts: dict[str, Any] = {
        "id": "tiny",
        "title": "Tiny invented inspection",
        "prefix": "T",
        "edition": "test",
        "sections": (
            Section(id="T-1", number="1", title="Planning"),
            Section(id="T-2", number="2", title="Outcomes"),
        ),
        "criteria": tuple(
            Criterion(id=f"T-{n}", number=n, title=f"Criterion {n}", section=f"T-{n[0]}")
            for n in ("1.1", "1.2", "2.1")
        ),
        "items": ITEMS,
        "headlines": (Headline(id="safety", title="Safety", explanation="Is it safe?"),),
        "bands": BANDS,
        "recommendations": (
            Recommendation(id="plan", text="Make plans.", owners=("Head",), items=("T-A", "T-B")),
            Recommendation(id="room", text="Find a room.", owners=("Board",)),
        ),
    }
    return Framework(**parts | changes)


def one_criterion(n_items: int, **changes: Any) -> Framework:
    """A framework of one section and one criterion with items T-Q0, T-Q1 ..."""
    return framework(
        sections=(Section(id="T-1", number="1", title="Planning"),),
        criteria=(Criterion(id="T-1.1", number="1.1", title="Criterion", section="T-1"),),
        items=tuple(item(f"Q{n}") for n in range(n_items)),
        headlines=(),
        recommendations=(),
        **changes,
    )


def judgement(case_id: str, item_id: str, answer: str, **parts: Any) -> Judgement:
    """One judgement; the answer is S, I or N."""
    return Judgement(case_id=case_id, item_id=item_id, answer=ANSWERS[answer], **parts)


def judged(rows: Mapping[str, str], case_ids: Iterable[str] = ()) -> Judgements:
    """Judgements from a column of answers for each item: `{"T-A": "SSI"}`, "." unanswered."""
    return Judgements.of(
        (
            judgement(f"X-{place}", item_id, answer)
            for item_id, answers in rows.items()
            for place, answer in enumerate(answers, start=1)
            if answer != "."
        ),
        cases=case_ids,
    )


def finished(rows: Mapping[str, str]) -> Judgements:
    """Judgements as in `judged`, with nothing left to answer: what is not named never applied."""
    n_cases = max(map(len, rows.values()))
    return judged({one.id: "N" * n_cases for one in ITEMS} | dict(rows))


def cases(*sentences: str) -> tuple[Case, ...]:
    """Cases X-1, X-2 ... with these sentences; an empty one is not known."""
    return tuple(
        Case(id=f"X-{place}", attributes={"sentence": s} if s else {})
        for place, s in enumerate(sentences, start=1)
    )
