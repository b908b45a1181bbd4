"""Editions: the fixed words of a programme's report and the order of its chapters, as data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType
from typing import Final, Literal

from corecase.core.errors import InputError
from corecase.core.intervals import LEVELS
from corecase.core.sentences import Kind

CHAPTERS: Final = (
    *("foreword", "acknowledgements", "contents", "scoring", "recommendations", "next"),
    *("users", "practice", "sections"),
    *("summary", "context", "sample", "data", "role", "glossary"),
)
"""The chapters of a report in the order of the published ones."""

ESSENTIAL: Final = ("recommendations", "sections", "data")
"""No report is without these: what was found, what follows from it, and on what it rests."""

Form = Literal["report", "letter"]
"""A full report under a cover, or a letter to a service."""

LETTER_CHAPTERS: Final = (
    *("purpose", "context", "summary", "commentary", "strengths", "areas", "closing", "copies"),
    "data",
)
"""The parts of a letter in the order of the published ones, with our annex behind them."""

LETTER_ESSENTIAL: Final = ("commentary", "areas")
"""No letter is without these: what was found, and what follows from it."""

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "and": " and ",
        "bands.from": "{band} (from {percent}%)",
        "beside": "In the cases themselves: ",
        "case manager": "case manager",
        "case managers": "case managers",
        "cases": "{n} cases",
        "cases.one": "{n} case",
        "chart.headlines": "Headlines",
        "chart.sample": "The sample of {cases} cases",
        "chart.sample.axis": "Percentage of the sample",
        "chart.scores": "Scores of {service}",
        "chart.section": "Section as a whole",
        "chart.uncertainty": "Scores of {service}, with their intervals",
        "chart.uncertainty.axis": "Percentage; the line is the interval, the dot the estimate",
        "column.answered": "Answered",
        "column.applicable": "Applicable",
        "column.asked": "What was asked",
        "column.at best": "If all missing were sufficient",
        "column.at worst": "If all missing were insufficient",
        "column.attribute": "Attribute",
        "column.band chance": "Probability of its comment",
        "column.cases": "Cases",
        "column.change": "Since the previous period",
        "column.comment": "Comment",
        "column.comparator": "Comparator",
        "column.counted": "Counted",
        "column.criterion": "Criterion",
        "column.counts": "Counts, of {cases}",
        "column.indicator": "Indicator",
        "column.interval": "Interval",
        "column.item": "Item",
        "column.judgements": "Judgements",
        "column.judged": "What was judged",
        "column.name": "Name",
        "column.percentage": "Percentage",
        "column.period": "Period",
        "column.previous": "Previous period",
        "column.question": "Question",
        "column.remark": "Remark",
        "column.role": "Role",
        "column.score": "Score",
        "column.share": "Share",
        "column.sufficient": "Sufficient",
        "column.value": "Value",
        "column.words": "Words",
        "column.yes": "Yes",
        "definition": "{indicator} (definition: {definition})",
        "isbn": "ISBN: ",
        "not applicable": "not applicable: nothing that was judged applies",
        "number.criterion": "{number}",
        "number.paragraph": "{section}.{number}.",
        "number.section": "{number}.",
        "points": "{n} points",
        "points.one": "{n} point",
        "print": "Note: ",
        "proposed": "proposed",
        "remark.close": "close to the boundary with {band}",
        "remark.few": "too few cases for an interval",
        "remark.probable": "probably {band}",
        "remark.weighted": "weighted: {percent}",
        "respondent": "respondent",
        "respondents": "respondents",
        "rule.exact": "exact score",
        "rule.printed": "printed percentage",
        "section": "Section: {section}",
        "services": " ({n} services)",
        "services.one": " ({n} service)",
        "services.unknown": " (the number of services is not stated)",
        "table.indicators": "{title}: indicators",
        "table.missing": "Scores if the missing cases had been assessed",
        "table.sample": "The sample, by attribute",
        "table.scores": "Scores, with the judgements behind them",
        "table.team": "The inspection team",
        "table.uncertainty": "Scores, with how sure they are",
        "table.uncertainty.weighted": (
            "Weighted: the groups of cases were not drawn alike. The percentage behind this word "
            "counts each group with its share of all cases, and the interval lies around it."
        ),
        "table.words": "Words for proportions",
        "to summary": "Go to Appendix 1.",
        "unfinished": (
            "{cases} more have some of their answers, which count in the scores and in no interval."
        ),
        "unfinished.one": (
            "{cases} more has some of its answers, which count in the scores and in no interval."
        ),
        "unknown": "not known",
        "weeks": "{n} weeks",
        "weeks.one": "{n} week",
    }
)
"""The small words of a report, which an edition may replace one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedent:
    """An overall phrase that a published report used, and where; blank where it is not known."""

    phrase: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UncertaintyAnnex:
    """The annex that says how sure the scores are, behind the last chapter.

    `level` is that of its intervals. `target` says what they are about: the whole caseload, or
    the practice of the service of which this caseload is an example. `without_scores` puts the
    annex into the reports of a programme that prints no scores, too.
    """

    level: float = 0.95
    target: Literal["caseload", "practice"] = "caseload"
    without_scores: bool = False

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            levels = ", ".join(f"{level:.2f}" for level in LEVELS)
            raise InputError(f"A level of {self.level:g} is not printed; use one of {levels}.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The headings, fixed paragraphs and glossary of one programme's report.

    `cover` holds lines with their language ("cy", "en-GB"). Texts and words carry `{names}`
    that the builder fills. `findings` says which of strengths and areas for improvement stands
    first; `overall` lists the precedents for the overall phrase. `uncertainty` is None for an
    edition without that annex, as every edition was before there was one. `form` is what its
    texts and chapters are for.
    """

    id: str
    cover: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    glossary: Mapping[str, str]
    chapters: tuple[str, ...] = CHAPTERS
    findings: tuple[Kind, ...] = ("strength", "area")
    words: Mapping[str, str] = field(default_factory=dict)
    overall: tuple[Precedent, ...] = ()
    uncertainty: UncertaintyAnnex | None = None
    form: Form = "report"

    def __post_init__(self) -> None:
        check_chapters(self.chapters, self.form)
        check_words(self.words)
        if self.form == "letter" and self.uncertainty:
            raise InputError(
                "A letter has no annex of intervals, which are percentages; take uncertainty away."
            )
        if sorted(self.findings) != ["area", "strength"]:
            raise InputError("The order of findings names strength and area, each once.")

    def text(self, key: str, /, **values: str) -> str:
        """The fixed words under a key, filled. Raises InputError naming what is missing."""
        if key not in self.texts:
            raise InputError(f"Edition {self.id} has no text {key!r}; add it to its file.")
        return self._filled("Text", key, self.texts[key], values)

    def word(self, key: str, /, **values: str) -> str:
        """A small word under a key of `WORDS`, filled; the edition's own where it has one."""
        return self._filled("Word", key, self.words.get(key, WORDS[key]), values)

    def _filled(self, kind: str, key: str, text: str, values: Mapping[str, str]) -> str:
        try:
            return text.format(**values)
        except KeyError as missing:
            raise InputError(
                f"{kind} {key!r} of edition {self.id} asks for {missing}, which is not known there."
            ) from None
        except (ValueError, IndexError, AttributeError):
            raise InputError(
                f"{kind} {key!r} of edition {self.id} has braces that hold no name; write a name "
                "such as {service} in them, or double them to print them."
            ) from None


def chapters_of(form: Form) -> tuple[str, ...]:
    """The chapters that a report of this form can have, in the order of the published ones."""
    return LETTER_CHAPTERS if form == "letter" else CHAPTERS


def check_chapters(chapters: tuple[str, ...], form: Form = "report") -> None:
    """Raises InputError for a chapter that no report has, one that stands twice or is missing."""
    known = chapters_of(form)
    for name in chapters:
        if name not in known:
            raise InputError(f"{name!r} is no chapter of a {form}; use {', '.join(known)}.")
        if chapters.count(name) > 1:
            raise InputError(f"The chapter {name!r} stands twice; keep one of them.")
    for name in LETTER_ESSENTIAL if form == "letter" else ESSENTIAL:
        if name not in chapters:
            raise InputError(f"The chapter {name!r} is missing; every {form} has it.")


def check_words(words: Mapping[str, str]) -> None:
    """Raises InputError for a word that no report uses."""
    for key in words:
        if key not in WORDS:
            near = get_close_matches(key, WORDS, n=1)
            advice = f"did you mean {near[0]}?" if near else "remove it."
            raise InputError(f"{key!r} is no word of a report; {advice}")
