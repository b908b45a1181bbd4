"""Published reports and tables as JSON-LD in the words of schema.org."""

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse

from corecase.actions.open_data import FORMATS
from corecase.core.register import Report
from corecase.web.rendered_files import TYPES

At = Callable[[str], str]
CONTEXT = "https://schema.org"


def report(found: Report, *, at: At) -> dict[str, Any]:
    """A report: its service, programme, versions and the files of the version that stands."""
    page = at(reverse("public_report", args=[found.code]))
    kind = "Re-inspection" if found.is_reinspection else "Inspection"
    held: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Report",
        "@id": page,
        "url": page,
        "name": f"{kind} of {found.service}",
        "identifier": found.code,
        "version": str(found.current.number),
        "datePublished": found.published_on.isoformat(),
        "dateModified": found.current.published_at.isoformat(),
        "inLanguage": "en-GB",
        "isPartOf": {"@type": "CreativeWorkSeries", "name": found.programme},
        "about": {"@type": "GovernmentService", "name": found.service},
        "encoding": [
            {
                "@type": "MediaObject",
                "name": file.name,
                "contentUrl": at(
                    reverse("public_file", args=[found.code, found.current.number, file.name])
                ),
                "encodingFormat": TYPES[file.name.rpartition(".")[2]].partition(";")[0],
                "sha256": file.sha256,
            }
            for file in found.current.files
        ],
    }
    if found.region:
        held["spatialCoverage"] = {"@type": "Place", "name": found.region}
    if found.synthetic:
        held["abstract"] = found.synthetic
    return held


def catalogue(tables: Iterable[Any], *, at: At) -> dict[str, Any]:
    """The open data: each table with its columns and the formats in which it is had."""
    page = at(reverse("public_data"))
    return {
        "@context": CONTEXT,
        "@type": "DataCatalog",
        "@id": page,
        "name": "Published inspections: open data",
        "dataset": [_dataset(table, at) for table in tables],
    }


def _dataset(table: Any, at: At) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": table.title,
        "description": " ".join(table.notes),
        "isAccessibleForFree": True,
        "variableMeasured": [
            {"@type": "PropertyValue", "name": one.name, "description": one.meaning}
            for one in table.columns
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": ending,
                "contentUrl": at(reverse("public_data_file", args=[table.name, ending])),
            }
            for ending in FORMATS
        ],
    }
