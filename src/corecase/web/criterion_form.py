"""The form of one criterion: what its fields say, and what was typed in them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from corecase.actions.answers import Typed
from corecase.actions.case_pages import Asked, CriterionPage
from corecase.core import answer_values
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.operations import Field
from corecase.core.questions import answer_value


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the fields of one question say. `versions` are of answer, note and where found."""

    item: Item
    answer: str = ""
    mark: bool = False
    service: str = ""
    assessor: str = ""
    note: str = ""
    found_in: str = ""
    versions: tuple[int, int, int] = (0, 0, 0)
    error: str = ""

    @property
    def value(self) -> str:
        """The answer as it is saved. Raises InputError where its parts do not go together."""
        return answer_value(
            self.item,
            answer=self.answer,
            mark=self.mark,
            service=self.service,
            assessor=self.assessor,
        )


def stored(page: CriterionPage) -> dict[str, Filled]:
    """What stands in the database, by item."""
    return {asked.question.item.id: _stored(asked) for asked in page.asked}


def typed(page: CriterionPage, data: Mapping[str, str]) -> dict[str, Filled]:
    """What a form was sent with, by item; each answer that cannot be carries its error."""
    found = {}
    for asked in page.asked:
        item = asked.question.item
        if f"v-{item.id}" in data:
            found[item.id] = _checked(_typed(item, data))
    return found


def changes(filled: Mapping[str, Filled]) -> tuple[Typed, ...]:
    """Every field of a form, for the action to tell what was changed."""
    return tuple(
        Typed(item_id=item_id, field=field, base_version=version, value=value)
        for item_id, one in filled.items()
        for field, version, value in zip(
            (Field.ANSWER, Field.NOTE, Field.FOUND_IN),
            one.versions,
            (one.value, one.note, one.found_in),
            strict=True,
        )
    )


def _stored(asked: Asked) -> Filled:
    item = asked.question.item
    judgement = answer_values.read(asked.answer[0], "case", item.id)
    return Filled(
        item=item,
        answer=judgement.answer if judgement else "",
        mark=judgement.known_but_not_recorded if judgement else False,
        service=(judgement.service_value or "") if judgement else "",
        assessor=(judgement.assessor_value or "") if judgement else "",
        note=asked.note[0],
        found_in=asked.found_in[0],
        versions=(asked.answer[1], asked.note[1], asked.found_in[1]),
    )


def _typed(item: Item, data: Mapping[str, str]) -> Filled:
    def said(name: str) -> str:
        return data.get(f"{name}-{item.id}", "")

    return Filled(
        item=item,
        answer=said("answer"),
        mark=bool(said("mark")),
        service=said("service"),
        assessor=said("assessor"),
        # A browser sends line ends as two characters.
        note=said("note").replace("\r\n", "\n"),
        found_in=said("found"),
        versions=_versions(said("v")),
    )


def _versions(text: str) -> tuple[int, int, int]:
    parts = text.split(".")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 9 for part in parts):
        raise InputError("This form is spoilt; open the page again and copy what you typed.")
    answer, note, found_in = map(int, parts)
    return answer, note, found_in


def _checked(filled: Filled) -> Filled:
    try:
        _ = filled.value
    except InputError as error:
        return replace(filled, error=str(error))
    return filled
