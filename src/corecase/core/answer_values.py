"""An answer as one text that is saved, compared and sent whole, with its mark and levels."""

import json

from corecase.core.errors import InputError
from corecase.core.judgements import Answer, Judgement


def write(judgement: Judgement | None) -> str:
    """The text of an answer, the same for equal answers; empty for an unanswered item."""
    if judgement is None:
        return ""
    record: dict[str, object] = {"answer": judgement.answer.value}
    if judgement.assessor_value is not None:
        record["assessor_value"] = judgement.assessor_value
    if judgement.known_but_not_recorded:
        record["known_but_not_recorded"] = True
    if judgement.service_value is not None:
        record["service_value"] = judgement.service_value
    return json.dumps(record, separators=(",", ":"), ensure_ascii=False)


def read(value: str, case_id: str, item_id: str) -> Judgement | None:
    """The judgement that a text holds; None where it is empty, which is unanswered.

    Raises InputError on anything that `write` does not write.
    """
    if not value:
        return None
    try:
        record = json.loads(value)
        judgement = Judgement(
            case_id=case_id,
            item_id=item_id,
            answer=Answer(record["answer"]),
            known_but_not_recorded=record.get("known_but_not_recorded", False),
            service_value=record.get("service_value"),
            assessor_value=record.get("assessor_value"),
        )
        levels = {type(judgement.service_value), type(judgement.assessor_value)}
        is_written = levels <= {str, type(None)} and write(judgement) == value
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        is_written = False
    if not is_written:
        raise InputError("Choose the answer again: what arrived cannot be read.")
    return judgement


def check_answer_value(value: str) -> None:
    """Raises InputError where the text is no answer; empty is an answer taken back."""
    read(value, "case", "item")
