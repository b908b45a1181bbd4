"""Questionnaires: parts, questions and the answers to choose from, in each of their wordings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from corecase.core.errors import InputError
from corecase.core.surveys import Group
from corecase.core.vocabularies import Vocabulary


class Language(StrEnum):
    """A language that respondents can choose."""

    ENGLISH = "en"
    WELSH = "cy"


class QuestionKind(Vocabulary):
    """How a question is answered."""

    ONE = "ONE"
    SEVERAL = "SEVERAL"
    YES_NO = "YES_NO"
    TEXT = "TEXT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """Words for one thing: plain, easy to read, and each in Welsh where there is one.

    Raises InputError where there are no plain English words.
    """

    english: str
    easy: str = ""
    welsh: str = ""
    welsh_easy: str = ""

    def __post_init__(self) -> None:
        if not self.english.strip():
            raise InputError("A wording needs English words.")

    def said(self, language: Language = Language.ENGLISH, *, easy: bool = False) -> str:
        """The words for a reader; where there is no easier wording, or no Welsh, the next best."""
        if language is Language.WELSH and self.welsh:
            return self.welsh_easy if easy and self.welsh_easy else self.welsh
        return self.easy if easy and self.easy else self.english


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An answer to choose. `counts` is false for one that says that the question does not apply,
    or that the person would rather not say: it stands in no base.
    """

    code: str
    wording: Wording
    counts: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question. Nobody has to answer it.

    Raises InputError for choices that do not fit its kind: none for a text, two or more for
    others, `yes` and `no` to count for a yes/no question, each code once.
    """

    id: str
    kind: QuestionKind
    wording: Wording
    hint: Wording | None = None
    choices: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        codes = [choice.code for choice in self.choices]
        counting = {choice.code for choice in self.choices if choice.counts}
        if len(set(codes)) < len(codes):
            raise InputError(f"Question {self.id} has one answer twice; take one out.")
        if self.kind is QuestionKind.TEXT and codes:
            raise InputError(f"Question {self.id} is answered in words; take its answers out.")
        if self.kind is not QuestionKind.TEXT and len(counting) < 2:
            raise InputError(f"Question {self.id} needs two or more answers that count.")
        if self.kind is QuestionKind.YES_NO and counting != {"yes", "no"}:
            raise InputError(f"Question {self.id} is answered by yes and no, and by no other.")

    def choice(self, code: str) -> Choice:
        """The answer with this code. Raises KeyError where there is none."""
        return {choice.code: choice for choice in self.choices}[code]

    @property
    def is_text(self) -> bool:
        """Whether it is answered in the person's own words."""
        return self.kind is QuestionKind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Questions under one heading."""

    heading: Wording
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewReading:
    """How answers are read as a question that a framework asks case managers, `view`.

    A person answers it by answering every one of `questions`, and says yes by choosing one of
    `yes` at each.
    """

    view: str
    questions: tuple[str, ...]
    yes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questionnaire:
    """What one group is asked, in one version, which never changes once it was used.

    `standing` says whose words these are; `welsh_standing` how far the Welsh can be relied on.
    `help_lines` are where somebody finds help; `views` what is also read as an answer to a
    framework. Raises InputError for no questions, for one identifier twice, for Welsh that is
    there in part only, and for a view of a question or an answer that is not here.
    """

    id: str
    group: Group
    title: Wording
    opening: tuple[Wording, ...]
    parts: tuple[Part, ...]
    help_lines: tuple[Wording, ...] = ()
    standing: str = ""
    welsh_standing: str = ""
    views: tuple[ViewReading, ...] = ()

    def __post_init__(self) -> None:
        ids = [question.id for question in self.questions]
        if not ids:
            raise InputError(f"Questionnaire {self.id} has no questions.")
        if len(set(ids)) < len(ids):
            raise InputError(f"Questionnaire {self.id} has one question twice; rename one.")
        in_welsh = {bool(wording.welsh) for wording in self.wordings()}
        if len(in_welsh) > 1:
            lacking = next(one.english for one in self.wordings() if not one.welsh)
            raise InputError(f"Questionnaire {self.id} has no Welsh for “{lacking}”.")
        if in_welsh == {True} and not self.welsh_standing:
            raise InputError(f"Questionnaire {self.id} has to say how far its Welsh was checked.")
        for reading in self.views:
            self._check(reading)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in its order."""
        return tuple(question for part in self.parts for question in part.questions)

    @property
    def languages(self) -> tuple[Language, ...]:
        """The languages in which it can be answered."""
        return tuple(Language) if self.title.welsh else (Language.ENGLISH,)

    def has_easy(self, language: Language) -> bool:
        """Whether anything is easier to read in this language when that is chosen."""
        return any(one.said(language, easy=True) != one.said(language) for one in self.wordings())

    @property
    def lacks_easy_welsh(self) -> bool:
        """Whether easy words are there in English only, though plain ones are there in Welsh."""
        english = self.has_easy(Language.ENGLISH)
        return Language.WELSH in self.languages and english and not self.has_easy(Language.WELSH)

    def question(self, question_id: str) -> Question:
        """The question with this identifier. Raises KeyError where there is none."""
        return {question.id: question for question in self.questions}[question_id]

    def wordings(self) -> Iterator[Wording]:
        """Every wording, from the title on."""
        yield self.title
        yield from self.opening
        yield from self.help_lines
        for part in self.parts:
            yield part.heading
            for question in part.questions:
                yield from _wordings(question)

    def _check(self, reading: ViewReading) -> None:
        counting = {
            one.id: {choice.code for choice in one.choices if choice.counts}
            for one in self.questions
        }
        for asked in reading.questions:
            if not reading.yes & counting.get(asked, set()):
                raise InputError(
                    f"View {reading.view} is read from {asked!r}, where nobody can say yes; name a "
                    "question of the file and its answers."
                )


def _wordings(question: Question) -> Sequence[Wording]:
    hint = () if question.hint is None else (question.hint,)
    return (question.wording, *hint, *(choice.wording for choice in question.choices))
