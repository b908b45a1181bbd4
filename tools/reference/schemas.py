"""docs/reference/framework-file.md and inspection-file.md: the fields of files, from schemas."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from corecase.core import heading_sets
from corecase.core.heading_sets import KIND_WORDS, Content
from corecase.exchange import frameworks
from corecase.exchange.council_fields import CouncilFactsFile
from corecase.exchange.heading_sets import HeadingSetFile
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


def council_facts_page() -> str:
    """The fields of the facts of a council report."""
    return _whole(
        "The facts of a council report",
        "`corecase council-report` makes a council's report from one YAML file: what is published "
        "of an inspection, the improvement plan, and what the council alone knows. "
        "[The guide](../how-to/council-report.md) shows examples.",
        CouncilFactsFile.model_json_schema(),
    )


def heading_set_page() -> str:
    """The fields of a heading set, the kinds of content and the words that are filled in."""
    page = _whole(
        "The heading set file",
        "A heading set is one YAML file: the headings under which a council reports, in order, and "
        "what stands under each. [The guide](../how-to/council-report.md) shows how to write one.",
        HeadingSetFile.model_json_schema(),
    )
    kinds = table(
        ("Kind", "What stands there"),
        ((f"`{kind.value.lower()}`", KIND_WORDS[kind]) for kind in Content),
    )
    filled = ", ".join(f"`{{{name}}}`" for name in heading_sets.WORDS)
    return document(
        page.rstrip().removeprefix("# "),
        "## Kinds of content",
        kinds,
        "## Words that are filled in",
        f"In headings and words, from the facts, with a marked blank for what is not known: "
        f"{filled}. Fields of a covering sheet may also be called `subject`.",
    )


def _whole(title: str, about: str, schema: Schema) -> str:
    order = _order(schema)
    order += [name for name in schema["$defs"] if name not in order]
    return document(
        title,
        about,
        *_fields("The file", {"The file": schema, **schema["$defs"]}),
        *(part for name in order for part in _fields(name, schema["$defs"])),
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
