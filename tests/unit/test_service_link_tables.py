"""Links of services in from a table."""

from pathlib import Path

import pytest

from corecase.core.errors import InputError, ManyProblems
from corecase.core.service_links import LinkKind
from corecase.exchange.service_links import read

HEADINGS = "service,kind,other,since,source,standing"


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "links.csv"
    path.write_text("\n".join(lines))
    return path


def test_a_table_of_links_may_say_until_when(tmp_path: Path) -> None:
    path = table(tmp_path, f"{HEADINGS},until", "Joint,COVERS,Place,2010,paper,verified,2014")
    (link,) = read(path)
    assert (link.kind, link.until, link.standing) == (LinkKind.COVERS, "2014", "verified")


def test_every_fault_of_it_is_said_with_its_row(tmp_path: Path) -> None:
    rows = ("A,FOLLOWS,B,,p,", "A,MARRIED,B,,p,", "A,FOLLOWS,A,,p,", ",FOLLOWS,B,,p,")
    with pytest.raises(ManyProblems) as raised:
        read(table(tmp_path, HEADINGS, *rows))
    assert [(one.where, one.reason[:20]) for one in raised.value.problems] == [
        ("row 3", "kind is FOLLOWS or C"),
        ("row 4", "A link is between tw"),
        ("row 5", "A link needs two ser"),
    ]


def test_a_table_of_something_else_is_no_table_of_links(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="and no others"):
        read(table(tmp_path, f"{HEADINGS},hue", "A,FOLLOWS,B,,p,,red"))
