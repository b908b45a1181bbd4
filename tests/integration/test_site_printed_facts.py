"""The register of printed facts: brought in from files, and what stands of it for anybody."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from corecase.actions import printed_fact_imports as imports
from corecase.actions import printed_fact_releases as releases
from corecase.actions import printed_facts
from corecase.core.errors import InputError, ManyProblems
from corecase.core.fact_conflicts import Ground
from corecase.core.people import OPERATOR, Role
from corecase.core.printed_facts import PrintedFact
from corecase.exchange.printed_facts import COLUMNS, ReadFact, row_of
from corecase.store.cases.models import Event
from corecase.store.public import models
from tests import site

pytestmark = pytest.mark.django_db
SHIPPED = Path(str(imports.SHIPPED)).parent
SAFEGUARDING = "headline:safeguarding"


def fact(value: int, **said: object) -> PrintedFact:
    fields = {"service": "Anyborough", "measure": SAFEGUARDING, "source": "A report"}
    return PrintedFact(**{**fields, "value": Decimal(value), **said})


def bring(*facts: PrintedFact, takes_certain: bool = True) -> imports.Brought:
    """Brings facts in, and lets another person release what was taken."""
    found = tuple(ReadFact(fact=one) for one in facts)
    brought = imports.bring("facts", found, takes_certain=takes_certain, by=OPERATOR, now=site.NOW)
    release()
    return brought


def release() -> None:
    by = site.somebody(Role.CHIEF_INSPECTOR)
    due = [row.decision for row in releases.due(releases.Which())]
    if due:
        releases.release(due, by=by, now=site.NOW)


def test_what_comes_with_corecase_is_taken_with_its_sources_and_brings_nothing_twice() -> None:
    first = imports.ship(now=site.NOW)
    again = imports.ship(now=site.NOW)
    assert (first.n_new, first.n_known, first.n_waiting) == (545, 0, 42)
    assert (again.n_new, again.n_known) == (0, 545)
    decided = models.FactDecision.objects
    assert decided.filter(state="TAKEN").count() == first.n_taken
    assert decided.filter(state="RELEASED", reason=imports.SHIPPED_BECAUSE).count() == first.n_taken
    assert not releases.due(releases.Which()).exists(), "it was reviewed before it was shipped"
    (hartlepool,) = printed_facts.standing_facts(kind="headline", service="Hartlepool")[:1]
    assert (hartlepool.printed, hartlepool.cases) == ("41% DRASTIC", 38)
    (sefton,) = printed_facts.conflicts(service="Sefton")
    assert sefton.ground is Ground.BETTER_KNOWN
    assert sefton.chosen is not None
    assert [one.fact.printed for one in (sefton.chosen, *sefton.beside)] == ["38%", "28% DRASTIC"]
    assert [one.other for one in printed_facts.links(service="Poole")] == ["Poole"]
    assert len(printed_facts.links()) == 6
    first, again = printed_facts.inspections(service="Sefton")
    assert (again.is_reinspection, again.looks_at_again) == (True, first)
    assert [one.printed for one in first.facts] != [one.printed for one in again.facts]
    said = [event.kind for event in Event.objects.filter(chain="register")]
    assert said == ["PRINTED_FACTS_IMPORTED", "PRINTED_LINKS_ENTERED"] * 2


def test_the_average_said_in_2010_and_known_in_2012_stand_by_their_dates() -> None:
    imports.ship(now=site.NOW)
    kind = "average_to_date"

    def averages(service: str, day: date) -> list[str]:
        found = printed_facts.standing_facts(kind=kind, service=service, as_at=day)
        return [str(one.value) for one in found]

    assert averages("Hartlepool", date(2010, 1, 30)) == []
    assert averages("Hartlepool", date(2010, 1, 31)) == ["63", "57", "65"]
    assert averages("Essex", date(2012, 6, 19)) == ["67", "62", "70"]


def test_only_what_is_taken_stands_and_what_made_somebody_doubt_stays_inside() -> None:
    doubted = fact(60, doubt="Which one?")
    brought = bring(fact(62, read_from="sixty-two of them", place="page 4"), doubted)
    assert (brought.n_taken, brought.n_waiting) == (1, 1)
    (standing,) = printed_facts.standing_facts()
    assert (standing.value, standing.place, standing.read_from) == (62, "page 4", "")
    assert bring(fact(63), takes_certain=False).n_waiting == 1
    assert len(printed_facts.standing_facts(kind="headline")) == 1
    assert printed_facts.standing_facts(kind="section") == ()
    assert printed_facts.standing_facts(kind="head") == ()


def test_equal_sources_that_differ_are_shown_and_none_of_them_stands() -> None:
    bring(fact(62), fact(63, source="Another report"))
    assert printed_facts.standing_facts() == ()
    (found,) = printed_facts.conflicts()
    assert (found.chosen, len(found.beside)) == (None, 2)


def test_a_table_of_published_scores_is_taken_as_well() -> None:
    table = SHIPPED / "cci-published" / "facts.csv"
    (brought,) = imports.bring_files([table], takes_certain=True, now=site.NOW)
    assert (brought.n_new, brought.n_waiting) == (84, 0)
    assert printed_facts.standing_facts() == (), "whoever typed the command is one person"
    release()
    (count,) = printed_facts.standing_facts(kind="count")
    assert (count.printed, count.standing) == ("7 of 8 SUBSTANTIAL or DRASTIC", "verified")
    found = printed_facts.standing_facts(kind="average_to_date", service="Hartlepool")
    assert [one.as_at for one in found] == ["2010-01"] * 3


def test_every_fault_of_a_table_is_said_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    good = row_of(fact(62))
    rows = [
        good,
        good | {"service": ""},
        good | {"value": "many"},
        good | {"out_of": "-1"},
        good | {"measure": "weather:today"},
        good | {"standing": "sure"},
    ]
    lines = [",".join(COLUMNS), *(",".join(row[name] for name in COLUMNS) for row in rows)]
    path.write_text("\n".join(lines))
    with pytest.raises(ManyProblems) as raised:
        imports.bring_files([path], takes_certain=True, now=site.NOW)
    assert [problem.where for problem in raised.value.problems] == [f"row {n}" for n in range(3, 8)]
    assert not models.RegisteredFact.objects.exists()


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [("service,measure", "lacks the columns source"), ("service,measure,source,hue", "hue")],
)
def test_a_table_of_something_else_is_not_taken(
    tmp_path: Path, heading: str, sentence: str
) -> None:
    path = tmp_path / "facts.csv"
    path.write_text(f"{heading}\na,b,c,d\n")
    with pytest.raises(InputError, match=sentence):
        imports.bring_files([path], takes_certain=True, now=site.NOW)


@pytest.mark.parametrize("words", ["x" * 1001, "a\0b"])
def test_what_cannot_be_kept_is_said_before_anything_is(words: str) -> None:
    with pytest.raises(ManyProblems):
        bring(fact(62), fact(61, source=words))
    assert not models.PrintedText.objects.exists()


def test_what_comes_with_corecase_tells_of_recommendations_and_who_is_responsible() -> None:
    imports.ship(now=site.NOW)
    found = printed_facts.standing_facts(kind="recommendation", service="Hartlepool")
    assert found
    assert all(one.owner and one.programme == "CCI" and not one.read_from for one in found)
