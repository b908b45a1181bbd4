"""Self-inspection: its criteria, its draw, its pseudonyms, its calibration, and who may what."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core.before_after import Changes, Moved, ScoreChange
from corecase.core.calibration import Direction, calibrated
from corecase.core.cases import Case
from corecase.core.draw_records import from_record, to_record
from corecase.core.draw_terms import Audits
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frames import Frame
from corecase.core.intervals import Interval
from corecase.core.own_audits import Quarter
from corecase.core.own_inspections import OwnKind, check_criteria, narrowed
from corecase.core.people import (
    OWN_PERMISSIONS,
    OWN_SHARED,
    Actor,
    Deed,
    Grant,
    Relation,
    Role,
    Subject,
    check_grant,
    may,
)
from corecase.core.pseudonyms import pseudonyms
from corecase.core.quarterly_draws import audited_again, quarterly_draw, repeat_quarterly
from corecase.exchange import own_judgements
from corecase.exchange.frameworks import load
from corecase.statistics.draw_methods import replay

CCI = load("cci-2009")
TODAY = date(2026, 11, 2)
KEY = "an invented key of the tests"


@pytest.mark.parametrize("kind", OwnKind)
def test_a_kind_is_read_in_words(kind: OwnKind) -> None:
    assert kind.words == kind.lower().replace("_", "-" if kind == "MINI_INSPECTION" else " ")


def test_criteria_stand_in_the_order_of_the_framework() -> None:
    kind = OwnKind.THEMATIC_REVIEW
    assert check_criteria(kind, ("CCI-2.1", "CCI-1.1"), CCI) == ("CCI-1.1", "CCI-2.1")
    assert check_criteria(OwnKind.MINI_INSPECTION, (), CCI) == ()


def test_a_narrowed_framework_brings_the_items_that_its_gates_ask_about() -> None:
    assert narrowed(CCI, ()) is CCI
    of = narrowed(CCI, ("CCI-1.1",))
    assert {item.criterion for item in of.items} == {"CCI-1.1"}
    assert not of.headlines
    assert all(set(one.items) <= {i.id for i in of.items} for one in of.recommendations)
    gated = next(i for i in CCI.items if i.gate)
    gate = CCI.item(gated.gate.item)  # type: ignore[union-attr]  # it has one
    moved = replace(gate, criterion=next(c.id for c in CCI.criteria if c.id != gated.criterion))
    items = tuple(moved if item.id == gate.id else item for item in CCI.items)
    wider = narrowed(replace(CCI, items=items), (gated.criterion,))
    assert moved.criterion in {one.id for one in wider.criteria}
    assert {i.id for i in wider.items if i.criterion == moved.criterion} == {gate.id}


def frame(*managers: str) -> Frame:
    cases = (
        Case(id=f"C{place}", attributes={"case_manager": manager})
        for place, manager in enumerate(managers)
    )
    return Frame.of(cases, ("case_manager",))


def test_a_quarterly_draw_is_one_of_each_and_can_be_repeated() -> None:
    cases = frame("A", "A", "B")
    audits = Audits(quarter="2026 Q4", audited=(("C0", "2026 Q1"), ("C2", "2026 Q2")))
    drawn = quarterly_draw(cases, audits=audits, seed=f"x|{cases.sha256}", software="t")
    assert drawn.sample == ("C1", "C2")
    assert [said[:7] for said in audited_again(drawn, dict(audits.audited))] == ["Case C2"]
    assert from_record(to_record(drawn)) == drawn
    assert not replay(drawn, cases)
    assert replay(replace(drawn, audits=Audits(quarter="2027 Q1")), cases)
    with pytest.raises(InputError, match="which quarter"):
        repeat_quarterly(replace(drawn, audits=None), cases)
    with pytest.raises(InputError, match="no case manager"):
        quarterly_draw(
            frame("A", ""), audits=audits, seed=f"x|{frame('A', '').sha256}", software=""
        )


@pytest.mark.parametrize(
    "fields", [{"quarter": ""}, {"quarter": "2026 Q4", "audited": (("B", "q"), ("A", "q"))}]
)
def test_audits_that_cannot_be_are_refused(fields: dict[str, object]) -> None:
    with pytest.raises(InputError):
        Audits(**fields)  # type: ignore[arg-type]  # as given


def test_a_quarter_is_read_from_its_words() -> None:
    assert Quarter.read("2026 Q4") == Quarter(year=2026, number=4)
    with pytest.raises(InputError, match="like 2026 Q4"):
        Quarter.read("autumn")


def test_pseudonyms_stay_under_a_key_and_meet_under_none(monkeypatch: pytest.MonkeyPatch) -> None:
    found = pseudonyms(("S1", "S2"), KEY)
    assert found == pseudonyms(("S2", "S1"), KEY)
    assert not set(found.values()) & set(pseudonyms(("S1", "S2"), KEY[::-1]).values())
    with pytest.raises(InputError, match="at least"):
        pseudonyms(("S1",), "short")
    monkeypatch.setattr("corecase.core.pseudonyms._DIGITS", 0)
    with pytest.raises(InputError, match="another key"):
        pseudonyms(("S1", "S2"), KEY)


def row(share: float | None, low: float, high: float) -> ScoreChange:
    moved = share is not None and Moved(
        share=share, interval=Interval(low=low, high=high, level=0.95)
    )
    return ScoreChange(
        level="criterion",
        id="CCI-1.1",
        label="1.1",
        before=Figure(count=10, out_of=20),
        after=Figure(count=15, out_of=20),
        before_percent=50,
        after_percent=75,
        raw=moved or None,
        reason="" if moved else "too few cases",
    )


def test_a_calibration_says_no_more_than_its_intervals() -> None:
    rows = (row(0.2, 0.1, 0.3), row(-0.2, -0.3, -0.1), row(0.1, -0.1, 0.3), row(None, 0, 0))
    found = calibrated(Changes(before="May", after="January", rows=rows))
    assert [one.direction for one in found.rows] == list(Direction)
    assert "higher on 1 and lower on 1" in found.words
    assert found.rows[3].words == "not weighed: too few cases"
    assert found.rows[0].words == "the service judged itself higher"
    assert (found.own_when, found.inspected_when) == ("January", "May")
    level = calibrated(Changes(rows=rows[2:]))
    assert "does not show that they agree" in level.words


def test_a_cell_that_looks_like_a_formula_is_none() -> None:
    width = len(own_judgements.COLUMNS)
    content = own_judgements._csv(tuple(own_judgements.COLUMNS), [("=1+1",) * width])
    assert b"'=1+1" in content


OWN = Subject(inspection_id=1, service_ids=frozenset({10}), assessor_id=100, is_own_work=True)


def holder(role: Role, *, near: bool = True, conflicts: frozenset[int] = frozenset()) -> Actor:
    inspection, service = (1, 10) if near else (2, 20)
    held = Grant(
        role=role,
        inspection_id=inspection if role.is_of_inspection else None,
        service_id=service if role.is_of_service else None,
        starts_on=TODAY,
    )
    return Actor(person_id=100, name="Somebody", grants=(held,), conflicts=conflicts)


@pytest.mark.parametrize("role", Role)
def test_a_self_inspection_is_the_services_alone(role: Role) -> None:
    open_to = {deed for deed in Deed if may(holder(role), deed, OWN)}
    theirs = {Role.QUALITY_MANAGER, Role.SERVICE_LIAISON, Role.ASSESSOR, Role.LOCAL_ASSESSOR}
    assert bool(open_to) is (role in theirs)
    assert not [deed for deed in Deed if may(holder(role, near=False), deed, OWN)]
    assert not open_to & {Deed.DRAFT_READ, Deed.REPORT_SIGN, Deed.REPORT_RELEASE}


def test_shared_the_inspectorate_reads_scores_and_no_case() -> None:
    shared = Subject(**{name: getattr(OWN, name) for name in OWN.__slots__} | {"is_shared": True})
    chief = holder(Role.CHIEF_INSPECTOR)
    assert {deed for deed in Deed if may(chief, deed, shared)} == set(OWN_SHARED)
    own = holder(Role.CHIEF_INSPECTOR, conflicts=frozenset({10}))
    assert not [deed for deed in Deed if may(own, deed, shared)]
    assert all(Relation.ANY not in line.values() for line in OWN_PERMISSIONS.values())


def test_only_assessors_are_appointed_to_one() -> None:
    for role in (Role.ASSESSOR, Role.LOCAL_ASSESSOR):
        held = holder(role).grants[0]
        check_grant(held, conflicts=frozenset({10}), service_ids=frozenset({10}), is_own_work=True)
    with pytest.raises(InputError, match="quality manager"):
        check_grant(holder(Role.EDITOR).grants[0], conflicts=frozenset(), is_own_work=True)
    with pytest.raises(InputError, match="sees nothing of a self-inspection"):
        check_grant(held, conflicts=frozenset(), is_own_work=True, is_inspector=True)
    check_grant(held, conflicts=frozenset(), is_inspector=True)
