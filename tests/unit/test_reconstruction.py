"""Reconstruction: a table that prints every fact of a report, or the facts that conflict."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import corecase
from corecase.core.assessments import contradictions, unanswered
from corecase.core.cases import Case
from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer
from corecase.core.publications import LevelCount, PrintedScore, PublishedFact, compare
from corecase.core.rules import Gate
from corecase.core.scoring import item_figures, score
from corecase.exchange.published import read_facts, read_printed, read_profile
from corecase.statistics import integer_program
from corecase.statistics.cells import fill_cells
from corecase.statistics.integer_program import IntegerProgram
from corecase.statistics.margins import strata_of
from corecase.statistics.reconstruction import Reconstruction, reconstruct
from tests import hartlepool

REFERENCE = Path(corecase.__file__).parent / "data" / "reference" / "hartlepool-2010"
FACTS = read_facts(REFERENCE / "facts.csv")
PRINTED = read_printed(REFERENCE / "printed.csv")
CASES = read_profile(REFERENCE / "profile.csv", "HPL")
CODED = hartlepool.rows("hartlepool_published_facts.csv")
FRAMEWORK = hartlepool.framework(CODED)
DRAWS = [(1, 0.0), (2, 1.0), (3, 1.5)]


def hartlepool_table(seed: int, sigma: float = 1.0) -> Reconstruction:
    return reconstruct(FRAMEWORK, FACTS, PRINTED, CASES, seed=seed, sigma=sigma)


@pytest.fixture(scope="module", params=DRAWS, ids=str)
def table(request: pytest.FixtureRequest) -> Reconstruction:
    seed, sigma = request.param
    return hartlepool_table(seed, sigma)


def test_the_reference_facts_are_the_coded_ones() -> None:
    assert [fact.item_id for fact in FACTS] == [f"CCI-{row['item_id']}" for row in CODED]
    for fact, row in zip(FACTS, CODED, strict=True):
        assert fact.percent == (int(row["pct"]) if row["pct"] else None)
        assert fact.applicable == range(int(row["a_min"]), int(row["a_max"]) + 1)
        assert fact.sufficient == range(int(row["s_min"]), int(row["s_max"]) + 1)


def test_all_fourteen_scores_and_eleven_bands_are_the_printed_ones(table: Reconstruction) -> None:
    rows = compare(score(table.framework, table.judgements), PRINTED)
    assert len(rows) == 14
    assert sum(1 for row in rows if row.printed.band) == 11
    assert [row.printed.score_id for row in rows if not row.agrees] == []


def test_every_fact_holds_in_its_printed_words(table: Reconstruction) -> None:
    figures = item_figures(table.framework, table.judgements)
    assert [fact.item_id for fact in FACTS if not fact.allows(figures[fact.item_id])] == []


def test_the_margins_are_those_of_the_judgements(table: Reconstruction) -> None:
    assert table.margins == item_figures(table.framework, table.judgements)


def test_every_case_answers_every_item_and_no_gate_is_passed(table: Reconstruction) -> None:
    assert len(table.judgements) == 38 * len(table.framework.items)
    assert unanswered(table.framework, table.judgements, table.cases) == ()
    assert contradictions(table.framework, table.judgements, table.cases) == ()


def test_breach_action_is_judged_in_every_case_that_did_not_comply(table: Reconstruction) -> None:
    complied, breach = table.margins["CCI-O01"], table.margins["CCI-O02"]
    assert breach.out_of == 38 - complied.count
    assert breach.count == breach.out_of - 2


def test_invented_items_say_so_and_draft_no_finding(table: Reconstruction) -> None:
    assert 1 <= len(table.fillers) <= 20
    for item in table.fillers:
        assert (item.wording, item.tag, item.topic) == ("invented", "invented", "filler")
        assert item.finding == ""
        assert item.label.startswith("Invented filler")
        assert table.margins[item.id].is_applicable
    assert table.framework.notes[-1].startswith("Synthetic")


PRINT_DIGEST = """
import hashlib
from tests.unit.test_reconstruction import digest, hartlepool_table
print(digest(hartlepool_table(7)))
"""


def digest(table: Reconstruction) -> str:
    written = "\n".join(f"{j.case_id} {j.item_id} {j.answer}" for j in table.judgements)
    return hashlib.sha256(written.encode()).hexdigest()


def test_another_process_draws_the_same_table_from_a_seed() -> None:
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", PRINT_DIGEST], cwd=root, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == digest(hartlepool_table(7))
    assert run.stdout.strip() != digest(hartlepool_table(8))


def changed(item_id: str, **parts: object) -> tuple[PublishedFact, ...]:
    return tuple(
        replace(fact, **parts) if fact.item_id == item_id else fact  # type: ignore[arg-type] # any field
        for fact in FACTS
    )


def test_counts_of_the_same_cases_that_differ_conflict_by_name() -> None:
    facts = changed("CCI-P06", applicable=range(30, 31))
    with pytest.raises(InputError, match="facts cannot all hold at once") as error:
        reconstruct(FRAMEWORK, facts, PRINTED, CASES, seed=1)
    named = set(re.findall(r"CCI-[A-Z]\d\d", str(error.value)))
    assert {"CCI-P05"} <= named <= {"CCI-P05", "CCI-P06"}


def test_without_invented_items_the_scores_conflict_by_name() -> None:
    with pytest.raises(InputError, match=r"the score CCI-.*, or allow more invented items\.$"):
        reconstruct(FRAMEWORK, FACTS, PRINTED, CASES, seed=1, max_fillers=0)


def small(*items: Item) -> Framework:
    """One criterion with these items; nothing else."""
    bare = hartlepool.framework([{"item_id": "A", "criterion": "1.1", "domain": "RoH"}])
    return replace(bare, items=items or bare.items)


def item(name: str, **parts: object) -> Item:
    plain = Item(id=f"CCI-{name}", criterion="CCI-1.1", topic="test", label=name, question=name)
    return replace(plain, **parts)  # type: ignore[arg-type] # any field


def cases(n: int) -> tuple[Case, ...]:
    return tuple(Case(id=f"S-{i:02}") for i in range(1, n + 1))


def exactly(name: str, count: int, out_of: int, **parts: object) -> PublishedFact:
    fact = PublishedFact(
        item_id=f"CCI-{name}",
        applicable=range(out_of, out_of + 1),
        sufficient=range(count, count + 1),
    )
    return replace(fact, **parts)  # type: ignore[arg-type] # any field


def test_a_gate_that_lets_too_few_cases_through_is_named() -> None:
    gated = item("B", gate=Gate(item="CCI-A", when="sufficient"))
    with pytest.raises(InputError) as error:
        reconstruct(
            small(item("A"), gated), [exactly("A", 3, 8), exactly("B", 5, 7)], [], cases(8), seed=1
        )
    assert re.search(r"CCI-(A \(3 of 8\)|B \(5 of 7\))", str(error.value))
    assert "invented" not in str(error.value)


def test_a_percentage_that_no_base_gives_is_refused_before_any_search() -> None:
    fact = PublishedFact(item_id="CCI-A", applicable=range(36, 37), percent=76)
    with pytest.raises(InputError, match=r"CCI-A \(76%\) cannot come from any base"):
        reconstruct(small(), [fact], [], cases(38), seed=1)


def test_an_item_is_named_that_the_framework_lacks_or_that_has_two_facts() -> None:
    with pytest.raises(InputError, match="has no item CCI-Z"):
        reconstruct(small(), [exactly("Z", 1, 2)], [], cases(3), seed=1)
    with pytest.raises(InputError, match="CCI-A has two published facts"):
        reconstruct(small(), [exactly("A", 1, 2)] * 2, [], cases(3), seed=1)


def test_a_negative_sigma_and_an_unknown_score_are_refused() -> None:
    with pytest.raises(InputError, match="0 or more; not -1"):
        reconstruct(small(), [exactly("A", 1, 2)], [], cases(3), seed=1, sigma=-1)
    with pytest.raises(InputError, match=r"no score 'CCI-2\.1' with items"):
        reconstruct(
            small(),
            [exactly("A", 1, 2)],
            [PrintedScore(score_id="CCI-2.1", percent=50)],
            cases(3),
            seed=1,
        )


def test_an_unprinted_item_is_left_out_unless_a_gate_asks_about_it() -> None:
    framework = small(item("A"), item("B", gate=Gate(item="CCI-A", when="insufficient")), item("C"))
    found = reconstruct(framework, [exactly("B", 1, 4)], [], cases(6), seed=1)
    assert found.leaves_out == ("CCI-C",)
    assert found.margins["CCI-A"].out_of - found.margins["CCI-A"].count >= 4
    assert found.margins["CCI-B"] == Figure(count=1, out_of=4)


def test_every_case_is_asked_where_the_report_says_so() -> None:
    fact = PublishedFact(item_id="CCI-A", every_case_asked=True)
    found = reconstruct(small(item("A")), [fact], [], cases(6), seed=1)
    assert found.margins["CCI-A"].out_of == 6


def test_a_rule_and_a_gate_together_keep_to_the_cases_that_both_allow() -> None:
    coded = [
        {"item_id": "A", "criterion": "1.1", "domain": "RoH"},
        {"item_id": "B", "criterion": "1.1", "domain": "RoH", "gate": "CUST"},
    ]
    framework = hartlepool.framework(coded)
    a, b = framework.items
    framework = replace(framework, items=(a, replace(b, gate=Gate(item=a.id, when="sufficient"))))
    sample = (
        *(Case(id=f"S-{i}", attributes={"sentence": "community"}) for i in range(6)),
        *(Case(id=f"S-{i}", attributes={"sentence": "custody"}) for i in range(6, 8)),
    )
    facts = [exactly("A", 2, 8), exactly("B", 1, 2, every_case_asked=True)]
    found = reconstruct(framework, facts, [], sample, seed=1)
    for case in sample:
        asked = found.judgements.answer(case.id, b.id) is not Answer.NOT_APPLICABLE
        assert asked == (case.attributes["sentence"] == "custody")
    assert contradictions(found.framework, found.judgements, found.cases) == ()


LEVELS = ("low", "medium")


def pair(service: str, assessor: str, n_cases: int) -> LevelCount:
    return LevelCount(
        item_id="CCI-A", service_value=service, assessor_value=assessor, n_cases=n_cases
    )


def test_levels_are_dealt_as_counted() -> None:
    counted = (pair("low", "low", 3), pair("low", "medium", 2))
    found = reconstruct(
        small(item("A", levels=LEVELS, scored=False)), [], [], cases(6), seed=1, levels=counted
    )
    pairs = [(j.service_value, j.assessor_value) for j in found.judgements]
    assert sorted(pairs, key=str) == sorted(
        [("low", "low")] * 3 + [("low", "medium")] * 2 + [(None, None)], key=str
    )
    assert found.margins["CCI-A"] == Figure(count=3, out_of=5)
    assert found.fillers == ()


def test_levels_that_contradict_a_fact_or_the_framework_are_refused() -> None:
    framework = small(item("A", levels=LEVELS))
    with pytest.raises(InputError, match=r"give 3 of 3, which its published fact CCI-A \(2 of 3\)"):
        reconstruct(
            framework,
            [exactly("A", 2, 3)],
            [],
            cases(6),
            seed=1,
            levels=[pair("low", "low", 3)],
        )
    with pytest.raises(InputError, match="no level 'none'"):
        reconstruct(framework, [], [], cases(6), seed=1, levels=[pair("low", "none", 3)])


def one_score(percent: int, band: str, band_on: str) -> Reconstruction:
    framework = replace(small(), band_on=band_on)  # type: ignore[arg-type] # one of the two
    printed = [PrintedScore(score_id="CCI-1.1", percent=percent, band=band)]
    fact = PublishedFact(item_id="CCI-A", applicable=range(60, 100))
    return reconstruct(framework, [fact], printed, cases(100), seed=1, max_fillers=0)


def test_60_percent_is_substantial_only_where_bands_go_by_the_exact_score() -> None:
    exact = one_score(60, "SUBSTANTIAL", "exact").margins["CCI-A"]
    assert exact.percent == 60
    assert 100 * exact.share < 60
    assert one_score(60, "MODERATE", "printed").margins["CCI-A"].percent == 60
    with pytest.raises(InputError, match="do not give; correct the band"):
        one_score(60, "SUBSTANTIAL", "printed")
    with pytest.raises(InputError, match="do not give; correct the band"):
        one_score(60, "DREADFUL", "exact")


def spread(sigma: float) -> float:
    """The standard deviation of the cases' sufficient counts, over 40 items of 20 in 40."""
    framework = small(*(item(f"A{n}") for n in range(40)))
    facts = [exactly(f"A{n}", 20, 40) for n in range(40)]
    found = reconstruct(framework, facts, [], cases(40), seed=3, sigma=sigma)
    per_case: Mapping[str, int] = {
        case: sum(j.answer is Answer.SUFFICIENT for j in answers.values())
        for case, answers in found.judgements.by_case.items()
    }
    return float(np.std(list(per_case.values())))


def test_sigma_makes_cases_differ_and_0_does_not() -> None:
    # Independent cells of 1/2 over 40 items have a standard deviation of about 3.2.
    assert spread(0) == pytest.approx(3.2, abs=0.8)
    assert spread(2) > 2 * spread(0)


def test_cells_that_a_gate_cannot_hold_are_refused() -> None:
    framework = small(item("A"), item("B", gate=Gate(item="CCI-A", when="sufficient")))
    margins = {
        "CCI-A": (Figure(count=1, out_of=3),),
        "CCI-B": (Figure(count=1, out_of=2),),
    }
    with pytest.raises(ValueError, match="needs 2 cases and may ask 1"):
        fill_cells(framework, margins, strata_of(cases(3)), 1.0, np.random.default_rng(1))


def test_a_search_that_reaches_its_limit_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integer_program, "_NODES", 0)
    with pytest.raises(InputError, match="within the search limit; try another seed"):
        hartlepool_table(1)


def test_a_program_that_can_be_met_has_no_conflict() -> None:
    program = IntegerProgram()
    column = program.column(3, cost=1)
    program.row({column: 2}, low=3, fact="at least two")
    values = program.solve()
    assert values is not None
    assert values.tolist() == [2]
    assert program.conflicts() == ()
