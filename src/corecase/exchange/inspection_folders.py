"""An inspection's folder out: the same files for the same values, which the pipelines read back."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path

from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.findings import Kept
from corecase.core.inspections import Inspection
from corecase.core.judgements import Judgements
from corecase.exchange import frameworks, kept_findings
from corecase.exchange.case_files import cases_text, judgements_text
from corecase.exchange.yaml_writing import written

FRAMEWORK, EDITION = "framework.yaml", "edition.yaml"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the archive's own; nothing here depends on the time of day
_FILE_MODE = 0o100644 << 16
_NAMES = frozenset(
    {
        *("inspection.yaml", FRAMEWORK, EDITION, "findings.yaml"),
        *("judgements.csv", "synthetic-judgements.csv", "cases.csv", "synthetic-cases.csv"),
    }
)
_MOST_BYTES = 100 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that one report is rendered from: the texts of framework and edition, and values."""

    framework_text: str
    edition_text: str
    inspection: Inspection
    judgements: Judgements
    cases: tuple[Case, ...]
    kept: tuple[Kept, ...] = ()


def files(material: Material) -> dict[str, bytes]:
    """The files of an inspection's folder by name; the same bytes for the same values.

    `pipelines.read.read_folder` reads equal values back. The files of judgements and cases say
    in their names that they are synthetic where the inspection is. Raises as
    `frameworks.from_text` does, and InputError where there is no case.
    """
    if not material.judgements.by_case:
        raise InputError("There are no cases to write down; judge the cases of the sample first.")
    before = "synthetic-" if material.inspection.synthetic else ""
    first_item = frameworks.from_text(material.framework_text).items[0].id
    texts = {
        "inspection.yaml": inspection_text(material.inspection),
        FRAMEWORK: material.framework_text,
        EDITION: material.edition_text,
        f"{before}judgements.csv": judgements_text(material.judgements, first_item=first_item),
    }
    if material.cases:
        texts[f"{before}cases.csv"] = cases_text(material.cases)
    if material.kept:
        texts["findings.yaml"] = kept_findings.text_of(material.kept)
    return {name: text.encode("utf-8") for name, text in texts.items()}


def inspection_text(inspection: Inspection) -> str:
    """The text of `inspection.yaml`, naming the framework and the edition beside it.

    What has the value that a file has without it is left out.
    """
    plain = {"framework": FRAMEWORK, "edition": EDITION, **_fields(inspection)}
    return written(plain)


def zipped(folder: Mapping[str, bytes]) -> bytes:
    """An archive of these files in the order of their names; the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(folder):
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = _FILE_MODE
            archive.writestr(entry, folder[name])
    return out.getvalue()


def unzipped(data: bytes, into: Path) -> tuple[Path, ...]:
    """Writes the files of such an archive into a folder and returns their places.

    Nothing is written where the archive is damaged, unpacks to over 100 MB or holds anything
    but the files of an inspection's folder, each once: InputError.
    """
    content = contents(data)
    into.mkdir(parents=True, exist_ok=True)
    for name, held in content.items():
        (into / name).write_bytes(held)
    return tuple(into / name for name in content)


def contents(data: bytes) -> dict[str, bytes]:
    """The files of such an archive by name; raises as `unzipped` does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError("The inspection's archive is damaged; make it again.") from error


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    for name in names:
        if name not in _NAMES or names.count(name) > 1:
            raise InputError(f"The inspection's archive holds {name!r}, which has no place there.")
    if sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise InputError("The inspection's archive unpacks to more than an inspection can need.")


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        return stream.read(entry.file_size + 1)  # what the archive declares was checked


def _fields(value: object) -> dict[str, object]:
    """The fields of a value as a file has them, without those at their default."""
    plain: dict[str, object] = {}
    for field in fields(value):  # type: ignore[arg-type]  # every caller passes a dataclass
        held = getattr(value, field.name)
        if isinstance(held, Figure) and field.name == "figure":
            plain |= {"count": held.count, "out_of": held.out_of}
        elif held != _default(field):
            plain[field.name] = _plain(held)
    return plain


def _default(field: "Field[object]") -> object:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _plain(value: object) -> object:
    if is_dataclass(value):
        return _fields(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if value is None or isinstance(value, str | bool | int | float | date):
        return value
    raise TypeError(f"no place in a file for {type(value).__name__}")
