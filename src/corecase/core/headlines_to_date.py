"""A headline to date: what is known of all services, what was said then, and how it went on."""

from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from corecase.core.figures import round_half_up
from corecase.core.periods import written_span
from corecase.core.published_scores import PublishedContext, PublishedScore, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the record holds of a headline in whole percent: lowest, average and highest.

    The average is the mean of the printed percentages, a service each, halves rounded up.
    """

    n_services: int
    lowest: int
    average: int
    highest: int

    @property
    def words(self) -> str:
        """`"lowest 38%, average 47%, highest 65%; 5 services"`."""
        n = self.n_services
        return (
            f"lowest {self.lowest}%, average {self.average}%, highest {self.highest}%; "
            f"{n} service{'s' * (n != 1)}"
        )


def known(record: Record, headline: str, *, inspected_by: date | None = None) -> Known | None:
    """The first inspections of all services of the record; None where no percentage is told.

    `inspected_by` leaves out what is not known to have been inspected by a day: whose month of
    inspection is printed counts from its end, anything else from the day of its source.
    """
    found = []
    for name in record.services():
        told = record.latest(name, headline, counts_reinspections=False)
        if told is None or told.score is None or told.score.percent is None:
            continue
        if inspected_by is None or _seen_by(told.score, inspected_by):
            found.append(told.score.percent)
    if not found:
        return None
    return Known(
        n_services=len(found),
        lowest=min(found),
        average=round_half_up(Fraction(sum(found), len(found))),
        highest=max(found),
    )


def _seen_by(score: PublishedScore, day: date) -> bool:
    period = written_span(score.inspected) or score.source.published
    return period.is_over_by(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidThen:
    """What a source said of a headline to date, beside what is known now of the same days.

    `known_now` are the services that are known now and were inspected by then; None for none.
    `is_newest` marks what the newest source says.
    """

    said: PublishedContext
    known_now: Known | None
    is_newest: bool

    @property
    def now_words(self) -> str:
        """What is known now of the same days, or that no service is."""
        return self.known_now.words if self.known_now else "no service known"


def said_then(record: Record, headline: str) -> tuple[SaidThen, ...]:
    """Each figure to date as it was printed, the earliest first, beside what is known now."""
    contexts = sorted(
        (one for one in record.contexts if one.headline == headline),
        key=lambda one: (one.source.published.last, one.source.title),
    )
    newest = {id(one) for one in record.context(headline)}
    return tuple(
        SaidThen(
            said=one,
            known_now=known(record, headline, inspected_by=one.source.published.last),
            is_newest=id(one) in newest,
        )
        for one in contexts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A headline at the end of a year: the services known so far, and what was last printed.

    `in_year` are the services whose scores became known in that year alone.
    """

    year: int
    in_year: Known | None
    to_date: Known | None
    printed_average: int | None


def trend(record: Record, headline: str) -> tuple[Year, ...]:
    """A headline year by year over a programme, from the first year told of to the last."""
    ends = [s.source.published.last.year for s in record.scores if s.headline == headline]
    ends += [c.source.published.last.year for c in record.contexts if c.headline == headline]
    if not ends:
        return ()
    return tuple(_year(record, headline, year) for year in range(min(ends), max(ends) + 1))


def _year(record: Record, headline: str, year: int) -> Year:
    by_then = record.as_at(date(year, 12, 31))
    within = tuple(s for s in by_then.scores if s.source.published.last.year == year)
    averages = {c.average for c in by_then.context(headline)} - {None}
    return Year(
        year=year,
        in_year=known(replace(by_then, scores=within), headline),
        to_date=known(by_then, headline),
        # Where the newest sources differ none is chosen.
        printed_average=averages.pop() if len(averages) == 1 else None,
    )
