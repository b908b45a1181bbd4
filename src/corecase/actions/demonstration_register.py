"""The register of printed facts in the demonstration: what ships, and what a second person is for.

A fact and a link wait that the programme manager decided about; the chief inspector releases
them, or sends them back. Both are invented and say so.
"""

from typing import Final

from corecase.actions import (
    printed_fact_imports,
    printed_fact_reviews,
    printed_texts,
    service_links,
)
from corecase.actions.demonstration_cast import Stage
from corecase.core.service_links import Link, LinkKind

NAME: Final = "invented-council-paper.csv"
SOURCE: Final = "Invented council paper of the demonstration"
TABLE: Final = f"""\
service,measure,value,unit,programme,inspected,published,standing,source,place,read_from
Anyborough,headline:safeguarding,61,%,Demonstration inspections,May 2021,July 2021,invented,\
{SOURCE},page 2,Safeguarding in Anyborough stood at 61% (invented)
"""
LINK: Final = Link(
    service="Nowhereby and Sampleford",
    kind=LinkKind.COVERS,
    other="Nowhereby",
    since="April 2022",
    source=SOURCE,
    standing="invented",
)


def load(stage: Stage) -> None:
    """What comes with Corecase, public at once; then a fact and a link that wait."""
    manager, now = stage.by("manager"), stage.now
    printed_fact_imports.ship(now=now)
    number = printed_texts.upload(NAME, TABLE.encode(), by=manager, now=now)
    printed_fact_reviews.take_certain(number, seen=1, by=manager, now=now)
    service_links.enter(LINK, by=manager, now=now)
