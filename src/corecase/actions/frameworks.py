"""Frameworks: those that are installed, and what a programme is pinned to."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from corecase.core.criteria import Item
from corecase.core.errors import InputError
from corecase.core.frameworks import Framework
from corecase.core.own_inspections import narrowed
from corecase.core.people import Actor, Deed, check_may
from corecase.exchange import frameworks
from corecase.store.cases.models import Inspection, Programme


@dataclass(frozen=True, slots=True, kw_only=True)
class Pinned:
    """The framework of a programme. `fault` says in words that it is not as it was pinned."""

    id: str
    edition: str
    sha256: str
    title: str
    fault: str = ""


def listed(*, by: Actor) -> tuple[Pinned, ...]:
    """The frameworks that come with Corecase, each as it would be pinned now."""
    check_may(by, Deed.PROGRAMME_PLAN)
    return tuple(as_shipped(name) for name in frameworks.shipped())


def pinned(row: Programme) -> Pinned:
    """The framework of a programme, held against the file that is shipped today.

    The programme keeps the text it was pinned to and goes on judging by it; `fault` says where
    the shipped file has another text by now.
    """
    fault = ""
    is_shipped = row.framework_id in frameworks.shipped() and not row.framework_is_own
    if is_shipped and as_shipped(row.framework_id).sha256 != row.framework_sha256:
        fault = (
            "The file that comes with Corecase has changed since; this programme goes on with "
            "the text it was pinned to, a new programme takes the new one."
        )
    return Pinned(
        id=row.framework_id,
        edition=row.framework_edition,
        sha256=row.framework_sha256,
        title=_of(row).title,
        fault=fault,
    )


def prefix(row: Programme) -> str:
    """The prefix of a programme's framework, `"CCI"`."""
    return _of(row).prefix


def from_shipped(name: str) -> Framework:
    """A framework that comes with Corecase. Raises InputError where it is not installed."""
    return _parsed(frameworks.text(name))


def as_shipped(name: str) -> Pinned:
    """A framework as it would be pinned now. Raises InputError where it is not installed."""
    return as_written(frameworks.text(name), name)


def as_written(text: str, name: str) -> Pinned:
    """The framework of a text as it would be pinned. Raises InputError for what is none."""
    framework = _parsed(text)
    digest = sha256(text.encode()).hexdigest()
    return Pinned(id=name, edition=framework.edition, sha256=digest, title=framework.title)


def of(inspection: Inspection) -> Framework:
    """The framework by which an inspection judges: the text its programme was pinned to.

    A self-inspection may judge by some of its criteria alone.
    """
    text = inspection.programme.framework_text
    return (
        _narrowed(text, tuple(inspection.own_criteria))
        if inspection.own_criteria
        else _parsed(text)
    )


def of_programme(row: Programme) -> Framework:
    """The framework that a programme is pinned to, by the text it keeps."""
    return _of(row)


def items_of(inspection: Inspection) -> Mapping[str, Item]:
    """The items of an inspection's framework by identifier."""
    return {item.id: item for item in of(inspection).items}


def item(items: Mapping[str, Item], item_id: str) -> Item:
    """The item with this identifier; InputError where there is none."""
    found = items.get(item_id)
    if found is None:
        raise InputError("There is no such question in this inspection; open the page again.")
    return found


def _of(row: Programme) -> Framework:
    return _parsed(row.framework_text)


@cache
def _parsed(text: str) -> Framework:
    """The framework of a text; each is read once in a process."""
    return frameworks.from_text(text)


@cache
def _narrowed(text: str, criteria: tuple[str, ...]) -> Framework:
    return narrowed(_parsed(text), criteria)
