"""Judgements: one answer to one item on one case."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from corecase.core.errors import InputError


class Answer(StrEnum):
    """The three answers. Unanswered is the absence of a judgement, not an answer."""

    SUFFICIENT = "SUFFICIENT"
    INSUFFICIENT = "INSUFFICIENT"
    NOT_APPLICABLE = "NOT_APPLICABLE"

    @property
    def is_scored(self) -> bool:
        """Whether the answer stands in the base of a score."""
        return self is not Answer.NOT_APPLICABLE

    @property
    def words(self) -> str:
        """As people read it: `"not applicable"`."""
        return self.value.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One answer to one item on one case.

    `known_but_not_recorded` is a mark beside the answer: the case manager knew it and the
    file did not show it. `service_value` and `assessor_value` belong to items that compare
    two levels; where both stand, they settle the answer.
    """

    case_id: str
    item_id: str
    answer: Answer
    known_but_not_recorded: bool = False
    service_value: str | None = None
    assessor_value: str | None = None

    def __post_init__(self) -> None:
        if not self.case_id or not self.item_id:
            raise InputError("A judgement needs a case and an item.")
        if (self.service_value is None) != (self.assessor_value is None):
            raise InputError("An item that compares levels needs the service's and the assessor's.")
        if self.service_value is not None:
            agreed = self.service_value == self.assessor_value
            if self.answer is Answer.NOT_APPLICABLE or agreed != (self.answer is Answer.SUFFICIENT):
                raise InputError(
                    "The answer contradicts the two levels: equal levels are sufficient, "
                    "different levels insufficient."
                )


@dataclass(frozen=True, slots=True)
class Judgements:
    """All the judgements of one inspection, at most one for each case and item."""

    by_case: Mapping[str, Mapping[str, Judgement]] = field(default_factory=dict)

    @classmethod
    def of(cls, judgements: Iterable[Judgement], cases: Iterable[str] = ()) -> "Judgements":
        """Collects judgements; `cases` also names cases without any judgement yet.

        Raises InputError when a case and item are judged twice.
        """
        by_case: dict[str, dict[str, Judgement]] = {case: {} for case in cases}
        for judgement in judgements:
            answers = by_case.setdefault(judgement.case_id, {})
            if judgement.item_id in answers:
                raise InputError(
                    f"Case {judgement.case_id} has two answers to {judgement.item_id}; keep one."
                )
            answers[judgement.item_id] = judgement
        return cls(by_case)

    def __iter__(self) -> Iterator[Judgement]:
        for answers in self.by_case.values():
            yield from answers.values()

    def __len__(self) -> int:
        return sum(len(answers) for answers in self.by_case.values())

    @property
    def case_ids(self) -> tuple[str, ...]:
        """The cases in the order in which they were given."""
        return tuple(self.by_case)

    def answer(self, case_id: str, item_id: str) -> Answer | None:
        """The answer, or None where the item is unanswered."""
        judgement = self.by_case.get(case_id, {}).get(item_id)
        return judgement.answer if judgement else None
