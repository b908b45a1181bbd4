"""The page of the open API, from the schema that the public view hands out."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from tools.reference.markdown import document, table

READ = """
import json, os
os.environ["DJANGO_SETTINGS_MODULE"] = "corecase.config.public_settings"
import django
django.setup()
from corecase.web.public.api import api
print(json.dumps(api.get_openapi_schema()))
"""


def schema() -> dict[str, Any]:
    """The schema, read in a process of its own: one process knows one site."""
    own = {key: value for key, value in os.environ.items() if not key.startswith("CORECASE_")}
    done = subprocess.run(
        [sys.executable, "-c", READ], capture_output=True, text=True, check=True, env=own
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def page() -> str:
    """Every address of the API with its parameters and answers, then every answer's fields."""
    found = schema()
    about = found["info"]
    answers = found["components"]["schemas"]
    return document(
        "The open API",
        f"Version {about['version']}, in OpenAPI {found['openapi']}. {about['description']}",
        "How it is used stands in [Use the open data](../how-to/use-open-data.md).",
        *(
            part
            for address, methods in found["paths"].items()
            for method, told in methods.items()
            for part in _operation(f"{method.upper()} {address}", told)
        ),
        "## What answers hold",
        *(part for name in sorted(answers) for part in _answer(name, answers[name])),
    )


def _operation(title: str, told: dict[str, Any]) -> Iterator[str]:
    yield from (f"## {title}", " ".join(told["description"].split()))
    parameters = [
        (f"`{one['name']}`", _kind(one["schema"]), "yes" if one.get("required") else "")
        for one in told.get("parameters", ())
    ]
    if parameters:
        yield table(("Parameter", "Holds", "Needed"), parameters)
    answers = [
        (status, _kind(answer["content"]["application/json"]["schema"]))
        for status, answer in told["responses"].items()
    ]
    yield table(("Status", "Answer"), answers)


def _answer(name: str, told: dict[str, Any]) -> Iterator[str]:
    yield from (f"### {name}", " ".join(told["description"].split()))
    rows = [
        (f"`{field}`", _kind(kind), kind.get("description", ""))
        for field, kind in told["properties"].items()
    ]
    yield table(("Field", "Holds", "Meaning"), rows)


def _kind(kind: dict[str, Any]) -> str:
    """What a value is, in a few words."""
    if "$ref" in kind:
        return str(kind["$ref"]).rpartition("/")[2]
    if "anyOf" in kind:
        return " or ".join(_kind(one) for one in kind["anyOf"]).replace("null", "nothing")
    if kind.get("type") == "array":
        return f"list of {_kind(kind['items'])}"
    if "enum" in kind:
        return ", ".join(kind["enum"])
    said = str(kind.get("format") or kind.get("type"))
    if "minimum" in kind and "maximum" in kind:
        return f"{said}, {kind['minimum']} to {kind['maximum']}"
    return said
