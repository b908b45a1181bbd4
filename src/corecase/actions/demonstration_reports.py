"""Reports of invented services in the demonstration: published, under embargo, being checked.

Each is taken through the actions in the order in which people do it, on days that are over.
"""

from typing import Final

from corecase.actions import (
    corrections,
    demonstration_facts,
    demonstration_improvement,
    demonstration_invented,
    demonstration_publication,
    demonstration_writing,
    dispatches,
    distribution,
    programmes,
    report_texts,
)
from corecase.actions.demonstration_cast import Stage
from corecase.core import report_places
from corecase.core.calendar import next_working_day

LONGEST_AGO: Final = 150
PUBLISHED_AGO: Final = 50
CORRECTED_AGO: Final = 20
EMBARGO: Final = 4
CHECKED_SINCE: Final = 12
RECIPIENTS: Final = (
    ("Ren Recipient (demo)", "Invented council", "recipient@demo.example.org"),
    ("Rae Reader (demo)", "Invented board", "reader@demo.example.org"),
)
REASON: Final = "The first version said too little about how the invented service is organised."


def load(stage: Stage, *, seed: int, link: dispatches.Link) -> None:
    """Loads the inspections, the published one first: the others are compared with it.

    `link` makes the address of a copy under embargo from its secret.
    """
    begun = stage.before(LONGEST_AGO)
    programme = programmes.create(
        programmes.Draft(
            title="Demonstration reports",
            first_year=begun.today.year,
            last_year=begun.today.year + 2,
            regions=("Invented Region",),
            framework="cci-2009",
        ),
        by=begun.by("manager"),
        now=begun.now,
    )
    _published(stage.before(PUBLISHED_AGO), programme, seed)
    published = f"{programme}-nowhereby"
    demonstration_improvement.begin(stage, published, programme)
    _corrected(stage.before(CORRECTED_AGO), published)
    demonstration_improvement.follow(stage, published)
    _embargoed(stage, programme, seed + 1, link)
    _checked(stage, programme, seed + 2)


def _published(stage: Stage, programme: str, seed: int) -> None:
    """Nowhereby, of which the public reads the report."""
    day = demonstration_publication.usual_day(stage)
    drafted = stage.before(30)
    code = demonstration_invented.judged(drafted, programme, "nowhereby", seed=seed)
    demonstration_writing.write(drafted, code, published_on=day)
    demonstration_facts.settled(drafted, code)
    demonstration_publication.sign(stage, code, day)
    demonstration_publication.publish(demonstration_publication.release(stage, code))


def _corrected(stage: Stage, code: str) -> None:
    """A second version of it; the first stays where it is."""
    lead, now = stage.by("lead"), stage.now
    corrections.open_(code, reason=REASON, by=lead, now=now)
    words = report_texts.Words(text=f"{demonstration_writing.ORGANISED} A deputy was appointed.")
    report_texts.save(code, report_places.ORGANISATION, words, base=1, by=lead, now=now)
    demonstration_publication.sign(stage, code, demonstration_publication.usual_day(stage))
    demonstration_publication.publish(demonstration_publication.release(stage, code))


def _embargoed(stage: Stage, programme: str, seed: int, link: dispatches.Link) -> None:
    """Sampleford: signed, released for a day that is to come, and sent to two readers."""
    day = next_working_day(stage.after(EMBARGO).today)
    drafted = stage.before(30)
    code = demonstration_invented.judged(drafted, programme, "sampleford", seed=seed)
    demonstration_writing.write(drafted, code, published_on=day)
    demonstration_facts.settled(drafted, code)
    demonstration_publication.sign(stage, code, day)
    demonstration_publication.release(stage, code)
    manager, now = stage.by("manager"), stage.now
    for name, body, email in RECIPIENTS:
        entry = distribution.Entry(name=name, body=body, email=email)
        distribution.add(code, entry, by=manager, now=now)
    dispatches.send_all(code, link=link, by=manager, now=now)


def _checked(stage: Stage, programme: str, seed: int) -> None:
    """Exampleton: its service checks the draft, and much is left to be settled."""
    drafted = stage.before(CHECKED_SINCE)
    day = next_working_day(stage.after(2 * CHECKED_SINCE).today)
    code = demonstration_invented.judged(drafted, programme, "exampleton", seed=seed)
    demonstration_writing.write(drafted, code, published_on=day, but=("CCI-3.2",))
    demonstration_facts.unsettled(drafted, code)
    demonstration_facts.commented(drafted, code)
    demonstration_facts.unread(drafted, code)
