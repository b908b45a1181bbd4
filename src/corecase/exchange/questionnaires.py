"""Questionnaires and the words of the survey's pages in, from the YAML that comes with Corecase."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StringConstraints

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.core.questionnaires import (
    Choice,
    Part,
    Question,
    QuestionKind,
    Questionnaire,
    ViewReading,
    Wording,
)
from corecase.core.surveys import Group
from corecase.exchange.yaml_files import parsed, read_document

Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]

_SHIPPED = files("corecase") / "data" / "questionnaires"
_PAGES = files("corecase") / "data" / "survey_pages" / "pages.yaml"


class _Said(BaseModel):
    model_config = ConfigDict(extra="forbid")
    english: Words
    easy: str = ""
    welsh: str = ""
    welsh_easy: str = ""

    def wording(self) -> Wording:
        return Wording(
            english=self.english, easy=self.easy, welsh=self.welsh, welsh_easy=self.welsh_easy
        )


class _Choice(_Said):
    code: Code
    counts: StrictBool = True

    def choice(self) -> Choice:
        return Choice(code=self.code, wording=self.wording(), counts=self.counts)


class _Besides(_Choice):
    """An answer beside the scale, which says that the question does not apply."""

    counts: StrictBool = False


class _Question(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: Code
    kind: QuestionKind
    words: _Said
    hint: _Said | None = None
    scale: str = ""
    choices: list[_Choice] = Field(default_factory=list)
    besides: list[_Besides] = Field(default_factory=list)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")
    heading: _Said
    questions: list[_Question]


class _View(BaseModel):
    model_config = ConfigDict(extra="forbid")
    view: Words
    questions: list[Code] = Field(min_length=1)
    affirmed_by: list[Code] = Field(min_length=1)

    def reading(self) -> ViewReading:
        return ViewReading(
            view=self.view, questions=tuple(self.questions), yes=frozenset(self.affirmed_by)
        )


class QuestionnaireFile(BaseModel):
    """The file of a questionnaire. `scales` are answers that several questions share."""

    model_config = ConfigDict(extra="forbid")
    id: Code
    group: Group
    standing: Words
    welsh_standing: str = ""
    title: _Said
    opening: list[_Said]
    help_lines: list[_Said] = Field(default_factory=list)
    scales: dict[str, list[_Choice]] = Field(default_factory=dict)
    parts: list[_Part]
    views: list[_View] = Field(default_factory=list)


def shipped() -> tuple[str, ...]:
    """The names of the questionnaires that come with Corecase."""
    return tuple(sorted(path.name.removesuffix(".yaml") for path in _SHIPPED.iterdir()))


@cache
def load(name: str) -> Questionnaire:
    """The questionnaire of this name. Raises InputError where none is shipped under it."""
    if name not in shipped():
        raise InputError(f"There is no questionnaire {name!r}; use {', '.join(shipped())}.")
    return from_bytes((_SHIPPED / f"{name}.yaml").read_bytes(), f"{name}.yaml")


@cache
def newest(group: Group) -> Questionnaire:
    """The newest version of what a group is asked: that with the highest number."""
    found = [load(name) for name in shipped()]
    ours = [one for one in found if one.group is group]
    return max(ours, key=lambda one: int(one.id.rpartition("-")[2]))


@cache
def pages() -> Mapping[str, Wording]:
    """The words of the survey's own pages, by their name."""
    document = read_document(_PAGES.read_bytes(), "pages.yaml")
    given: dict[str, dict[str, str]] = document.data  # type: ignore[assignment]  # our own file
    found = {name: _Said.model_validate(words).wording() for name, words in given.items()}
    return MappingProxyType(found)


def from_bytes(content: bytes, source: str) -> Questionnaire:
    """The questionnaire in a file's content. Raises ManyProblems with every fault of it."""
    document = read_document(content, source)
    row = parsed(document, QuestionnaireFile)
    problems: list[Problem] = []
    parts = tuple(
        Part(heading=part.heading.wording(), questions=_questions(row, part, problems))
        for part in row.parts
    )
    if fault := ManyProblems.unless_empty(source, problems):
        raise fault
    try:
        return Questionnaire(
            id=row.id,
            group=row.group,
            title=row.title.wording(),
            opening=tuple(said.wording() for said in row.opening),
            parts=parts,
            help_lines=tuple(said.wording() for said in row.help_lines),
            standing=row.standing,
            welsh_standing=row.welsh_standing,
            views=tuple(one.reading() for one in row.views),
        )
    except InputError as error:
        raise ManyProblems(source, (Problem(where=row.id, reason=str(error)),)) from error


def _questions(
    row: QuestionnaireFile, part: _Part, problems: list[Problem]
) -> tuple[Question, ...]:
    found = []
    for one in part.questions:
        if one.scale and one.scale not in row.scales:
            reason = f"uses the scale {one.scale!r}, which the file does not have"
            problems.append(Problem(where=f"question {one.id}", reason=reason))
            continue
        rows = (*row.scales.get(one.scale, ()), *one.choices, *one.besides)
        try:
            question = Question(
                id=one.id,
                kind=one.kind,
                wording=one.words.wording(),
                hint=one.hint.wording() if one.hint else None,
                choices=tuple(choice.choice() for choice in rows),
            )
        except InputError as error:
            problems.append(Problem(where=f"question {one.id}", reason=str(error)))
        else:
            found.append(question)
    return tuple(found)
