"""docs/reference/hartlepool-findings.md: each published finding beside the way we say it."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory

from corecase.core.figures import Figure
from corecase.core.findings import Finding, draft
from corecase.core.publications import LevelCount, PublishedFact
from corecase.core.sentences import Number
from corecase.exchange.published import read_facts, read_levels
from corecase.pipelines.demo import REFERENCE, SEED, reconstruct_folder
from corecase.pipelines.read import read_folder
from tools.reference.markdown import document, table

SHOWN_ALSO = {"1.3 area 3": "CCI-V01", "3.2 area 1": "CCI-O03"}
"""Findings that say an item whose fact is coded elsewhere, or as pairs of levels."""

SAME, OTHER, RECORD, PERSON = "same", "differs", "evidence record", "written by a person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """One published finding, what it prints, and the paragraphs that say the same items."""

    place: str
    about: str
    printed: tuple[str, ...]
    said: tuple[str, ...]
    verdict: str


def counterparts() -> tuple[Counterpart, ...]:
    """The 82 published findings in order, beside those drafted from the reconstructed cases."""
    with as_file(REFERENCE) as reference, TemporaryDirectory() as made:
        folder = Path(made) / "hartlepool"
        reconstruct_folder("cci-2009", reference, folder, seed=SEED)
        read = read_folder(folder)
        drafted = draft(read.judged.framework, read.judged.judgements, read.inspection.evidence)
        facts, levels = read_facts(reference / "facts.csv"), read_levels(reference / "levels.csv")
        with (reference / "findings.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    items = {item.id: item.levels for item in read.judged.framework.items}
    return tuple(_counterpart(row, drafted, facts, _pairs(levels, items)) for row in rows)


def page() -> str:
    """The page."""
    rows = counterparts()
    counts = Counter(row.verdict for row in rows)
    countable = counts[SAME] + counts[OTHER]
    return document(
        "The findings of Hartlepool 2010, beside ours",
        f"The published report has {len(rows)} numbered findings. Corecase drafts its own from "
        f"the demonstration's invented cases (seed {SEED}). "
        f"{counts[SAME]} of {countable} countable ones are drafted with the same count or phrase. "
        f"{counts[RECORD]} stand on a record of evidence, which a person enters. "
        f"{counts[PERSON]} carry no count: a person writes them.",
        "The words are ours, and so are the sentences. A count or phrase is the same when the "
        "figure that our sentence is bound to would be printed as the report prints it: 29 of 38 "
        'answers to "over 70%". The cases were fitted to these figures, so this shows that the '
        "wording follows them; it is no test of the scoring. What the report leaves open is "
        "invented: see "
        "[what a reconstruction is](../explanation/what-a-reconstruction-is.md).",
        table(
            ("Finding", "About", "Printed", "As Corecase says it", "Count or phrase"),
            (
                (row.place, row.about, "; ".join(row.printed), " ".join(row.said), row.verdict)
                for row in rows
            ),
        ),
    )


def _counterpart(
    row: Mapping[str, str],
    drafted: Iterable[Finding],
    facts: Iterable[PublishedFact],
    pairs: Mapping[str, Figure],
) -> Counterpart:
    place, (carried, _, evidence) = row["place"], row["carried_by"].partition(" ")
    wanted = {f.item_id: f for f in facts if f.place == place or f.item_id == SHOWN_ALSO.get(place)}
    items = {*wanted, *([SHOWN_ALSO[place]] if place in SHOWN_ALSO else [])}
    said = [f for f in drafted if _belongs(f, place, items, evidence)]
    agree = all(any(_agrees(n, item, wanted, pairs) for n in _of(said, item)) for item in items)
    verdict = {"text": PERSON, "evidence": RECORD if said else OTHER}.get(
        carried, SAME if items and agree else OTHER
    )
    return Counterpart(
        place=place,
        about=row["about"],
        printed=tuple(map(_printed, wanted.values())),
        said=tuple(finding.text for finding in said),
        verdict=verdict,
    )


def _belongs(finding: Finding, place: str, items: set[str], evidence: str) -> bool:
    if finding.criterion != f"CCI-{place.partition(' ')[0]}":
        return False
    if evidence:
        return finding.evidence == evidence
    return any(_item(number) in items for number in finding.numbers)


def _of(findings: Iterable[Finding], item: str) -> Iterator[Number]:
    return (n for finding in findings for n in finding.numbers if _item(n) == item)


def _item(number: Number) -> str:
    return number.key.partition(":")[0]


def _agrees(
    number: Number, item: str, facts: Mapping[str, PublishedFact], pairs: Mapping[str, Figure]
) -> bool:
    """Whether a number says its item's fact; what is missing from it says it as well."""
    if number.key in pairs:
        return number.figure == pairs[number.key]
    count, out_of = number.figure.count, number.figure.out_of
    if number.key == f"{item}:missed":
        return facts[item].allows(Figure(count=out_of - count, out_of=out_of))
    return number.key == item and facts[item].allows(number.figure)


def _pairs(levels: Iterable[LevelCount], items: Mapping[str, tuple[str, ...]]) -> dict[str, Figure]:
    """The published pairs of levels as the figures that a finding may say, by key."""
    figures: dict[str, Counter[str]] = {}
    for row in levels:
        rank = items[row.item_id].index
        counts = figures.setdefault(row.item_id, Counter())
        counts["all"] += row.n_cases
        counts[f"service:{row.service_value}"] += row.n_cases
        counts[f"assessor:{row.assessor_value}"] += row.n_cases
        counts["under"] += row.n_cases * (rank(row.service_value) < rank(row.assessor_value))
        counts["over"] += row.n_cases * (rank(row.service_value) > rank(row.assessor_value))
    return {
        f"{item}:{name}": Figure(count=count, out_of=counts["all"])
        for item, counts in figures.items()
        for name, count in counts.items()
        if name != "all"
    }


def _printed(fact: PublishedFact) -> str:
    """What the report prints of an item, as far as it is a count, a percentage or a phrase."""
    said = [fact.wording] if fact.wording else []
    said += [f"{fact.percent}%"] if fact.percent is not None else []
    if len(fact.sufficient) == 1:
        base = fact.applicable[0] if len(fact.applicable) == 1 else "a base left open"
        said.append(f"{fact.sufficient[0]} of {base}")
    return ", ".join(said)
