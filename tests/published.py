"""Invented services with published scores, for tests of what may be said of them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from corecase.core.periods import written_period
from corecase.core.published_scores import PublishedContext, PublishedScore, Record, Source
from corecase.core.series import Scope
from corecase.statistics.standing_among import Comparing

LABELS = {"safeguarding": "Safeguarding", "risk_of_harm": "Risk of Harm"}
AS_AT = date(2012, 6, 30)


def source(title: str = "invented paper", published: str = "2012", **told: Any) -> Source:
    """A source, known from a day, a month or a year."""
    period = written_period(published)
    assert period is not None
    return Source(title=title, published=period, **told)


def score(service: str, percent: int | None, **told: Any) -> PublishedScore:
    """A score of an invented service for Safeguarding in May 2012, on 38 cases."""
    made: dict[str, Any] = {
        "headline": "safeguarding",
        "source": source(published="2012-05"),
        "programme": "CCI",
        "region": "North",
        "n_cases": 38,
    }
    return PublishedScore(service=service, percent=percent, **(made | told))


def context(average: int | None = 67, **told: Any) -> PublishedContext:
    """The comparators of Safeguarding as a paper of June 2012 prints them."""
    made: dict[str, Any] = {
        "headline": "safeguarding",
        "source": source("invented context", published="2012-06"),
        "scope": "services so far",
        "lowest": 38,
        "highest": 91,
    }
    return PublishedContext(average=average, **(made | told))


def comparing(
    *scores: PublishedScore, contexts: tuple[PublishedContext, ...] = (), **told: Any
) -> Comparing:
    """Anytown among those scores, as at the end of June 2012."""
    made: dict[str, Any] = {
        "record": Record(scores=scores, contexts=contexts),
        "service": "Anytown",
        "as_at": AS_AT,
        "headlines": {"safeguarding": "Safeguarding"},
    }
    return Comparing(**(made | told))


def region(percents: Mapping[str, int], **told: Any) -> Comparing:
    """Anytown in a region of which every service has a score on 38 cases."""
    scores = [score(service, percent) for service, percent in percents.items()]
    return comparing(*scores, scope=Scope.REGION, n_services=len(percents), **told)
