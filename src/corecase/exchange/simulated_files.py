"""A synthetic framework into a file; every name and row of it says that it is synthetic."""

from pathlib import Path

from corecase.core.frameworks import Framework
from corecase.exchange.overlays import item_data
from corecase.exchange.yaml_writing import written


def write_framework(path: Path, framework: Framework) -> None:
    """Writes a framework without rules or recommendations as the file that `load` reads back."""
    data = {
        "id": framework.id,
        "title": framework.title,
        "prefix": framework.prefix,
        "edition": framework.edition,
        "notes": list(framework.notes),
        "sections": [
            {"id": one.id, "number": one.number, "title": one.title} for one in framework.sections
        ],
        "criteria": [
            {
                "id": one.id,
                "number": one.number,
                "title": one.title,
                "section": one.section,
                "text_standing": one.text_standing,
            }
            for one in framework.criteria
        ],
        "headlines": [{"id": one.id, "title": one.title} for one in framework.headlines],
        "bands": [
            {"id": one.id, "label": one.label, "from_percent": one.from_percent}
            for one in framework.bands
        ],
        "items": [item_data(item) for item in framework.items],
    }
    path.write_text(written(data), encoding="utf-8", newline="\n")
