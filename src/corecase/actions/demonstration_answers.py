"""Answers of the demonstration, sent as a browser sends them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, uuid5

from corecase.actions import access, answers, uploads
from corecase.core import answer_values
from corecase.core.cases import Case
from corecase.core.errors import CorecaseError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement
from corecase.core.operations import Field, Operation
from corecase.core.people import Actor
from corecase.core.questions import FoundIn

NOTES: Final = (
    "Synthetic note: the plan names what is to be done and by when.",
    "Synthetic note: said at the interview, and not found in the file.",
    "Synthetic note: reviewed late, and the review repeats the first assessment.",
)
USUAL: Final = (62, 28, 10)
"""How often the work of an invented service was sufficient, insufficient and not asked for."""


def send(
    code: str,
    ref: str,
    judged: Iterable[Judgement],
    *,
    notes: bool = False,
    by: Actor,
    now: datetime,
) -> None:
    """Sends answers to one case in one call; with `notes`, some with an evidence note."""
    row = access.own(code, ref, by=by, lock=False)
    values = list(_values(judged, ref, notes=notes))
    operations = tuple(
        Operation(
            id=str(uuid5(NAMESPACE_URL, f"{code}/{row.pk}/{item_id}/{name}")),
            device="demonstration",
            sequence=number,
            case_assessment_id=str(row.pk),
            item_id=item_id,
            field=name,
            base_version=0,
            value=value,
        )
        for number, (item_id, name, value) in enumerate(values, start=1)
    )
    answers.record(code, ref, operations, by=by, now=now)


def invented(
    framework: Framework,
    case: Case,
    chance: Random,
    *,
    share: float = 1.0,
    weights: tuple[int, int, int] = USUAL,
) -> list[Judgement]:
    """Invented answers to a share of what this case is asked, in the order of the gates.

    `weights` say how often an answer is sufficient, insufficient and not applicable.
    """
    judged: dict[str, Judgement] = {}
    for item in framework.gate_order():
        if not framework.asked(item, case.attributes, judged) or chance.random() >= share:
            continue
        answer = chance.choices(list(Answer), weights=weights)[0]
        levels: tuple[str, str] | None = None
        if item.levels:
            service = chance.choice(item.levels)
            assessor = service if answer is Answer.SUFFICIENT else chance.choice(item.levels)
            answer = Answer.SUFFICIENT if assessor == service else Answer.INSUFFICIENT
            levels = (service, assessor)
        judged[item.id] = Judgement(
            case_id=case.id,
            item_id=item.id,
            answer=answer,
            known_but_not_recorded=answer is Answer.INSUFFICIENT and chance.random() < 0.2,
            service_value=levels[0] if levels else None,
            assessor_value=levels[1] if levels else None,
        )
    return list(judged.values())


def accept_waiting(code: str, *, by: Actor, now: datetime) -> None:
    """Accepts the list that was just received, as it was suggested."""
    waiting = uploads.waiting(code, by=by, now=now)
    if waiting is None:
        raise CorecaseError("No list waits to be accepted.")
    uploads.accept(code, upload=waiting.upload, by=by, now=now)


def _values(
    judged: Iterable[Judgement], ref: str, *, notes: bool
) -> Iterator[tuple[str, Field, str]]:
    chance = Random(ref)  # noqa: S311 invented data, the same each time
    for judgement in judged:
        yield judgement.item_id, Field.ANSWER, answer_values.write(judgement)
        if notes and judgement.answer is Answer.INSUFFICIENT and chance.random() < 0.3:
            yield judgement.item_id, Field.NOTE, chance.choice(NOTES)
            yield judgement.item_id, Field.FOUND_IN, chance.choice(list(FoundIn)).value
