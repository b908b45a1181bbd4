"""What a rule refuses stands beside the field it is about, in the summary, and nothing is lost."""

from html.parser import HTMLParser

import pytest
from django.test import Client

from corecase.core.people import Role
from corecase.core.stages import Stage
from corecase.exchange import frameworks
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """The words of each element with an id, the links of the summary, and what fields hold."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: dict[str, str] = {}
        self.links: list[str] = []
        self.values: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.values[str(given["name"])] = given.get("value") or ""
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self.links.append(str(given["href"]))
        if tag not in {"input", "meta", "link", "br", "img", "hr", "path"}:
            self.open.append(given.get("id") or "")

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in {"input", "meta", "link", "br", "img", "hr", "path"}:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for place in filter(None, self.open):
            self.said[place] = self.said.get(place, "") + data


def sent(client: Client, path: str, typed: dict[str, str]) -> tuple[int, Page]:
    shown = Page(client.get(path).content.decode()).values
    hidden = {name: shown[name] for name in ("seen",) if name in shown}
    response = client.post(path, {**hidden, **typed})
    return response.status_code, Page(response.content.decode())


def planned() -> models.Inspection:
    return site.inspection(Stage.PLANNED)


def of_lead(inspection: models.Inspection) -> Client:
    return site.client_for(site.person(Role.LEAD_INSPECTOR, inspection=inspection))


def of_manager() -> Client:
    return site.client_for(site.person(Role.PROGRAMME_MANAGER))


REFUSED = [
    (
        "announcement",
        {"first_start": "2026-06-01", "last_start": "2026-05-01"},
        "last_start",
        "The window closes before it opens",
    ),
    (
        "announcement",
        {
            "first_start": "2026-01-01",
            "last_start": "2026-05-01",
            "custody_first_start": "2026-02-01",
        },
        "custody_first_start",
        "can only open the window earlier",
    ),
    (
        "announcement",
        {"first_start": "2026-01-01", "last_start": "2030-05-01"},
        "last_start",
        "has to close before the fieldwork begins",
    ),
    (
        "timetable/fieldwork",
        {"starts_on": "2026-12-10", "ends_on": "2026-12-01"},
        "ends_on",
        "ends before it starts",
    ),
    (
        "timetable/fieldwork",
        {"starts_on": "", "ends_on": "2026-12-01"},
        "starts_on",
        "Give the first day",
    ),
    (
        "team",
        {"email": "nobody@example.org", "role": "ASSESSOR", "days": "2"},
        "email",
        "Nobody with this address",
    ),
]


@pytest.mark.parametrize(("room", "typed", "field", "words"), REFUSED)
def test_a_refusal_of_a_rule_stands_beside_its_field(
    room: str, typed: dict[str, str], field: str, words: str
) -> None:
    inspection = planned()
    status, page = sent(of_lead(inspection), f"/inspections/{inspection.code}/{room}/", typed)
    assert status == 422
    assert words in page.said[f"id_{field}-error"]
    assert f"#id_{field}" in page.links
    assert {name: page.values[name] for name in typed if name != "role"} == {
        name: value for name, value in typed.items() if name != "role"
    }


def test_years_the_wrong_way_round_are_said_beside_the_last_year() -> None:
    typed = {
        "title": "Invented",
        "first_year": "2028",
        "last_year": "2026",
        "framework": "cci-2009",
    }
    status, page = sent(of_manager(), "/programmes/new/", typed)
    assert status == 422
    assert "the last not before the first" in page.said["id_last_year-error"]
    assert page.values["title"] == "Invented"


def test_evidence_that_came_before_it_was_asked_for_is_said_beside_the_day() -> None:
    inspection = site.inspection(Stage.ANNOUNCED)
    item = models.EvidenceItem.objects.create(
        inspection=inspection, title="Invented minutes", asked_on=site.TODAY
    )
    path = f"/inspections/{inspection.code}/evidence/{item.pk}/"
    typed = {"received_on": "2020-01-01", "received_as": "Invented PDF"}
    status, page = sent(of_lead(inspection), f"{path}received/", typed)
    assert status == 422
    assert "before it was asked for" in page.said["id_received_on-error"]
    assert page.values["received_as"] == "Invented PDF"


def test_an_empty_field_says_by_its_name_what_it_waits_for() -> None:
    status, page = sent(of_manager(), "/programmes/new/", {"title": "Invented"})
    assert status == 422
    assert "Enter the first year." in page.said["id_first_year-error"]
    assert not any("This field is required" in words for words in page.said.values())


def test_guidance_of_the_framework_stands_beside_its_question_and_its_absence_is_said() -> None:
    text = frameworks.text("cci-2009")
    at = text.index("  question:")
    line = text[at : text.index("\n", at)]
    guided = text.replace(line, f"{line}\n  guidance: Look at the record first.", 1)
    bare, told = (
        criterion_page(site.programme("cci-2009", framework_text=given)) for given in (text, guided)
    )
    assert "The framework gives no guidance for these questions." in bare
    assert "The framework gives no guidance" not in told
    assert told.count("Look at the record first.") == 1


def criterion_page(programme: models.Programme) -> str:
    inspection = site.inspection(Stage.FIELDWORK, programme=programme)
    case = site.sample(inspection, 1)[0]
    assessor = site.person(Role.ASSESSOR, inspection=inspection)
    site.assessment(case, assessor)
    path = f"/inspections/{inspection.code}/cases/{case.ref}/criteria/CCI-1.1/"
    response = site.client_for(assessor).get(path)
    assert response.status_code == 200
    return response.content.decode()
