"""The demonstration's report has every heading of the published one, in its order."""

import re
from importlib.resources import as_file
from pathlib import Path

import pytest

from corecase.documents.inspection_report import build
from corecase.documents.model import Document, Heading, Paragraph, ScoreBox, plain
from corecase.pipelines.demo import REFERENCE, SEED, reconstruct_folder
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import report_of

CRITERION = ("General Criterion", "Strengths", "Areas for improvement")
SECTIONS = {
    "1. Assessment and Sentence Planning": (
        "1.1 Risk of Harm to others (RoH)",
        "1.2 Likelihood of Reoffending (LoR)",
        "1.3 Safeguarding",
    ),
    "2. Delivery and Review of Interventions": (
        "2.1 Protecting the public by minimising Risk of Harm to others",
        "2.2 Reducing the Likelihood of Reoffending",
        "2.3 Safeguarding the child or young person",
    ),
    "3. Outcomes": ("3.1 Achievement of outcomes", "3.2 Sustaining outcomes"),
}
OPENING = (
    "Foreword",
    "Acknowledgements",
    "Contents",
    "Scoring – and Summary Table",
    "Safeguarding score",
    "Public Protection – Risk of Harm score",
    "Public Protection – Likelihood of Reoffending score",
    "Recommendations (primary responsibility is indicated in brackets)",
    "Furthermore",
    "Next steps",
    "Service users’ perspective",
    "Children and young people",
    "Victims",
    "Sharing good practice",
    "Assessment and Sentence Planning",
    "Delivery and Review of Interventions",
    "Outcomes",
)
APPENDICES = (
    "Appendix 1: Summary",
    "Appendix 2: Contextual information",
    "Area",
    "YOS",
    "YJB Performance Data",
    "Appendix 3a: Inspection data chart",
    "Case sample information: Hartlepool",
    "Appendix 3b: Inspection data",
    "Appendix 4: Role of HMI Probation and Code of Practice",
    "Appendix 5: Glossary",
)
BLANKS = (
    "the chief inspector's narrative",
    "name and title of the chief inspector",
    "name",
    "the day of publication is not known",
    "an example of good practice",
    "commentary on Outcomes",
)
"""Passages of the published report that the project does not carry."""


def published() -> list[str]:
    """The headings of the published report of January 2010, in order."""
    body: list[str] = []
    for section, criteria in SECTIONS.items():
        body.append(section)
        for criterion in criteria:
            body += [criterion, *CRITERION]
        title = section.partition(" ")[2]
        body.append(f"Overall score for quality of {title} work")
        body.append(f"Commentary on {title} as a whole")
    return [*OPENING, *body, *APPENDICES]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """The demonstration's report as a document."""
    folder: Path = tmp_path_factory.mktemp("demo") / "hartlepool"
    with as_file(REFERENCE) as reference:
        reconstruct_folder("cci-2009", reference, folder, seed=SEED)
    return build(report_of(read_folder(folder)))


def folded(text: str) -> str:
    """The letters and digits of a heading, so that dashes and capitals do not matter."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def titles(document: Document) -> list[str]:
    """What stands in the report as a heading: headings, titles of boxes, bold openings."""
    found = []
    for block in document.blocks:
        match block:
            case Heading():
                found.append(folded(block.label))
            case ScoreBox():
                found.append(folded(block.title))
            case Paragraph():
                found.append(folded(plain(block.spans).partition(":")[0]))
    return found


def test_every_published_heading_stands_in_the_report_in_order(document: Document) -> None:
    left = iter(titles(document))
    missing = next((heading for heading in published() if folded(heading) not in left), None)
    assert missing is None


def test_the_annex_stands_behind_every_published_heading(document: Document) -> None:
    *_, glossary, annex = (h for h in document.headings() if h.level == 1)
    assert folded(glossary.label) == folded(published()[-1])
    assert annex.label == "Annex: How sure the scores are"
    said = [plain(block.spans) for block in document.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("This annex is added by Corecase") for text in said)
    assert any("is a setting and not a finding" in text for text in said)
    assert "uncertainty" not in [table.id for table in document.tables()]


def test_what_nobody_knows_is_a_labelled_blank(document: Document) -> None:
    labels = [blank.label for blank in document.blanks()]
    assert all(labels)
    assert set(BLANKS) <= set(labels)
