"""What changed in the data since a person kept a finding."""

from dataclasses import dataclass

from corecase.core.figures import Figure
from corecase.core.findings import Finding, kind_of
from corecase.core.frameworks import Framework
from corecase.core.sentences import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A figure that is no longer what a paragraph was written on.

    `now_kind` is given where its item has crossed to the other side of the framework's line.
    """

    key: str
    was: Figure
    now: Figure
    now_kind: Kind | None = None


def changes(framework: Framework, finding: Finding) -> tuple[Change, ...]:
    """What changed since a person kept the paragraph, figure by figure."""
    today = {number.key: number.figure for number in finding.numbers}
    pairs = [(key, finding.written_on[key], today[key]) for key in finding.changed]
    return tuple(
        Change(key=key, was=was, now=now, now_kind=_crossed(framework, key, was, now))
        for key, was, now in pairs
    )


def _crossed(framework: Framework, key: str, was: Figure, now: Figure) -> Kind | None:
    """The side on which the item now falls, where it is not the side it was on."""
    item = next((item for item in framework.items if item.id == key), None)
    if item is None or not (was.is_applicable and now.is_applicable):
        return None
    kind = kind_of(framework, item, now)
    return kind if kind != kind_of(framework, item, was) else None
