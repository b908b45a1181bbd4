"""Results of a survey: how many chose what, in counts and words, and never of one person."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from corecase.core.case_managers import ViewFigure
from corecase.core.figures import Figure, printed_share
from corecase.core.findings import SMALL_BASE
from corecase.core.inspections import SurveyStatement
from corecase.core.questionnaires import Choice, Question, Questionnaire, ViewReading
from corecase.core.survey_figures import SurveyFigure
from corecase.core.words import number_in_words, opening_number


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How many chose one answer, of those whose answer to the question counts."""

    choice: Choice
    figure: Figure

    @property
    def words(self) -> str:
        """As a person reads it: `"18 of 22 (82%, few answers)"`; a count alone below 20."""
        return SurveyFigure(figure=self.figure).words.partition(";")[0]

    @property
    def interval(self) -> str:
        """Wilson's interval in whole percentages, empty below the base for percentages."""
        if not SurveyFigure(figure=self.figure).gives_percentage:
            return ""
        found = SurveyFigure(figure=self.figure).interval()
        return f"{printed_share(found.low)} to {printed_share(found.high)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The answers to one question. `base` are those that count, `n_apart` the others."""

    question: Question
    lines: tuple[Line, ...]
    base: int
    n_apart: int

    @property
    def is_small(self) -> bool:
        """Whether so few answered that a person confirms each statement about it."""
        return 0 < self.base < SMALL_BASE

    @property
    def words(self) -> str:
        """What was said, the count in words: `"Eighteen said “Yes, mostly”; four said …."`

        Empty where nobody's answer counts.
        """
        said = [line for line in self.lines if line.figure.count]
        pieces = [
            f"{opening_number(line.figure.count) if place == 0 else _number(line.figure.count)} "
            f"said “{line.choice.wording.english}”"
            for place, line in enumerate(said)
        ]
        return f"{'; '.join(pieces)}." if pieces else ""

    def statement(self, code: str) -> SurveyStatement:
        """What a report says of one answer. Raises KeyError for a code that does not count."""
        line = {line.choice.code: line for line in self.lines}[code]
        asked, said = self.question.wording.english, line.choice.wording.english
        return SurveyStatement(text=f"said “{said}” when asked “{asked}”", figure=line.figure)


def tallies(
    questionnaire: Questionnaire, answers: Iterable[Mapping[str, Sequence[str]]]
) -> tuple[Tally, ...]:
    """The answers of a survey, question by question; those in one's own words are not counted."""
    kept = list(answers)
    return tuple(_tallies(questionnaire, kept))


def view_figures(
    questionnaire: Questionnaire, answers: Iterable[Mapping[str, Sequence[str]]]
) -> tuple[ViewFigure, ...]:
    """The answers of a survey as those to a framework's questions, each person counted once.

    Whoever leaves one question of a view out, or would rather not say, stands in no base of it.
    """
    kept = list(answers)
    return tuple(
        ViewFigure(id=reading.view, figure=figure)
        for reading in questionnaire.views
        if (figure := _view_figure(questionnaire, reading, kept)).is_applicable
    )


def _view_figure(
    questionnaire: Questionnaire,
    reading: ViewReading,
    answers: list[Mapping[str, Sequence[str]]],
) -> Figure:
    counting = [
        (asked, {choice.code for choice in questionnaire.question(asked).choices if choice.counts})
        for asked in reading.questions
    ]
    said = [
        all(reading.yes.intersection(answer[asked]) for asked, _ in counting)
        for answer in answers
        if all(codes.intersection(answer.get(asked, ())) for asked, codes in counting)
    ]
    return Figure(count=said.count(True), out_of=len(said))


def _tallies(
    questionnaire: Questionnaire, answers: list[Mapping[str, Sequence[str]]]
) -> Iterator[Tally]:
    for question in questionnaire.questions:
        if question.is_text:
            continue
        counting = {choice.code for choice in question.choices if choice.counts}
        given = [set(answer[question.id]) for answer in answers if answer.get(question.id)]
        base = sum(bool(codes & counting) for codes in given)
        chosen = Counter(code for codes in given for code in codes)
        lines = tuple(
            Line(choice=choice, figure=Figure(count=chosen[choice.code], out_of=base))
            for choice in question.choices
            if choice.counts and base
        )
        yield Tally(question=question, lines=lines, base=base, n_apart=len(given) - base)


def _number(count: int) -> str:
    """A number within a sentence, in words up to ninety-nine."""
    return opening_number(count).lower() if count < 100 else number_in_words(count)
