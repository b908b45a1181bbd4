"""The answer sheet of the five published documents: complete rows, true places, and no quarrel
with what was known of these documents before."""

import csv
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import groupby
from pathlib import Path

import pytest
import yaml

import corecase
from corecase.core.printed_facts import PrintedFact
from tests.answers import DOCUMENTS, FOLDER, answered, line_of

REFERENCE = Path(corecase.__file__).parent / "data" / "reference"
KEYS = set(re.findall(r"`([a-z_]+:[A-Za-z0-9_.]+)`", (FOLDER / "README.md").read_text("utf-8")))
HEADLINES = ("safeguarding", "risk_of_harm", "likelihood_of_reoffending")
COUNCILS = {"stockton": "000", "essex": "001", "sefton": "003"}
SCOPE = "wales and the english regions that have been inspected to date"


def table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


@pytest.fixture(params=DOCUMENTS)
def document(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_row_is_a_fact_with_its_place_and_words(document: str) -> None:
    for fact in answered(document):
        assert all((fact.service, fact.source, fact.read_from)), fact
        assert line_of(fact) >= 1
        assert len(fact.read_from.split()) <= 6
        assert fact.kind not in ("finding", "recommendation", "action") or fact.said


def stands_on_the_list(fact: PrintedFact) -> bool:
    """Whether its measure is one of those that the answer sheet's README lists."""
    *_, headline = fact.key.split(".")
    generic = fact.measure.replace(headline, "HEADLINE") if headline in HEADLINES else ""
    numbered = re.sub(r":\d+\.\d+$", ":N.M", re.sub(r":\d+$", ":N", fact.measure))
    spanned = fact.kind in ("section", "criterion")
    return spanned or bool({fact.measure, generic, numbered} & KEYS)


def test_every_measure_is_on_the_list_of_keys(document: str) -> None:
    assert [fact for fact in answered(document) if not stands_on_the_list(fact)] == []


def test_no_row_stands_twice(document: str) -> None:
    seen = Counter(answered(document))
    assert [fact for fact, times in seen.items() if times > 1] == []


def test_shares_and_bases_can_be(document: str) -> None:
    for fact in answered(document):
        top = fact.most if fact.most is not None else fact.value
        if fact.out_of is not None:
            assert top is not None, fact
            assert top <= fact.out_of, fact
        if fact.unit == "%" and top is not None:
            assert top <= 100, fact


def original(document: str, sources: Path) -> list[str]:
    (path,) = sources.glob(f"{document}_*.txt")
    return path.read_text(encoding="utf-8").split("\n")


def test_each_line_holds_the_words_that_were_read(document: str, sources: Path) -> None:
    lines = original(document, sources)
    for fact in answered(document):
        assert fact.read_from in lines[line_of(fact) - 1], fact


def test_first_words_stand_in_the_line(document: str, sources: Path) -> None:
    """Of findings, recommendations and actions; capitals, markup and hyphens do not matter."""
    lines = original(document, sources)
    for fact in answered(document):
        if fact.kind in ("recommendation", "action") or (fact.kind == "finding" and fact.said):
            assert folded(fact.said) in folded(lines[line_of(fact) - 1]), fact


def test_eight_words_of_an_original_are_never_copied(sources: Path) -> None:
    theirs = {run for path in sources.glob("*.txt") for run in runs(path.read_text("utf-8"))}
    ours = {run for name in DOCUMENTS for fact in answered(name)
            for cell in (fact.said, fact.scope, fact.note, fact.doubt, fact.owner)
            for run in runs(cell)}  # fmt: skip
    ours |= runs((FOLDER / "README.md").read_text("utf-8"))
    assert [run for run in ours & theirs if run not in SCOPE] == []


def folded(text: str) -> str:
    plain = re.sub(r"</?\w+>|[*_]", "", text).lower()
    return " ".join(re.sub(r"[^\w%/.'’]+", " ", plain).split())


def runs(text: str) -> set[str]:
    found = set()
    for line in text.split("\n"):
        words = folded(line).split()
        found |= {" ".join(words[at : at + 8]) for at in range(len(words) - 7)}
    return found


def test_the_scores_that_ship_are_on_the_sheet() -> None:
    """Those of the shipped register whose source is one of the five documents."""
    titles = {fact.source: name for name in DOCUMENTS for fact in answered(name)}
    shipped = [row for row in table("cci-published/facts.csv") if row["source"] in titles]
    assert len(shipped) == 49
    for row in shipped:
        if row["measure"].startswith("criteria:"):
            row["measure"], row["value"], row["band"] = (
                "count:criteria",
                "7",
                "SUBSTANTIAL or DRASTIC",
            )
        figures = [fact for fact in answered(titles[row["source"]])
                   if (fact.service, fact.measure) == (row["service"], row["measure"])]  # fmt: skip
        assert not row["value"] or any(
            fact.value == Decimal(row["value"])
            and (
                not fact.kind_of_inspection
                or not row["kind"]
                or fact.kind_of_inspection == row["kind"]
            )
            and fact.standing == row["standing"]
            and (not row["scope"] or fact.scope == row["scope"])
            for fact in figures
        ), row
        assert not row["band"] or row["band"] in {fact.said for fact in figures}, row


def test_hartlepools_scores_are_those_that_are_reproduced() -> None:
    printed = {
        fact.measure: fact for fact in answered("002") if fact.unit == "%" and not fact.scope
    }
    for row in table("hartlepool-2010/printed.csv"):
        key = row["score_id"].removeprefix("CCI-")
        measure = f"criterion:{key}" if "." in key else f"section:{key}"
        fact = printed[measure if key[0].isdigit() else f"headline:{key}"]
        assert (fact.value, fact.said) == (Decimal(row["percent"]), row["band"])


def findings() -> dict[str, list[PrintedFact]]:
    """Hartlepool's findings by their place as the reference data names it: "1.1 area 2"."""
    found = {}
    rows = [fact for fact in answered("002") if fact.kind == "finding"]
    for (scope, key), listed in groupby(rows, key=lambda fact: (fact.scope, fact.key)):
        numbered = groupby(listed, key=lambda fact: (line_of(fact), fact.said))
        found |= {f"{scope} {key} {n}": list(of) for n, (_, of) in enumerate(numbered, 1)}
    return found


def test_hartlepools_findings_are_those_that_are_known() -> None:
    assert list(findings()) == [row["place"] for row in table("hartlepool-2010/findings.csv")]


INFERRED = {"CCI-P01", "CCI-D11", "CCI-G03", "SQS-B09"}
"""Counts of the reconstructions that a sentence without any number was taken to mean."""


def agrees(fact: PrintedFact, row: dict[str, str]) -> bool:
    """Whether a count on the sheet may be the count that is known, said of either side."""
    if fact.value is None:
        return row["wording"].startswith("all but") and "not printed" in fact.doubt
    low, high = Fraction(fact.value), Fraction(fact.value if fact.most is None else fact.most)
    few, many = int(row["sufficient_from"]), int(row["sufficient_to"])
    fewest, most = int(row["applicable_from"]), int(row["applicable_to"])
    if fact.unit == "%":
        if row["percent"]:
            return low == high == int(row["percent"])
        least, greatest = 100 * Fraction(few, most), 100 * Fraction(many, max(fewest, 1))
        return overlap(low, high, least, greatest) or overlap(
            100 - high, 100 - low, least, greatest
        )
    based = fact.out_of is None or fewest <= fact.out_of <= most
    turned = overlap(low, high, fewest - many, most - few)
    return based and (overlap(low, high, few, many) or turned)


def overlap(low: Fraction, high: Fraction, least: Fraction | int, most: Fraction | int) -> bool:
    return low <= most and least <= high


@pytest.mark.parametrize("row", table("hartlepool-2010/facts.csv"), ids=lambda row: row["item_id"])
def test_hartlepools_counts_are_on_the_sheet(row: dict[str, str]) -> None:
    finding = findings()[row["place"]]
    inferred = row["item_id"] in INFERRED
    assert any(agrees(fact, row) for fact in finding) is not inferred, finding


@pytest.mark.parametrize("row", table("stoke-2013/facts.csv"), ids=lambda row: row["item_id"])
def test_stokes_counts_are_on_the_sheet(row: dict[str, str]) -> None:
    """Each is in its paragraph; the one that is only a base is the base of another."""
    paragraph = f"paragraph {row['place']}"
    there = [fact for fact in answered("004") if fact.note.split(";")[0] == paragraph]
    if row["item_id"] == "SQS-P01":
        assert {fact.out_of for fact in there} == {int(row["applicable_to"])}
        return
    # 2.1 says of earlier offences only that they were not always considered.
    assert row["item_id"] in INFERRED or any(agrees(fact, row) for fact in there), there


@pytest.mark.parametrize("name", COUNCILS)
def test_council_papers_that_ship_say_the_same(name: str) -> None:
    paper = yaml.safe_load((REFERENCE / "council-papers" / f"{name}.yaml").read_text("utf-8"))
    inspection = paper["inspection"]
    said = [fact for fact in answered(COUNCILS[name]) if fact.service == inspection["service"]]
    for headline, score in inspection["scores"].items():
        of = [fact for fact in said if fact.measure == f"headline:{headline}"]
        assert score.get("percent") in {fact.value for fact in of} | {None}
        assert score.get("band", "MINIMUM") in {fact.said for fact in of}
    compared = inspection.get("comparators", {}).get("headlines", {})
    for headline, figures in compared.items():
        for which, figure in figures.items():
            assert figure in {
                fact.value for fact in said if fact.measure == f"{which}_to_date:{headline}"
            }
    for kind, listed in (("strength", "strengths"), ("area", "areas")):
        if listed in inspection:
            assert len([fact for fact in said if fact.measure == f"finding:{kind}"]) == len(
                inspection[listed]
            )
    owners = {fact.measure: fact.owner for fact in said if fact.kind == "recommendation"}
    assert list(owners.values()) == [
        "; ".join(one["owners"]) for one in inspection.get("recommendations", ())
    ]


def test_essexs_plan_has_the_timescales_that_ship() -> None:
    paper = yaml.safe_load((REFERENCE / "council-papers" / "essex.yaml").read_text("utf-8"))
    known = [action["timescale"].replace("Sept 12", "September 2012").replace("r 12", "r 2012")
             for area in paper["plan"]["areas"] for action in area["actions"]]  # fmt: skip
    read = [fact.as_at for fact in answered("001") if fact.kind == "action" and fact.as_at]
    assert read == known
