"""Every address of the site as the resolver knows it, and how a test calls one."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.core.cache import cache as store
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse

from corecase.core.assessment_states import Marking
from tests.site_world import CRITERION, Room, World

EXPECTATIONS = Path(__file__).parent / "integration" / "expectations"
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One address: its name, its pattern and the names of its arguments."""

    name: str
    pattern: str
    arguments: tuple[str, ...]


@cache
def routes() -> dict[str, Route]:
    """Every address by name. An address without a name, or two of one name, is refused."""
    found: dict[str, Route] = {}
    for route in _walk(get_resolver(), ""):
        assert route.name, f"{route.pattern} has no name"
        same = found.setdefault(route.name, route)
        assert same == route, f"{route.name} names {same.pattern} and {route.pattern}"
    return found


def _walk(resolver: URLResolver, before: str) -> Iterator[Route]:
    for part in resolver.url_patterns:
        pattern = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from _walk(part, pattern)
        elif isinstance(part, URLPattern):
            arguments = tuple(part.pattern.converters) or tuple(part.pattern.regex.groupindex)
            yield Route(name=part.name or "", pattern=pattern, arguments=arguments)


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of expectations; lines that begin with # are remarks."""
    lines = (EXPECTATIONS / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if line and not line.startswith("#")))


def address(name: str, world: World, who: str, room: Room | None = None) -> str:
    """The address for somebody: of the case they work on, in `here` unless a room is given."""
    route, room = routes()[name], room or world.here
    given = {key: _argument(route, key, world, who, room) for key in route.arguments}
    return reverse(name, kwargs=given)


def _argument(route: Route, key: str, world: World, who: str, room: Room) -> object:
    ref = world.ref(who)
    marking = Marking.SECOND if who.endswith(".second") else Marking.FIRST
    work = room.work.get((ref, marking)) or next(iter(room.work.values()))
    known = {
        "ref": ref,
        "criterion": CRITERION,
        "headline": "safeguarding",
        "marking": "FIRST",
        "note": work.note,
        "late": work.late,
        "to": "MODERATION",
        "name": _name(route),
        "part": "eligible",
        "area": room.numbers["area"],
        "action": room.numbers["action"],
        "ending": "html",
        "uidb36": "1",
        "pk": 1,
        "place": room.numbers["place"],
        "deed": "received" if "evidence" in route.pattern else "receive",
        "paragraph": 1,
        "comment": room.numbers["comment"],
        "group": _group(route),
        "token": room.numbers["copy" if route.pattern.startswith("copies/") else "token"],
        "grant_id": room.numbers["grant"],
        "invitation_id": room.numbers["invitation"],
    }
    if key == "code":
        return _code(route, room)
    if key in ("number", "person_id", "key"):
        return _number(route, room)
    assert key in known, f"say in tests/site_routes.py what {key} of {route.pattern} is"
    return known[key]


def _name(route: Route) -> str:
    if route.pattern.startswith("council-reports/"):
        return "council-report.html"
    is_file = "files/" in route.pattern or route.pattern.startswith("copies/")
    return "report.html" if is_file else "FIELDWORK_BEGINS"


def _group(route: Route) -> str:
    """What is closed has results; what is open can be handed out and closed."""
    is_read = "/results/" in route.pattern or "/screen/" in route.pattern
    return "victims" if is_read else "children"


def _code(route: Route, room: Room) -> str:
    if "/self/" in route.pattern:
        return str(room.numbers["own"])
    of = {"programmes": room.inspection.programme, "services": room.inspection.service}
    return str(of.get(route.pattern.partition("/")[0], room.inspection).code)


NUMBERED = {
    "improvement-plan/actions/": "question",
    "council-reports/": "council_report",
    "report/renderings/": "preview",
    "publication/versions/": "version",
    "publication/copies/links/": "dispatch",
    "publication/copies/": "recipient",
    "report/recommendations/": "recommendation",
    "report/quotations/": "quotation",
    "report/practice/": "example",
    "report/indicators/": "indicator",
    "surveys/": "sheets",
    "report/respondents/statements/": "statement",
    "report/respondents/": "respondents",
    "factual-accuracy/": "facts",
    "report/evidence/": "record",
    "evidence/": "evidence",
    "feedback/": "feedback",
    "diary/": "interview",
    "alerts/": "alert",
    "team/": "member",
    "pool/": "person",
    "comments/<int": "remark",
    "printed-facts/links/": "service_link",
    "printed-facts/texts/": "printed_text",
    "printed-facts/<int": "printed_fact",
    "people/": "person",
    "password/reset/key/": "token",
}
"""What stands behind the number in an address that has this part."""


def _number(route: Route, room: Room) -> object:
    for part, name in NUMBERED.items():
        if part in route.pattern:
            return room.numbers[name]
    raise AssertionError(f"say in tests/site_routes.py what the number of {route.pattern} is")


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is taken back afterwards."""
    store.clear()
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def verdict(response: HttpResponse) -> str:
    """A where somebody was let in, R where refused, S where led to sign in; else the status."""
    status = response.status_code
    if status in (404, 403):
        return "R"
    to = urlsplit(response.headers.get("Location", ""))
    # Who has just ended their own sessions is led there too, but is not asked to come back.
    if status == 401 or (to.path == reverse("account_login") and "next=" in to.query):
        return "S"
    return "A" if status < 400 or status in (409, 422) else str(status)


class Forms(HTMLParser):
    """The forms of a page: where each is sent, and what it sends when filled in.

    `sent` holds (address, method, fields) of each.
    """

    def __init__(self, path: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        self._path = path
        self._fields: dict[str, Any] | None = None
        self._chosen = ""
        self._text = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """Opens a form, or fills in one of its fields."""
        given = {key: value or "" for key, value in attributes}
        if tag == "form":
            self._fields = {}
            action = given.get("action") or self._path
            self.sent.append((action, given.get("method", "get").upper(), self._fields))
        elif self._fields is not None:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        """Closes a form."""
        if tag == "form":
            self._fields = None
        elif tag in ("select", "textarea"):
            self._chosen = self._text = ""

    def handle_data(self, data: str) -> None:
        """Keeps what a text field already says."""
        if self._text and data.strip() and self._fields is not None:
            self._fields[self._text] = data.strip()

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._fields is not None
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "option" and self._chosen and value and not self._fields.get(self._chosen):
            self._fields[self._chosen] = value
        if not name or name == "csrfmiddlewaretoken":
            return
        if tag == "select":
            self._chosen = name
            self._fields[name] = ""
        elif tag == "textarea":
            self._text = name
            self._fields[name] = "Invented words."
        elif tag == "button" or (tag == "input" and given.get("type") == "submit"):
            self._fields.setdefault(name, value)
        elif tag == "input":
            self._input(name, value, given.get("type", "text"))

    def _input(self, name: str, value: str, kind: str) -> None:
        assert self._fields is not None
        if kind in ("radio", "checkbox"):
            self._fields.setdefault(name, value or "on")
            return
        if kind == "file":
            file = BytesIO(b"Case reference,Sex\nX01,F\n")
            file.name = "list.csv"
            self._fields[name] = file
            return
        words = {
            "date": "2027-03-01",
            "datetime-local": "2027-03-01T10:00",
            "time": "10:00",
            "number": "1",
            "email": f"{uuid4().hex[:8]}@example.org",
            "hidden": value,
        }
        self._fields[name] = value or words.get(kind, "Invented words")


def forms_of(response: HttpResponse, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The name of the address that each POST form of a page is sent to, and its fields."""
    if "text/html" not in response.headers.get("Content-Type", "") or response.streaming:
        return
    reader = Forms(path)
    reader.feed(response.content.decode())
    for action, method, fields in reader.sent:
        if method != "POST":
            continue
        try:
            yield resolve(urlsplit(action).path).url_name or "", fields
        except Resolver404:
            raise AssertionError(
                f"a form of {path} is sent to {action}, which is not there"
            ) from None


def send(client: Client, method: str, path: str, payload: Any = None) -> HttpResponse:
    """The response to one request; JSON where the payload is a list."""
    if method == "GET":
        return client.get(path)
    if isinstance(payload, list):
        return client.post(path, payload, content_type="application/json")
    if method == "POST":
        for value in (payload or {}).values():
            if isinstance(value, BytesIO):
                value.seek(0)
        return client.post(path, payload or {})
    return client.generic(method, path)
