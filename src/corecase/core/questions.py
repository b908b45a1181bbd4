"""Questions as one case meets them: asked, waiting for another, or ruled out, and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from corecase.core import answer_values
from corecase.core.cases import Case
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgement
from corecase.core.operations import Field
from corecase.core.vocabularies import Vocabulary


class FoundIn(Vocabulary):
    """Where the evidence for an answer was found."""

    FILE = "FILE"
    INTERVIEW = "INTERVIEW"
    BOTH = "BOTH"
    OTHER = "OTHER"

    @property
    def words(self) -> str:
        """As people read it: `"file and interview"`."""
        return FOUND_IN_WORDS[self]


FOUND_IN_WORDS: Final[Mapping[FoundIn, str]] = {
    FoundIn.FILE: "file",
    FoundIn.INTERVIEW: "interview",
    FoundIn.BOTH: "file and interview",
    FoundIn.OTHER: "somewhere else (say where in the note)",
}
GATE_WORDS: Final[Mapping[str, str]] = {
    "sufficient": "is sufficient",
    "insufficient": "is insufficient",
    "applicable": "is sufficient or insufficient",
}


class Asking(Vocabulary):
    """Whether a case has to answer an item now."""

    ASKED = "ASKED"
    WAITING = "WAITING"
    RULED_OUT = "RULED_OUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One item of a case: whether it is asked, else why not, and what was answered.

    `by_facts` is True where the case's own facts rule it out, which no answer can change.
    """

    item: Item
    asking: Asking
    reason: str = ""
    by_facts: bool = False
    judgement: Judgement | None = None

    @property
    def is_unanswered(self) -> bool:
        """Whether it is asked and has no answer yet."""
        return self.asking is Asking.ASKED and self.judgement is None

    @property
    def contradicts(self) -> bool:
        """Whether it has an answer, other than not applicable, that nobody asked for."""
        answered = self.judgement is not None and self.judgement.answer.is_scored
        return answered and self.asking is not Asking.ASKED


def questions(
    framework: Framework, case: Case, answers: Mapping[str, Judgement]
) -> tuple[Question, ...]:
    """Every item of the framework as this case meets it, in the framework's order."""
    items = {item.id: item for item in framework.items}
    return tuple(_question(items, item, case, answers) for item in framework.items)


def answer_value(
    item: Item, *, answer: str, mark: bool = False, service: str = "", assessor: str = ""
) -> str:
    """The text of an answer put together from its parts; empty where nothing is answered.

    Two levels settle the answer: equal ones are sufficient, different ones insufficient.
    Raises InputError where the parts do not go together.
    """
    chosen = _chosen(answer)
    if service or assessor:
        chosen = _settled(item, chosen, service, assessor)
    if chosen is None:
        if mark:
            raise InputError("Choose an answer to go with the mark “known but not recorded”.")
        return ""
    return answer_values.write(
        Judgement(
            case_id="case",
            item_id=item.id,
            answer=chosen,
            known_but_not_recorded=mark,
            service_value=service or None,
            assessor_value=assessor or None,
        )
    )


def value_words(field: Field, value: str) -> str:
    """What a stored value says to people: `"insufficient, known but not recorded"`.

    An empty answer is "unanswered", another empty field "nothing".
    """
    if field is Field.ANSWER:
        judgement = answer_values.read(value, "case", "item")
        return _said(judgement) if judgement else "unanswered"
    if not value:
        return "nothing"
    return FoundIn(value).words if field is Field.FOUND_IN else value


def check_levels(item: Item, judgement: Judgement) -> None:
    """Raises InputError where a judgement holds levels that its item does not have."""
    given = {judgement.service_value, judgement.assessor_value} - {None}
    if not given <= set(item.levels):
        raise InputError(f"{item.id} has no such level; choose one of those on the page.")


def _said(judgement: Judgement) -> str:
    said = [judgement.answer.words]
    if judgement.known_but_not_recorded:
        said.append("known but not recorded")
    if judgement.service_value is not None:
        said += [
            f"the service: {judgement.service_value}",
            f"the assessor: {judgement.assessor_value}",
        ]
    return ", ".join(said)


def _chosen(answer: str) -> Answer | None:
    try:
        return Answer(answer) if answer else None
    except ValueError:
        raise InputError("Choose sufficient, insufficient or not applicable.") from None


def _settled(item: Item, chosen: Answer | None, service: str, assessor: str) -> Answer:
    if not {service, assessor} - {""} <= set(item.levels):
        raise InputError("Choose levels from the lists.")
    if not (service and assessor):
        raise InputError("Choose both levels, or neither.")
    settled = Answer.SUFFICIENT if service == assessor else Answer.INSUFFICIENT
    if chosen not in (None, settled):
        raise InputError(
            f"The two levels make the answer {settled.words}; correct the answer or the levels."
        )
    return settled


def _question(
    items: Mapping[str, Item], item: Item, case: Case, answers: Mapping[str, Judgement]
) -> Question:
    judgement = answers.get(item.id)
    if item.applies.applies(case.attributes) is False:
        return Question(
            item=item,
            asking=Asking.RULED_OUT,
            reason=_facts(item, case),
            by_facts=True,
            judgement=judgement,
        )
    asking, reason = _gate(items, item, case, answers)
    return Question(item=item, asking=asking, reason=reason, judgement=judgement)


def _gate(
    items: Mapping[str, Item], item: Item, case: Case, answers: Mapping[str, Judgement]
) -> tuple[Asking, str]:
    if item.gate is None:
        return Asking.ASKED, ""
    first = items[item.gate.item]
    only = f"Asked only where “{first.label}” {GATE_WORDS[item.gate.when]}"
    given = answers.get(first.id)
    if given is None:
        if first.applies.applies(case.attributes) is False:
            return Asking.RULED_OUT, f"{only}, and that is not asked of this case."
        return Asking.WAITING, f"{only}, and that is still unanswered."
    if item.gate.is_open(given.answer):
        return Asking.ASKED, ""
    return Asking.RULED_OUT, f"{only}, and it is {given.answer.words}."


def _facts(item: Item, case: Case) -> str:
    has = ", ".join(
        f"{name.replace('_', ' ')} is {case.attributes[name]}"
        for name in sorted(item.applies.reads())
        if name in case.attributes
    )
    return f"Asked only of {item.applies.explain()}; here {has}."
