"""When a question applies: to which cases, and after which answers.

A rule is data: `everyone`, `{attribute: sentence, is: custody}`, or those joined with
`all`, `any` and `not`. One parser, one evaluator, and a sentence that explains each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from corecase.core.errors import InputError
from corecase.core.judgements import Answer

Attributes = Mapping[str, str]


class Rule(Protocol):
    """Decides whether something applies to a case."""

    def applies(self, attributes: Attributes) -> bool | None:
        """True, False, or None when an attribute it needs is not known."""
        ...

    def explain(self) -> str:
        """The rule in words, to follow "asked of"."""
        ...

    def reads(self) -> frozenset[str]:
        """The attributes of a case that it needs."""
        ...


@dataclass(frozen=True, slots=True)
class Everyone:
    """Applies to every case."""

    def applies(self, attributes: Attributes) -> bool | None:
        return True

    def explain(self) -> str:
        return "every case"

    def reads(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeIs:
    """Applies where a case's attribute has one of the values, in capitals or not."""

    attribute: str
    values: tuple[str, ...]

    def applies(self, attributes: Attributes) -> bool | None:
        value = attributes.get(self.attribute)
        known = {one.casefold() for one in self.values}
        return None if value is None else value.casefold() in known

    def explain(self) -> str:
        return f"cases whose {self.attribute} is {' or '.join(self.values)}"

    def reads(self) -> frozenset[str]:
        return frozenset({self.attribute})


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf:
    """Applies where every part applies; one part that does not settles it."""

    parts: tuple[Rule, ...]

    def applies(self, attributes: Attributes) -> bool | None:
        answers = [part.applies(attributes) for part in self.parts]
        if False in answers:
            return False
        return None if None in answers else True

    def explain(self) -> str:
        return " that are also ".join(part.explain() for part in self.parts)

    def reads(self) -> frozenset[str]:
        return frozenset().union(*(part.reads() for part in self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf:
    """Applies where any part applies; one part that does settles it."""

    parts: tuple[Rule, ...]

    def applies(self, attributes: Attributes) -> bool | None:
        answers = [part.applies(attributes) for part in self.parts]
        if True in answers:
            return True
        return None if None in answers else False

    def explain(self) -> str:
        return " or ".join(part.explain() for part in self.parts)

    def reads(self) -> frozenset[str]:
        return frozenset().union(*(part.reads() for part in self.parts))


@dataclass(frozen=True, slots=True, kw_only=True)
class NotThe:
    """Applies where its part does not."""

    part: Rule

    def applies(self, attributes: Attributes) -> bool | None:
        answer = self.part.applies(attributes)
        return None if answer is None else not answer

    def explain(self) -> str:
        return f"cases other than {self.part.explain()}"

    def reads(self) -> frozenset[str]:
        return self.part.reads()


GATE_ANSWERS: Mapping[str, frozenset[Answer]] = {
    "sufficient": frozenset({Answer.SUFFICIENT}),
    "insufficient": frozenset({Answer.INSUFFICIENT}),
    "applicable": frozenset({Answer.SUFFICIENT, Answer.INSUFFICIENT}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Asked only where another item has been answered in one of these ways.

    `every` says that each case behind the open gate is meant to be judged: an item with fewer
    applicable cases than that has a base to look at.
    """

    item: str
    when: str
    every: bool = False

    def __post_init__(self) -> None:
        if self.when not in GATE_ANSWERS:
            raise InputError(
                f"A gate opens when an item is {', '.join(GATE_ANSWERS)}; not {self.when!r}."
            )

    def is_open(self, answer: Answer | None) -> bool | None:
        """Whether the gate is open after this answer; None while it is unanswered."""
        return None if answer is None else answer in GATE_ANSWERS[self.when]

    def explain(self) -> str:
        return f"asked where {self.item} is {self.when}"


def parse(data: object, named: Mapping[str, Rule]) -> Rule:
    """The rule written as plain data (a name, or a mapping with one form of the language).

    `named` holds the rules that the framework defines. Raises InputError with what was
    expected.
    """
    if isinstance(data, str):
        return _named(data, named)
    if isinstance(data, Mapping):
        keys = set(data)
        if keys == {"attribute", "is"}:
            return _attribute(data)
        if keys == {"all"} or keys == {"any"}:
            (key,) = keys
            parts = data[key]
            if isinstance(parts, list) and parts:
                joined = tuple(parse(part, named) for part in parts)
                return AllOf(parts=joined) if key == "all" else AnyOf(parts=joined)
        if keys == {"not"}:
            return NotThe(part=parse(data["not"], named))
    raise InputError(
        "A rule is a name, {attribute: NAME, is: VALUE}, {all: [RULES]}, {any: [RULES]} "
        f"or {{not: RULE}}; not {data!r}."
    )


def _named(name: str, named: Mapping[str, Rule]) -> Rule:
    if name == "everyone":
        return Everyone()
    if name not in named:
        known = ", ".join(["everyone", *named])
        raise InputError(f"There is no rule called {name!r}; this framework has {known}.")
    return named[name]


def _attribute(data: Mapping[object, object]) -> Rule:
    attribute, value = data["attribute"], data["is"]
    values = value if isinstance(value, list) else [value]
    if not isinstance(attribute, str) or not values or not all(isinstance(v, str) for v in values):
        raise InputError(f"attribute and is take text, or is a list of text; not {data!r}.")
    return AttributeIs(attribute=attribute, values=tuple(str(v) for v in values))
