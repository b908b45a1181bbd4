"""A simulated programme in the words of the core: its framework, and judgements on its items."""

from typing import Final

from corecase.core.criteria import Band, Criterion, Headline, Item, Section
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.core.rules import Gate
from corecase.statistics.simulation import Programme
from corecase.statistics.simulation_design import SYNTHETIC, SimulatedHeadline

PREFIX: Final = "SYNTHETIC"

_ANSWERS: Final = {
    1: Answer.SUFFICIENT,
    0: Answer.INSUFFICIENT,
    -1: Answer.NOT_APPLICABLE,
}

_BANDS: Final = (("DRASTIC", 0), ("SUBSTANTIAL", 45), ("MODERATE", 60), ("MINIMUM", 75))


def simulated_framework(programme: Programme) -> Framework:
    """The framework on which the cases of a programme were judged, with invented items.

    Each headline is a criterion of its own. The bands are those of the Core Case Inspection.
    """
    headlines = programme.design.headlines
    return Framework(
        id="synthetic",
        title="Synthetic framework of a simulation",
        prefix=PREFIX,
        edition="synthetic",
        sections=(Section(id=f"{PREFIX}-S", number="1", title="Synthetic"),),
        criteria=tuple(
            Criterion(
                id=f"{PREFIX}-C{place}",
                number=f"1.{place}",
                title=headline.title,
                section=f"{PREFIX}-S",
                text_standing="invented",
            )
            for place, headline in enumerate(headlines, start=1)
        ),
        headlines=tuple(Headline(id=one.id, title=one.title) for one in headlines),
        bands=tuple(
            Band(id=name, label=f"{name} improvement required", from_percent=edge)
            for name, edge in _BANDS
        ),
        items=_items(programme),
        notes=(programme.notice, SYNTHETIC),
    )


def item_ids(programme: Programme) -> tuple[str, ...]:
    """The identifiers of the items, in the order of the columns of `Programme.answers`."""
    return tuple(
        f"{PREFIX}-{headline.id}-{number:02}"
        for headline in programme.design.headlines
        for number in range(1, headline.n_items + 1)
    )


def _items(programme: Programme) -> tuple[Item, ...]:
    ids, gates = item_ids(programme), programme.country.gate
    headlines = [
        (place, headline)
        for place, headline in enumerate(programme.design.headlines, start=1)
        for _ in range(headline.n_items)
    ]
    return tuple(
        _item(item_id, place, headline, ids[gate] if gate >= 0 else "")
        for item_id, (place, headline), gate in zip(ids, headlines, gates, strict=True)
    )


def _item(item_id: str, place: int, headline: SimulatedHeadline, gate: str) -> Item:
    number = item_id.rpartition("-")[2]
    return Item(
        id=item_id,
        criterion=f"{PREFIX}-C{place}",
        topic=item_id.lower(),
        label=f"{headline.title}, synthetic item {number}",
        question=f"Synthetic: was the work of item {number} of {headline.title} sufficient?",
        gate=Gate(item=gate, when="sufficient") if gate else None,
        headlines=(headline.id,),
        wording="invented",
        tag="invented",
    )


def simulated_judgements(programme: Programme, service: int) -> Judgements:
    """Every judgement on the sample of one service, by its place from 0, in case order."""
    ids = item_ids(programme)
    rows = programme.answers[programme.rows(service)]
    return Judgements.of(
        Judgement(case_id=case_id, item_id=item_id, answer=_ANSWERS[int(answer)])
        for case_id, answers in zip(programme.case_ids(service), rows, strict=True)
        for item_id, answer in zip(ids, answers, strict=True)
    )
