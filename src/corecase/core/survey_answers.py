"""Answers to a questionnaire, checked against it at the edge."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from corecase.core.questionnaires import Question, QuestionKind, Questionnaire
from corecase.core.vocabularies import Vocabulary

LONGEST: Final = 2000
"""The letters of an answer in one's own words."""

_DROPPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Control, direction and private characters: they print nothing, or print it another way round."""


class Fault(Vocabulary):
    """What is wrong with one answer, for a page to say in the respondent's language."""

    UNKNOWN = "UNKNOWN"
    TOO_MANY = "TOO_MANY"
    TOO_LONG = "TOO_LONG"
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What somebody answered: codes by question, and words by question. Never who."""

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was answered."""
        return not self.chosen and not self.texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Answers as they were sent, and what is wrong with them by question.

    The fault that nothing was answered stands under the first question.
    """

    answers: Answers
    faults: Mapping[str, Fault]


def read(questionnaire: Questionnaire, sent: Mapping[str, Sequence[str]]) -> Read:
    """What a page sent, by the identifier of the question; other fields are no answers.

    A faulty text is among the answers, so that nothing typed is lost; a choice that was never
    offered is not.
    """
    chosen: dict[str, tuple[str, ...]] = {}
    texts: dict[str, str] = {}
    faults: dict[str, Fault] = {}
    for question in questionnaire.questions:
        values = sent.get(question.id, ())
        if question.is_text:
            text = cleaned(" ".join(values))
            texts |= {question.id: text} if text else {}
            faults |= {question.id: Fault.TOO_LONG} if len(text) > LONGEST else {}
            continue
        known, fault = _chosen(question, values)
        chosen |= {question.id: known} if known else {}
        faults |= {question.id: fault} if fault else {}
    answers = Answers(chosen=MappingProxyType(chosen), texts=MappingProxyType(texts))
    if answers.is_empty and not faults:
        faults[questionnaire.questions[0].id] = Fault.NOTHING
    return Read(answers=answers, faults=MappingProxyType(faults))


def cleaned(text: str) -> str:
    """Words without what prints nothing; lines stay lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (c for c in lines if c == "\n" or unicodedata.category(c) not in _DROPPED)
    return "".join(kept).strip()


def _chosen(question: Question, values: Sequence[str]) -> tuple[tuple[str, ...], Fault | None]:
    codes = [choice.code for choice in question.choices]
    known = tuple(code for code in codes if code in values)
    if len(known) < len(set(values) - {""}):
        return known, Fault.UNKNOWN
    if len(known) > 1 and question.kind is not QuestionKind.SEVERAL:
        return (), Fault.TOO_MANY
    apart = [code for code in known if not question.choice(code).counts]
    return (known, Fault.TOO_MANY) if apart and len(known) > 1 else (known, None)
