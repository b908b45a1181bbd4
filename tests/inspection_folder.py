"""An invented inspection in a folder: a tiny framework, two cases, and what a person may do."""

from pathlib import Path

from tests.made_files import write_text

FRAMEWORK = """\
id: tiny
title: Tiny invented inspection
prefix: T
edition: test
sections:
- {id: T-1, number: "1", title: Planning}
criteria:
- {id: T-1.1, number: "1.1", title: Plans, section: T-1}
headlines:
- {id: safety, title: Safety}
bands:
- {id: LOW, label: Low, from_percent: 0}
- {id: HIGH, label: High, from_percent: 50}
items:
- id: T-A1
  criterion: T-1.1
  topic: plans
  label: Plan made
  question: Was a plan made?
  headlines: [safety]
  finding: a plan was made in {share}
- id: T-A2
  criterion: T-1.1
  topic: visits
  label: Visits kept
  question: Were visits kept?
  applies: {attribute: sentence, is: custody}
  finding: visits were kept in {share}
recommendations:
- {id: plan, text: makes plans, owners: [Head of service], items: [T-A1]}
"""
INSPECTION = """\
service: Anytown
framework: tiny.yaml
synthetic: "SYNTHETIC: invented for a test."
"""
CASES = "case_id,sentence\nX-1,custody\nX-2,community\nX-3,community"
COMPLETE = "case_id,T-A1,T-A2\nX-1,S,S\nX-2,S,\nX-3,I,"
INCOMPLETE = COMPLETE.replace("X-2,S,", "X-2,,")
CONTRADICTING = COMPLETE.replace("X-2,S,", "X-2,S,I")
CHANGED = COMPLETE.replace("X-2,S,", "X-2,I,")


def make(folder: Path, judgements: str = COMPLETE, more: str = "") -> Path:
    """The folder of a small inspection; `more` lines follow in inspection.yaml."""
    folder.mkdir(exist_ok=True)
    write_text(folder / "tiny.yaml", FRAMEWORK)
    write_text(folder / "inspection.yaml", INSPECTION + more)
    write_text(folder / "cases.csv", CASES)
    return judge(folder, judgements)


def judge(folder: Path, judgements: str) -> Path:
    """The folder with these judgements instead."""
    write_text(folder / "judgements.csv", judgements)
    return folder
