"""The file format of frameworks and overlays: which fields there are and what they hold."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, WithJsonSchema
from pydantic.json_schema import models_json_schema

from corecase.core.criteria import Standing

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
Text = Annotated[str, StringConstraints(min_length=1)]
RuleData = Annotated[Any, WithJsonSchema({"allOf": [{"$ref": "#/$defs/Rule"}]})]


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, use_attribute_docstrings=True)


class SectionRow(_Row):
    """A group of criteria."""

    id: Id
    """Identifier, unique among the sections, such as CCI-1."""
    number: Text
    """The number as printed, in quotes."""
    title: Text
    """The title as printed."""


class CriterionRow(_Row):
    """A general criterion, judged through its items."""

    id: Id
    """Identifier; it starts with the prefix of the programme, such as CCI-1.1."""
    number: Text
    """The number as printed, in quotes."""
    title: Text
    """The title as printed."""
    section: Id
    """The id of the section it stands in."""
    text: str = ""
    """What a service is expected to do."""
    text_standing: Standing = "own"
    """Where the text comes from."""


class HeadlineRow(_Row):
    """A score that pools the items tagged with it, across criteria."""

    id: Id
    """Identifier that items name under headlines."""
    title: Text
    """The title as printed."""
    explanation: str = ""
    """A sentence printed with the headline."""
    suggests_reinspection: bool = False
    """Whether a low score suggests another inspection."""


class BandRow(_Row):
    """A range of scores."""

    id: Id
    """Identifier, in capital letters."""
    label: Text
    """The words as printed."""
    from_percent: int
    """The lowest score of the band; it reaches up to the next one. The lowest band has 0."""


class GateRow(_Row):
    """Asks the item only after a certain answer to another."""

    item: Id
    """The id of the other item."""
    when: Literal["sufficient", "insufficient", "applicable"]
    """The answer to the other item that opens the gate."""


class ItemRow(_Row):
    """One question asked of a case."""

    id: Id
    """Identifier; it starts with the prefix of the programme, such as CCI-R02."""
    criterion: Id
    """The id of the criterion whose score pools the item."""
    topic: Text
    """A short name shared by items on one topic."""
    label: Text
    """A few words for tables and charts."""
    question: Text
    """The question as the assessor reads it."""
    guidance: str = ""
    """How to judge it, shown beside the question; left out where the framework gives none."""
    applies: RuleData = "everyone"
    """Which cases are asked."""
    gate: GateRow | None = None
    """After which answer to another item it is asked."""
    headlines: list[Id] = []
    """The ids of the headlines that pool it too."""
    also_reported_in: list[Id] = []
    """The ids of criteria that show its figure without pooling it again."""
    levels: list[Text] = []
    """For an item that compares the service's value with the assessor's: lowest to highest."""
    scored: bool = True
    """False for an item that is recorded and reported but stands in no score."""
    finding: str = ""
    """The clause that says its figure in a report."""
    finding_area: str = ""
    """Another clause, for when it is an area for improvement."""
    strength_from: int | None = None
    """The percentage from which it is a strength, instead of the framework's."""
    case_word: Annotated[list[Text], Field(min_length=2, max_length=2)] = ["case", "cases"]
    """What its figure counts: one, and several."""
    wording: Standing = "own"
    """Where the question comes from."""
    tag: Standing = "unverified"
    """Where its headlines come from."""


class RecommendationRow(_Row):
    """A recommendation kept in the library, proposed when its items are weak."""

    id: Id
    """Identifier, such as CCI-REC-1."""
    text: Text
    """The words that follow the owner."""
    owners: list[Text]
    """Who is primarily responsible."""
    items: list[Id] = []
    """The ids of the items that propose it; empty for one that only a person adds."""
    wording: Standing = "own"
    """Where the words come from."""


class FrameworkRow(_Row):
    """A framework: the criteria of one programme in one edition."""

    id: Id
    """The name by which the framework is called, such as cci-2009."""
    title: Text
    """The name of the programme as printed."""
    prefix: Id
    """The start of every criterion's and item's id, without the hyphen."""
    edition: Text
    """The year or years, in quotes."""
    report_edition: Id = "standard"
    """The fixed words of its report."""
    band_on: Literal["exact", "printed"] = "exact"
    """Whether bands are taken from the exact score or from the printed whole number."""
    strength_from: int = 60
    """The percentage from which an item is drafted as a strength."""
    prints_scores: bool = True
    """False for a programme that prints no percentages."""
    improvement_plan_weeks: Annotated[int, Field(ge=1)] | None = 4
    """Weeks from publication until a service's improvement plan is due; null where none is due."""
    sources: list[Text] = []
    """The documents behind the framework."""
    notes: list[Text] = []
    """What a reader should know about it."""
    rules: dict[str, RuleData] = {}
    """Rules with a name, for items to use; each may use those above it."""
    sections: list[SectionRow]
    """The sections in order."""
    criteria: list[CriterionRow]
    """The criteria in order."""
    headlines: list[HeadlineRow] = []
    """The headlines in order."""
    bands: list[BandRow] = []
    """The bands; none for a programme without."""
    items: list[ItemRow]
    """The items in the order in which they are asked."""
    recommendations: list[RecommendationRow] = []
    """The library of recommendations."""


class OverlayRow(_Row):
    """An overlay: a framework without some of its items and with others."""

    extends: Text
    """The name of a shipped framework, or a path from the folder of this file."""
    note: Text
    """Why there is an overlay; it is printed with the framework's notes."""
    leaves_out: list[Id] = []
    """The ids of the items that are not asked."""
    items: list[ItemRow] = []
    """Items that are asked as well."""


_RULE = {
    "title": "Rule",
    "description": "Which cases are asked: everyone, a rule's name, or a condition.",
    "anyOf": [
        {"type": "string", "description": "everyone, or the name of a rule of this framework"},
        {
            "type": "object",
            "properties": {
                "attribute": {"type": "string", "description": "A column of the list of cases."},
                "is": {
                    "description": "The value, or the values, that the attribute has.",
                    "anyOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}, "minItems": 1},
                    ],
                },
            },
            "required": ["attribute", "is"],
            "additionalProperties": False,
        },
        *(
            {
                "type": "object",
                "properties": {word: {"type": "array", "items": rule, "minItems": 1}},
                "required": [word],
                "additionalProperties": False,
            }
            for rule in ({"$ref": "#/$defs/Rule"},)
            for word in ("all", "any")
        ),
        {
            "type": "object",
            "properties": {"not": {"$ref": "#/$defs/Rule"}},
            "required": ["not"],
            "additionalProperties": False,
        },
    ],
}


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a framework file and of an overlay, for editors."""
    _, schema = models_json_schema([(FrameworkRow, "validation"), (OverlayRow, "validation")])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Corecase framework or overlay",
        "description": "A file with the field extends is an overlay; any other, a framework.",
        "if": {"required": ["extends"]},
        "then": {"$ref": "#/$defs/OverlayRow"},
        "else": {"$ref": "#/$defs/FrameworkRow"},
        "$defs": schema["$defs"] | {"Rule": _RULE},
    }
