"""What case managers say of their own work: each is asked once, and each is counted once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from corecase.core.criteria import View
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import SMALL_BASE
from corecase.core.personal_data import refusal_of_text
from corecase.core.vocabularies import Vocabulary

GROUP: Final = "Case managers"
"""The group under which their answers stand among those of other respondents."""


class Said(Vocabulary):
    """What a case manager answers to a question about their work."""

    YES = "YES"
    NO = "NO"
    NOT_APPLICABLE = "NOT_APPLICABLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewAnswer:
    """One case manager's answer to one question. `manager` is a code and never a name."""

    manager: str
    view: str
    said: Said

    def __post_init__(self) -> None:
        if not self.manager:
            raise InputError("Give each case manager a code, such as CM1.")
        refusal = refusal_of_text(self.manager, is_person=True)
        if refusal:
            raise InputError(f"The case manager's code {refusal}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewFigure:
    """How many case managers answered yes to the question `id`, of those who answered it.

    A figure of fewer than five persons is `confirmed` by a person before it is printed.
    """

    id: str
    figure: Figure
    confirmed: bool = False

    @property
    def awaits_confirmation(self) -> bool:
        """Whether it rests on one to four persons and nobody has confirmed it."""
        return 0 < self.figure.out_of < SMALL_BASE and not self.confirmed


def counted(views: Sequence[View], answers: Iterable[ViewAnswer]) -> tuple[ViewFigure, ...]:
    """The figure of every question that anybody answered, in the framework's order.

    Raises InputError for an unknown question, and where one case manager has two answers to one:
    whoever holds several cases is still one person.
    """
    given: dict[tuple[str, str], Said] = {}
    known = {view.id for view in views}
    for answer in answers:
        if answer.view not in known:
            raise InputError(
                f"{answer.view!r} is no question to case managers; use "
                f"{', '.join(sorted(known)) or 'none: this framework asks them nothing'}."
            )
        key = (answer.manager.casefold(), answer.view)
        if key in given:
            raise InputError(
                f"{answer.manager} has two answers to {answer.view}; ask each case manager once "
                "and keep one row for each."
            )
        given[key] = answer.said
    return tuple(
        ViewFigure(id=view.id, figure=figure)
        for view in views
        if (
            figure := _figure([said for (_, asked), said in given.items() if asked == view.id])
        ).is_applicable
    )


def _figure(said: list[Said]) -> Figure:
    applicable = [one for one in said if one is not Said.NOT_APPLICABLE]
    return Figure(count=applicable.count(Said.YES), out_of=len(applicable))
