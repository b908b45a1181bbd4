"""A questionnaire as a page shows it: to be answered, checked, or typed in from paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Protocol

from corecase.core.questionnaires import Question, QuestionKind, Questionnaire, Wording
from corecase.core.survey_answers import LONGEST, Answers, Fault, Read

NOTHING: Final = Read(answers=Answers(), faults={})
"""A page on which nothing is answered yet."""


class Speaker(Protocol):
    """Says words in the language of whoever reads."""

    def said(self, wording: Wording) -> str:
        """The words for this reader."""

    def fault(self, fault: Fault) -> str:
        """What is wrong with an answer, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer to choose."""

    code: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One question with what was answered. `error` is empty where nothing is wrong."""

    id: str
    kind: str
    words: str
    hint: str
    options: tuple[Option, ...]
    text: str
    error: str

    @property
    def answers(self) -> tuple[str, ...]:
        """What was answered, as the person reads it; empty where it was left out."""
        chosen = tuple(option.words for option in self.options if option.chosen)
        return (*chosen, self.text) if self.text else chosen

    @property
    def values(self) -> tuple[str, ...]:
        """What was answered, as a form sends it."""
        chosen = tuple(option.code for option in self.options if option.chosen)
        return (*chosen, self.text) if self.text else chosen

    @property
    def target(self) -> str:
        """Where the summary of errors leads: to the first control of the question."""
        return f"#{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Questions under one heading."""

    heading: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All questions of a questionnaire, for one reader."""

    parts: tuple[Part, ...]
    longest: int = LONGEST

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every question in its order."""
        return tuple(field for part in self.parts for field in part.fields)

    @property
    def faulty(self) -> tuple[Field, ...]:
        """The questions whose answers have to be put right."""
        return tuple(field for field in self.fields if field.error)


def form(questionnaire: Questionnaire, speech: Speaker, found: Read = NOTHING) -> Form:
    """The questions in the words of a reader, with what was answered and what is wrong."""
    return Form(
        parts=tuple(
            Part(
                heading=speech.said(part.heading),
                fields=tuple(_fields(part.questions, speech, found)),
            )
            for part in questionnaire.parts
        )
    )


def without_faults(found: Read) -> Read:
    """The same answers, to be changed and not yet to be put right."""
    return Read(answers=found.answers, faults={})


def _fields(questions: tuple[Question, ...], speech: Speaker, found: Read) -> Iterator[Field]:
    for question in questions:
        chosen = found.answers.chosen.get(question.id, ())
        fault = found.faults.get(question.id)
        kind = QuestionKind.ONE if question.kind is QuestionKind.YES_NO else question.kind
        yield Field(
            id=question.id,
            kind=kind.value,
            words=speech.said(question.wording),
            hint=speech.said(question.hint) if question.hint else "",
            options=tuple(
                Option(
                    code=choice.code,
                    words=speech.said(choice.wording),
                    chosen=choice.code in chosen,
                )
                for choice in question.choices
            ),
            text=found.answers.texts.get(question.id, ""),
            error=speech.fault(fault) if fault else "",
        )
