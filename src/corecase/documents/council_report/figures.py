"""Figures of a council report in words: scores, what the bands mean, what may be compared."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from corecase.core.claims import Allowed
from corecase.core.council_facts import Fieldwork
from corecase.core.council_reports import CouncilReport, band_of
from corecase.core.council_sentences import gathered
from corecase.documents.council_report.phrases import called
from corecase.documents.model import Blank, Spans, Text, words

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def scores(report: CouncilReport) -> tuple[Spans, ...]:
    """Each headline with its score as printed and its band."""
    return tuple(
        (Text(f"{one.title}: "), *_score(report, one.id)) for one in report.framework.headlines
    )


def _score(report: CouncilReport, headline: str) -> Spans:
    score = report.score(headline)
    if score is None:
        return (Blank("the score is not known"),)
    band = _band_words(report, band_of(report, headline))
    if score.percent is None:
        return (Text(f"{band} (no percentage is printed)"),)
    said = Text(f"{score.percent}%", "strong")
    return (said, Text(f", {band}")) if band else (said,)


def outcome(report: CouncilReport) -> tuple[Spans, ...]:
    """How many headlines fell in each band, and which; the highest band first."""
    sentences = []
    for band in sorted(report.framework.bands, key=lambda one: -one.from_percent):
        titles = [h.title for h in report.framework.headlines if band_of(report, h.id) == band.id]
        if titles:
            noun = "headline was" if len(titles) == 1 else "headlines were"
            number = _number(len(titles)).capitalize()
            sentences.append(words(f"{number} {noun} judged {band.label}: {_and(titles)}."))
    return tuple(sentences)


def bands(report: CouncilReport) -> tuple[Spans, ...]:
    """What each band means, from the lowest: the scores that fall in it."""
    ordered = sorted(report.framework.bands, key=lambda one: one.from_percent)
    found = []
    for band, following in pairwise([*ordered, None]):
        assert band is not None  # noqa: S101 - only the last of the pairs is open
        if following is None:
            scores = f"{band.from_percent} and over"
        elif not band.from_percent:
            scores = f"{following.from_percent - 1} and below"
        else:
            scores = f"{band.from_percent} to {following.from_percent - 1}"
        found.append(words(f"{band.label} (scores of {scores})"))
    return tuple(found)


def comparison(report: CouncilReport, allowed: Sequence[Allowed]) -> tuple[Spans, ...]:
    """The sentences that the figures bear; a blank where none is asked."""
    if not allowed:
        return ((Blank("a comparison, where the council wants one"),),)
    labels = {one.id: one.title for one in report.framework.headlines}
    return tuple(words(sentence) for sentence in gathered(allowed, labels))


def assumed(allowed: Sequence[Allowed]) -> str:
    """What the sentences rest on beside printed figures; empty where they rest on no more."""
    found = dict.fromkeys(said for one in allowed if one.chance for said in one.assumptions)
    return f"These sentences rest on assumptions: {'; '.join(found)}." if found else ""


def inspected(report: CouncilReport) -> tuple[Spans, ...]:
    """How the inspection was done, a sentence for each thing that is known of it."""
    inspection, work = report.inspection, report.inspection.fieldwork
    found = []
    if inspection.n_cases:
        found.append(
            f"The inspection looked at {inspection.n_cases} cases of {called(inspection)}."
        )
    found += _fieldwork(work)
    if work.respondents:
        groups = [f"{returned} {group}" for group, returned in work.respondents]
        found.append(f"Its questionnaires were answered by {_and(groups)}.")
    return tuple(map(words, found)) or ((Blank("how the inspection was done"),),)


def _fieldwork(work: Fieldwork) -> Iterator[str]:
    on_site = []
    if work.n_team is not None:
        on_site.append(f"a team of {work.n_team}")
    if work.n_local_assessors is not None:
        on_site.append(f"{work.n_local_assessors} local assessors from other services")
    if on_site:
        days = f", over {work.n_days} days" if work.n_days else ""
        yield f"It was done by {' with '.join(on_site)}{days}."
    if work.n_interviews is not None:
        yield f"Case managers were interviewed {work.n_interviews} times."
    if work.n_alerts is not None:
        one = "alert was" if work.n_alerts == 1 else "alerts were"
        yield f"{_number(work.n_alerts).capitalize()} {one} raised about the safety of anybody."


def _band_words(report: CouncilReport, band_id: str | None) -> str:
    labels = {band.id: band.label for band in report.framework.bands}
    return labels.get(band_id or "", band_id or "")


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _and(names: Sequence[str]) -> str:
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)
