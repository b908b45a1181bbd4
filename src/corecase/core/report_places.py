"""Where a text stands in a report: the name of its place, read against the framework."""

from collections.abc import Mapping
from dataclasses import dataclass

from corecase.core.drafting import Part
from corecase.core.editions import Form
from corecase.core.frameworks import Framework
from corecase.core.sentences import Kind

NARRATIVE = "narrative"
AREA = "area"
ORGANISATION = "organisation"
_COMMENTARY = "commentary/"
STRENGTHS = "strengths"
_ALONE = {
    NARRATIVE: Part.NARRATIVE,
    AREA: Part.AREA,
    ORGANISATION: Part.ORGANISATION,
    STRENGTHS: Part.STRENGTHS,
}
_ALONE_IN: Mapping[Form, tuple[str, ...]] = {
    "report": (NARRATIVE, AREA, ORGANISATION),
    "letter": (NARRATIVE, STRENGTHS),
}
"""The texts that stand by themselves in each form of report."""
_IN_A_LETTER = {NARRATIVE: "Summary"}
_KINDS: dict[str, Kind] = {"strength": "strength", "area": "area"}
_OWN = "own-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place of a report. `name` is `"CCI-1.1/strength/Screening"`, `"commentary/CCI-1"`.

    `criterion` and `kind` are given for a finding, `section` for a commentary.
    """

    name: str
    part: Part
    title: str
    criterion: str = ""
    kind: Kind | None = None
    section: str = ""


def read(framework: Framework, name: str, form: Form = "report") -> Place | None:
    """The place of this name, or None where a report of this form has none."""
    if name in _ALONE:
        return _alone(name, form) if name in _ALONE_IN[form] else None
    if name.startswith(_COMMENTARY):
        wanted = name.removeprefix(_COMMENTARY)
        return next((p for p in commentaries(framework) if p.section == wanted), None)
    return _finding(framework, name)


def commentaries(framework: Framework) -> tuple[Place, ...]:
    """The commentary of every section, in order."""
    return tuple(
        Place(
            name=_COMMENTARY + section.id,
            part=Part.COMMENTARY,
            title=f"Commentary on {section.title}",
            section=section.id,
        )
        for section in framework.sections
    )


def proses(framework: Framework, form: Form = "report") -> tuple[Place, ...]:
    """Every place of a report that is not a finding: what a person writes whole."""
    return (*(_alone(name, form) for name in _ALONE_IN[form]), *commentaries(framework))


def is_needed(place: Place, form: Form = "report") -> bool:
    """Whether a report of this form waits for such a text before it is signed.

    The commentary of a letter goes on with the findings of its theme, and may be left out.
    """
    needed = {Part.NARRATIVE, Part.STRENGTHS}
    return place.part in (needed if form == "letter" else {Part.NARRATIVE, Part.COMMENTARY})


def _alone(name: str, form: Form) -> Place:
    part = _ALONE[name]
    title = _IN_A_LETTER.get(name) if form == "letter" else None
    return Place(name=name, part=part, title=title or part.words.capitalize())


def next_own(criterion: str, kind: Kind, taken: set[str]) -> str:
    """The name of the next paragraph of one's own: `"CCI-1.1/area/own-2"`."""
    number = 1
    while f"{criterion}/{kind}/{_OWN}{number}" in taken:
        number += 1
    return f"{criterion}/{kind}/{_OWN}{number}"


def _finding(framework: Framework, name: str) -> Place | None:
    criterion_id, _, rest = name.partition("/")
    kind_name, _, topic = rest.partition("/")
    kind = _KINDS.get(kind_name)
    found = next((c for c in framework.criteria if c.id == criterion_id), None)
    if found is None or kind is None or not topic:
        return None
    side = "Strength" if kind == "strength" else "Area for improvement"
    said = "in your own words" if topic.startswith(_OWN) else _in_words(framework, topic)
    return Place(
        name=name,
        part=Part.FINDING,
        title=f"{side} under {found.number}: {said}",
        criterion=criterion_id,
        kind=kind,
    )


def _in_words(framework: Framework, topic: str) -> str:
    """A topic as words, with the abbreviations as the labels of its items write them."""
    labels = (item.label for item in framework.items if item.topic == topic)
    written = {word.lower(): word for label in labels for word in label.split()}
    short = {low: word for low, word in written.items() if not word[1:].islower()}
    return " ".join(short.get(word, word) for word in topic.replace("-", " ").split(" "))
