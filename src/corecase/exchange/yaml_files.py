"""YAML into plain data that knows its lines, and into a model, with all errors at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from corecase.core.errors import InputError, ManyProblems, Problem
from corecase.exchange import file_content
from corecase.exchange.field_places import FieldPath, place
from corecase.exchange.field_problems import problems_of
from corecase.exchange.yaml_slips import slip

MAX_BYTES = 5 * 2**20
MAX_DEPTH = 24

_TAG = "tag:yaml.org,2002:"
_TEXT = _TAG + "str"
_SCALARS = {_TAG + kind for kind in ("str", "int", "float", "bool", "null", "timestamp")}
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The data of one file, the line on which each part of it starts, and how it is written."""

    source: str
    data: object
    lines: Mapping[FieldPath, int]
    written: Mapping[FieldPath, str]

    def where(self, path: FieldPath) -> str:
        """A place a person can find: `line 41, item CCI-R02, gate`."""
        near = next(path[:n] for n in range(len(path), -1, -1) if path[:n] in self.lines)
        return ", ".join((f"line {self.lines[near]}", *place(self.data, path)))

    def where_key(self, path: FieldPath) -> str:
        """The line of a key and what it stands in, for a key that means nothing there."""
        return ", ".join((f"line {self.lines[path]}", *place(self.data, path[:-1])))


def parse_file(path: Path, model: type[_Model]) -> _Model:
    """The model read from a file.

    Raises InputError, in one sentence, when the file cannot be read as YAML, and
    ManyProblems with every field that is wrong.
    """
    return parsed(read_file(path), model)


def parsed(document: Document, model: type[_Model]) -> _Model:
    """The model in a document. Raises ManyProblems with every field that is wrong."""
    try:
        return model.model_validate(document.data)
    except ValidationError as error:
        problems = problems_of(error, model, document)
        raise ManyProblems(document.source, tuple(problems)) from None


def read_file(path: Path) -> Document:
    """The data in a YAML file. Raises InputError when it cannot be read, see `read_document`."""
    return read_document(content_of(path), path.name)


def content_of(path: Path) -> bytes:
    """The content of a file, no more than is read as YAML. Raises InputError when there is none."""
    return file_content.content_of(path, most=MAX_BYTES)


def read_document(content: bytes, source: str) -> Document:
    """The data in YAML text, with its lines.

    Raises InputError for anything but one document in UTF-8 without aliases (which can make
    a small file unfold without end), and ManyProblems for duplicate and unreadable keys.
    """
    if len(content) > MAX_BYTES:
        raise InputError(f"{source} is larger than {MAX_BYTES // 2**20} MB; split it.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{source} is not UTF-8 text; save it as UTF-8.") from error
    try:
        _check_events(text, source)
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        line, reason = slip(error, text)
        raise InputError(f"{source}: line {line} {reason}.") from error
    except yaml.YAMLError as error:
        raise InputError(f"{source} holds a character that YAML does not allow.") from error
    if node is None:
        raise InputError(f"{source} is empty; it needs the fields of its kind.")
    reader = _Reader(loader)
    data = reader.read(node, ())
    if reader.problems:
        raise ManyProblems(source, tuple(reader.problems))
    return Document(source=source, data=data, lines=reader.lines, written=reader.written)


def _check_events(text: str, source: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            raise InputError(f"{source} uses an alias at line {line}; write the value out there.")
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise InputError(f"{source} is nested too deeply at line {line}; write it flatter.")


class _Reader:
    """Turns nodes into plain data and keeps where each stood."""

    def __init__(self, loader: yaml.CSafeLoader) -> None:
        self.loader = loader
        self.lines: dict[FieldPath, int] = {}
        self.written: dict[FieldPath, str] = {}
        self.problems: list[Problem] = []

    def read(self, node: yaml.Node, path: FieldPath) -> object:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, path))
        if isinstance(node, yaml.SequenceNode):
            return [self.read(part, (*path, index)) for index, part in enumerate(node.value)]
        self.written[path] = node.value
        return self.scalar(node)

    def pairs(self, node: yaml.MappingNode, path: FieldPath) -> Iterator[tuple[str, object]]:
        seen: dict[str, int] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode) or key_node.tag != _TEXT:
                self.refuse(key_node, "is not a text key; put it in quotes")
                continue
            if key in seen:
                self.refuse(key_node, _twice(seen[key], path))
                continue
            seen[key] = line
            self.lines[(*path, key)] = line
            yield key, self.read(value_node, (*path, key))

    def scalar(self, node: yaml.Node) -> object:
        if node.tag not in _SCALARS:
            self.refuse(node, f"has the tag {node.tag}, which is not used here; remove it")
            return None
        try:
            return self.loader.construct_object(node)
        except (ValueError, yaml.YAMLError):
            is_date = node.tag == _TAG + "timestamp"
            wrong = "is no day of the calendar; correct it, or" if is_date else "is no number;"
            self.refuse(node, f"{wrong} put it in quotes to keep it as text")
            return None

    def refuse(self, node: yaml.Node, reason: str) -> None:
        value = node.value if isinstance(node.value, str) else ""
        where = f"line {node.start_mark.line + 1}"
        self.problems.append(Problem(where=where, value=value[:80], reason=reason))


def _twice(line: int, path: FieldPath) -> str:
    """What to do about a key that stands twice; in a row of a list a dash may be missing."""
    in_row = bool(path) and isinstance(path[-1], int)
    dash = ", or begin a new entry with a dash" if in_row else ""
    return f"is a key that line {line} has too; keep one of them{dash}"
