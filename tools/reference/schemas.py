"""docs/reference/framework-file.md and inspection-file.md: the fields of files, from schemas."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corecase.exchange import frameworks
from corecase.exchange.inspections import InspectionFile
from tools.reference.markdown import document, table

Schema = Mapping[str, Any]
_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
}


_FRAMEWORK_PARTS = (
    "FrameworkRow",
    "SectionRow",
    "CriterionRow",
    "HeadlineRow",
    "BandRow",
    "ItemRow",
    "GateRow",
    "ViewRow",
    "RecommendationRow",
    "OverlayRow",
)


def framework_page() -> str:
    """The fields of a framework file and of an overlay, and the language of rules."""
    schema = frameworks.json_schema()
    return document(
        "The framework file",
        "A framework is one YAML file. `corecase frameworks check FILE` says everything that is "
        "wrong with it. `corecase frameworks schema` prints the JSON Schema behind this page, for "
        "an editor that completes and checks while you type.",
        *(part for name in _FRAMEWORK_PARTS for part in _fields(name, schema["$defs"])),
        *_rules(schema["$defs"]["Rule"]),
    )


def inspection_page() -> str:
    """The fields of inspection.yaml."""
    schema = InspectionFile.model_json_schema()
    return document(
        "The inspection file",
        "`inspection.yaml` stands in an inspection's folder and says what its report tells beside "
        "the judgements. What is left out is printed as a labelled blank. "
        "[The guide](../how-to/inspection-folder.md) shows an example.",
        *_fields("The file", {"The file": schema, **schema["$defs"]}),
        *(part for name in _order(schema) for part in _fields(name, schema["$defs"])),
    )


def _order(schema: Schema) -> list[str]:
    """The parts of the file in the order in which its fields name them."""
    named = [part for part in schema["$defs"] if part in json.dumps(schema["properties"])]
    named.sort(key=json.dumps(schema["properties"]).index)
    return list(dict.fromkeys(part for name in named for part in _within(name, schema["$defs"])))


def _within(name: str, definitions: Schema) -> Iterator[str]:
    """A part, and behind it every part that its fields name, at any remove."""
    yield name
    inner = json.dumps(definitions[name]["properties"])
    for part in definitions:
        if f'/{part}"' in inner:
            yield from _within(part, definitions)


def _fields(name: str, definitions: Schema) -> Iterator[str]:
    part = definitions[name]
    yield f"## {_title(name)}"
    yield part["description"]
    needed = part.get("required", [])
    yield table(
        ("Field", "Holds", "If left out", "Meaning"),
        (
            (
                f"`{field}`",
                _holds(about),
                "needed" if field in needed else _default(about.get("default")),
                about.get("description", ""),
            )
            for field, about in part["properties"].items()
        ),
    )


def _title(name: str) -> str:
    words = name.strip("_").removesuffix("Row")
    spaced = "".join(f" {c.lower()}" if c.isupper() else c for c in words).strip()
    return spaced[:1].upper() + spaced[1:]


def _holds(about: Schema) -> str:
    if "$ref" in about:
        title = _title(about["$ref"].rpartition("/")[2])
        return f"[{title}](#{title.lower().replace(' ', '-')})"
    for joined in ("anyOf", "allOf"):
        if joined in about:
            return " or ".join(_holds(one) for one in about[joined] if one.get("type") != "null")
    if "enum" in about:
        return ", ".join(f"`{value}`" for value in about["enum"])
    if about.get("type") == "array":
        return f"list of {_holds(about['items'])}"
    if about.get("type") == "object":
        return f"name: {_holds(about['additionalProperties'])}"
    if about.get("format") == "date":
        return "day"
    return _WORDS[about["type"]]


def _default(value: object) -> str:
    if value in ("", None, [], {}):
        return "nothing"
    return f"`{json.dumps(value) if not isinstance(value, str) else value}`"


def _rules(rule: Schema) -> Iterator[str]:
    yield "## Rule"
    yield rule["description"]
    yield table(
        ("Write", "Asked of"),
        (
            ("`everyone`", "every case"),
            ("`NAME`", "what the rule of that name under `rules` says"),
            ("`{attribute: sentence, is: custody}`", "cases with that value"),
            ("`{attribute: sentence, is: [custody, licence]}`", "cases with one of the values"),
            ("`{all: [RULE, RULE]}`", "cases to which every one of the rules applies"),
            ("`{any: [RULE, RULE]}`", "cases to which at least one applies"),
            ("`{not: RULE}`", "cases to which the rule does not apply"),
        ),
    )
    yield (
        "A rule that needs an attribute nobody knows asks the question: an unknown never excuses "
        "an answer."
    )
