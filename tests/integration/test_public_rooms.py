"""The national picture on the public view: services, programmes, comparisons, open data."""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from corecase.actions import publishing
from corecase.actions.codes import PUBLIC_ROOMS
from corecase.core.printed_facts import PrintedFact
from corecase.core.stages import Stage
from corecase.store.cases import models
from corecase.store.public.models import (
    PublishedRecommendation,
    PublishedScore,
    RegisteredFact,
    ServiceLink,
)
from corecase.web.public.rates import place
from corecase.web.public.urls import urlpatterns
from tests import publications, site
from tests.integration.conftest import At
from tests.publications import entry, taken, version
from tests.told import fact, to_date

pytestmark = pytest.mark.django_db

FAMILY = "/compare/?service=anytown&among=FAMILY&with=brook&as_at=31+December+2012&cases=38"
ENDING = FAMILY.removeprefix("/compare/")


def anytown() -> list[PrintedFact]:
    """Two services of London and one of nowhere, with a paper that prints figures to date."""
    return [
        fact(value=41, inspected="2009-10", published="2010-01"),
        fact(value=75, inspected="2012-04", kind_of_inspection="re-inspection", cases=60),
        fact("Brook", 55),
        fact("Brook", None, measure="rating:overall", said="good", programme="FJI"),
        fact("Croft", 61, region=""),
        fact("Croft", 5, measure="count:cases", region="", out_of=40),
        fact(
            "Croft", None, measure="recommendation:1", said="Ask victims.", owner="Chair", region=""
        ),
        *to_date(38, 63, 82, published="2010-01", service="Brook"),
        *to_date(37, 67, 91, service="Brook"),
    ]


@pytest.fixture
def reader(at: At) -> Client:
    """A reader of a register with invented facts and one published report."""
    taken(*anytown())
    version(entry("shown", service="Anytown", programme="Invented Programme"))
    return at(site.NOW)


def text(reader: Client, road: str) -> str:
    response = reader.get(road)
    assert response.status_code == 200, (road, response.status_code)
    return response.content.decode()


ROADS = (
    *("/services/", "/services/anytown/", "/programmes/", "/programmes/cci/", "/compare/"),
    *(FAMILY, "/open-data/", "/open-data/facts.json", "/open-data/scores.csv"),
    *("/open-data/services.json", "/api/v1/services", "/api/v1/facts", "/api/v1/reports"),
)


def test_what_waits_or_is_refused_and_what_is_not_yet_published_is_nowhere(at: At) -> None:
    taken(*anytown())
    for state in ("WAITING", "REFUSED"):
        taken(fact("Canary Service", source="canary paper"), state=state)
    instant = site.NOW + timedelta(hours=1)
    version(entry("canary-report", instant, service="Canary Service"), at=instant)
    for road in ROADS:
        assert "anary" not in text(at(site.NOW), road), road
    assert at(site.NOW).get("/services/canary-service/").status_code == 404
    assert "Canary Service" in text(at(instant), "/services/")


def test_services_are_listed_by_region_and_found_by_name(reader: Client) -> None:
    page = text(reader, "/services/")
    assert "3 services, by region" in page
    places = [page.index(words) for words in ("London</h2>", "Region not stated</h2>")]
    assert places == sorted(places)
    found = text(reader, "/services/?name=ROO")
    assert "/services/brook/" in found
    assert "/services/croft/" not in found
    assert re.search(r'href="#london">London</a></th>.*?>2</td>.*?>2</td>', page)
    assert re.search(r"Brook</a></th>.*?<li>Safeguarding: 55%</li>", page)
    assert re.search(r"Anytown</a></th>.*?<li>Safety: 60%.*?published 2 November 2026", page)
    assert "No service has “x&lt;” in its name" in text(reader, "/services/?name=x<")
    assert reader.get("/services/?name=%00").status_code == 404


def test_a_name_of_thousands_of_letters_is_given_back_with_what_to_do(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        page = text(reader, f"/services/?name={'x' * 3000}")
    assert "<title>Error: Services" in page
    assert page.count("Type at most 200 letters of the name; no service has a longer one.") == 2
    assert f'value="{"x" * 3000}"' in page, "nothing typed is lost"
    assert "3 services" not in page
    assert "No service has" in text(reader, f"/services/?name={'x' * 200}")


def test_an_empty_register_says_so(at: At) -> None:
    assert "Nothing is published of any service yet" in text(at(site.NOW), "/services/")
    assert "Nothing is published of any programme yet" in text(at(site.NOW), "/programmes/")
    assert "0 rows" in text(at(site.NOW), "/open-data/")


def test_a_service_shows_its_inspections_sources_reports_and_conflicts(reader: Client) -> None:
    taken(fact("Brook", 57, source="other paper", standing="unverified"))
    ServiceLink.objects.create(
        service="Brook", kind="COVERS", other="Brookside", source="paper", standing="verified"
    )
    ServiceLink.objects.create(
        service="Newbrook",
        kind="FOLLOWS",
        other="Brook",
        since="2014",
        source="p",
        standing="unverified",
    )
    page = text(reader, "/services/brook/")
    assert "Brook covers Brookside (paper; verified)" in page
    assert "Newbrook followed Brook since 2014" in page
    assert "Headline: safeguarding: 57% (other paper; unverified); 55%" in page
    assert "The first is used: it is better known than what differs." in page
    own = text(reader, "/services/anytown/")
    assert "CCI, re-inspection, inspected April 2012" in own
    assert own.index("April 2012") < own.index("October 2009")
    assert 'href="/shown/"' in own
    croft = text(reader, "/services/croft/")
    assert "withheld: a count from 1 to 9" in croft
    assert "Ask victims. (Chair)" in croft
    assert "no source gives one" in croft
    assert reader.get("/services/nowhere/").status_code == 404


def test_where_equal_sources_differ_none_is_used(reader: Client) -> None:
    taken(fact("Brook", 57, source="other paper"))
    page = text(reader, "/services/brook/")
    assert "None is used: equally well known sources differ." in page


def test_a_service_of_which_only_particulars_are_known_says_so(at: At) -> None:
    taken(fact("Dale", None, measure="text:isbn", said="978-0", programme="", inspected=""))
    page = text(at(site.NOW), "/services/dale/")
    assert "Only particulars of this inspection are published: invented report on Dale" in page


def test_a_programme_goes_through_the_years_with_what_was_said_then(reader: Client) -> None:
    taken(fact("Fell", "60.5"))
    page = text(reader, "/programmes/cci/")
    for words in ("Safeguarding, year by year", "lowest 38%, average 63%, highest 82%"):
        assert words in page
    assert "what was said then, and what is known now" in page
    assert re.search(r"Victims</th>.*?1: Croft.*?Chair", page)
    assert "Figures that no comparison can use (1)" in page
    assert "Fell, headline:safeguarding (invented report on Fell)" in page
    drawn = reader.get("/programmes/cci/safeguarding.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert b"average to date at the end of each year" in drawn.content
    small = reader.get("/programmes/cci/safeguarding.svg?narrow=1")
    assert b'width="217' in small.content
    assert reader.get("/programmes/cci/nothing.svg").status_code == 404
    assert reader.get("/programmes/nothing/").status_code == 404
    listed = text(reader, "/programmes/")
    assert "/programmes/fji/" in listed
    fji = text(reader, "/programmes/fji/")
    assert "No headline of this programme is published as a percentage" in fji
    assert "No recommendation of this programme stands in the register" in fji


def test_a_headline_of_a_report_is_called_as_it_is_printed_there(reader: Client) -> None:
    page = text(reader, "/programmes/invented-programme/")
    assert "Safety, year by year" in page
    assert "lowest 60%, average 60%, highest 60%; 1 service" in page
    assert "<img" not in page, "one year has no course to be drawn"


def test_a_headline_known_by_a_number_has_its_picture_too(at: At) -> None:
    told = {"measure": "headline:1.1", "programme": "Odd"}
    taken(fact("Fell", published="2010", **told), fact("Gale", published="2012", **told))
    assert "/programmes/odd/1.1.svg" in text(at(site.NOW), "/programmes/odd/")
    assert at(site.NOW).get("/programmes/odd/1.1.svg").status_code == 200


def test_recommendations_of_a_report_stand_among_the_themes(reader: Client) -> None:
    of = publications.PublishedVersion.objects.get()
    PublishedRecommendation.objects.create(
        version=of, position=1, text="Review every plan.", owners=["Manager", "Chair"]
    )
    page = text(reader, "/programmes/invented-programme/")
    assert re.search(r"Reviews</th>.*?Anytown.*?Manager; Chair", page)


def test_what_a_report_recommends_is_public_from_its_instant_on(at: At) -> None:
    inspection = site.inspection(Stage.SIGN_OFF, service=site.service("Service secret"))
    models.ReportRecommendation.objects.create(
        inspection=inspection,
        position=1,
        ref="own-1",
        text="Ask every victim.",
        owners=["YOT manager"],
        by=site.person(),
        at=site.NOW,
    )
    instant = site.NOW + timedelta(hours=1)
    publications.released(inspection, instant)
    assert publishing.publish_due(now=site.NOW) == ()
    assert not PublishedRecommendation.objects.exists()
    publishing.publish_due(now=instant)
    (row,) = PublishedRecommendation.objects.all()
    assert str(row) == f"{row.version_id}, recommendation 1"
    assert "Ask every victim. (YOT manager)" in text(at(instant), "/services/service-secret/")


# Comparisons.


def test_the_form_of_a_comparison_is_empty_and_then_kept(reader: Client) -> None:
    page = text(reader, "/compare/")
    assert "There is a problem" not in page
    assert 'value="2 November 2026"' in page
    grades = "Ratings and totals are shown"
    assert grades in page
    assert grades in text(reader, "/services/brook/")
    assert grades not in text(reader, "/services/croft/")
    chosen = text(reader, "/compare/?service=brook")
    assert '<option value="brook" selected>' in chosen
    assert 'name="programme"' in chosen
    assert 'name="programme"' not in text(reader, "/compare/?service=croft&x=1")
    other = text(reader, "/compare/?service=croft&programme=fji&among=PROGRAMME")
    assert "in that programme; choose another" in other
    assert 'name="programme"' in other, "what is to be chosen can be chosen"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("among=REGION", "Choose a service."),
        ("service=anytown&among=WORLD", "Choose what to compare it with."),
        ("service=anytown&among=FAMILY", "Tick at least one service"),
        ("service=anytown&among=FAMILY&" + "&".join(f"with=s{n}" for n in range(21)), "20 serv"),
        ("service=anytown&among=REGION&as_at=soon", "Enter a day, such as 19 June 2012."),
        ("service=anytown&among=REGION&cases=0", "Enter a whole number from 1 to 1000"),
        ("service=anytown&among=REGION&cases=%C2%B2", "Enter a whole number from 1 to 1000"),
        ("service=anytown&among=REGION&services=1", "Enter a whole number from 2 to 9999"),
        ("service=brook&among=REGION", "Choose the programme"),
        ("service=anytown&among=REGION&programme=fji", "Nothing is told of Anytown in that"),
        ("service=croft&among=REGION&programme=cci", "No source gives the region of Croft"),
        ("service=anytown&among=NATION&programme=cci&services=2&as_at=2012-12-31", ""),
        ("service=anytown&among=PROGRAMME&programme=cci&as_at=2001-01-01", "Nothing was public"),
        ("service=anytown&among=FAMILY&with=anytown&programme=cci", "A family needs at least"),
        ("service=brook&among=REGION&programme=fji", "No headline of FJI was published as a"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_what_to_do(
    reader: Client, query: str, said: str
) -> None:
    page = text(reader, f"/compare/?{query}")
    assert said in page
    assert ("There is a problem" in page) == bool(said)


def test_a_service_whose_figures_cannot_be_compared_is_told_why(reader: Client) -> None:
    taken(fact("Fell", "60.5"), fact("Gill", 2, measure="count:headlines"))
    fell = text(reader, "/compare/?service=fell&among=PROGRAMME")
    assert "No headline of Fell can be compared: it is printed with a fraction" in fell
    gill = text(reader, "/compare/?service=gill&among=PROGRAMME")
    assert "No headline of Gill can be compared: none is known to have been published" in gill


@pytest.mark.parametrize(
    "query",
    ["service=nowhere&among=REGION", "service=anytown&among=FAMILY&with=nowhere", "service=%00"],
)
def test_a_service_that_is_not_there_is_not_there(reader: Client, query: str) -> None:
    assert reader.get(f"/compare/?{query}").status_code == 404
    assert reader.get(f"/compare/?service={'x' * 201}").status_code == 404
    page = text(reader, f"/compare/?service=anytown&among=REGION&as_at={'x' * 3000}")
    assert "Enter a day, such as 19 June 2012." in page, "what is typed is told to be wrong"


def family(reader: Client) -> str:
    return text(reader, FAMILY.replace("service=anytown", "service=anytown&programme=cci"))


def test_a_comparison_says_what_may_be_said_and_what_it_rests_on(reader: Client) -> None:
    page = family(reader)
    assert "Anytown beside Brook (CCI), as at 31 December 2012" in page
    assert "The score of Anytown is higher than that of Brook" in page.replace("Safeguarding ", "")
    glance = page[page.index("Each headline at a glance") :].partition("</table>")[0]
    for words in (
        "75% (95% interval:",
        "55% (95% interval:",
        "20 points higher",
        "67% (June 2012)",
    ):
        assert words in glance
    assert "Brook: 38 cases, assumed" in page
    assert "20 points higher (95% interval:" in page
    assert "understood" in page
    assert "January 2010" in page
    assert 'alt="Safeguarding, as at 31 December 2012.' in page
    assert "No service is put in order here" in page


def test_where_sources_differ_no_earlier_score_stands_for_the_latest(at: At) -> None:
    again = {"kind_of_inspection": "re-inspection"}
    taken(
        fact(value=41, inspected="2009-10", published="2010-01"),
        fact(value=75, inspected="2012-04", **again),
        fact(value=77, inspected="2012", source="other paper", **again),
        fact(value=None, said="MINIMUM", inspected="", source="a third", **again),
        fact("Brook", 55),
        fact("Brook", None, measure="rating:overall", said="good"),
        fact("Brook", None, measure="rating:overall", said="poor", source="other paper"),
    )
    page = text(at(site.NOW), FAMILY)
    assert "sources differ: 75%, 77%" in page
    assert "Anytown, before" in page
    assert "of Anytown improved cannot be computed (of two inspections" in page
    assert "sources differ on Anytown: 75%" in page


def test_a_report_goes_before_what_others_print_of_it(at: At) -> None:
    told = {"measure": "headline:safety", "programme": "Invented Programme", "inspected": ""}
    taken(
        fact(value=59, published="2026-10", **told),
        fact(value=31, published="2019-10", **told),
        fact("Brook", 59, published="2026-10", **told),
    )
    version(entry("shown", service="Anytown", programme="Invented Programme"))
    found = json.loads(text(at(site.NOW), "/api/v1/facts?service=anytown"))["items"]
    assert [one["value"] for one in found] == [31.0, 60.0]
    assert json.loads(text(at(site.NOW), "/api/v1/services/anytown"))["n_inspections"] == 2


def test_a_comparison_is_taken_away_as_pictures_sentences_and_data(reader: Client) -> None:
    ending = ENDING.replace("service=anytown", "service=anytown&programme=cci")
    taken(*(fact(f"Service {n}", 50 + n) for n in range(8)))
    several = "?service=anytown&programme=cci&among=PROGRAMME&as_at=2012-12-31&cases=38"
    for kind, width in (("chart", "481"), ("funnel", "481"), ("chart", "217"), ("funnel", "217")):
        narrow = "&narrow=1" if width == "217" else ""
        asked = several if kind == "funnel" else ending
        drawn = reader.get(f"/compare/safeguarding/{kind}.svg{asked}{narrow}")
        assert f'width="{width}'.encode() in drawn.content
        assert drawn.headers["Content-Type"] == "image/svg+xml"
        assert b"<desc" in drawn.content
        assert b"<style" not in drawn.content
    said = reader.get(f"/compare/sentences.txt{ending}")
    assert said.headers["Content-Disposition"] == (
        'attachment; filename="benchmark-anytown-2012-12-31.txt"'
    )
    assert "These sentences rest on what is not printed:" in said.content.decode()
    rows = list(csv.DictReader(io.StringIO(text(reader, f"/compare/benchmark.csv{ending}"))))
    own = {row["used_as"]: row["percent"] for row in rows if row["service"] == "Anytown"}
    assert own == {"the service, before": "41.0", "the service": "75.0"}
    held = json.loads(text(reader, f"/compare/benchmark.json{ending}"))
    assert {"name", "kind", "meaning"} == set(held["columns"][0])
    for form in ("parquet", "ods"):
        assert reader.get(f"/compare/benchmark.{form}{ending}").status_code == 200
    for road in ("benchmark.exe", "nothing/chart.svg", "safeguarding/pie.svg"):
        assert reader.get(f"/compare/{road}{ending}").status_code == 404, road
    assert reader.get("/compare/benchmark.csv?service=anytown").status_code == 404
    early = "?service=anytown&programme=cci&among=PROGRAMME&as_at=1+January+1990"
    for road in ("benchmark.csv", "sentences.txt", "safeguarding/chart.svg"):
        assert reader.get(f"/compare/{road}{early}").status_code == 404, road


def test_without_cases_there_is_no_funnel_and_the_page_says_so(reader: Client) -> None:
    query = "?service=croft&programme=cci&among=FAMILY&with=brook&as_at=2012-12-31"
    page = text(reader, f"/compare/{query}")
    assert "There is no funnel. A funnel is drawn from 10 services on" in page
    # What holds of every headline is said once, and not again beside each figure.
    assert "the numbers of cases of Croft and Brook are not printed" in page
    assert page.count("cases of Croft") == 1
    assert "no interval: cases not printed" not in page
    assert reader.get(f"/compare/safeguarding/funnel.svg{query}").status_code == 404


# Ratings.


def test_ratings_are_counted_and_shown_by_name_and_in_no_order(reader: Client) -> None:
    today = {"programme": "", "inspected": "2021-06", "published": "2021-09"}
    taken(
        fact("Dale", None, measure="rating:overall", said="good", **today),
        fact("Dale", 21, measure="total:overall", out_of=36, **today),
        fact("Dale", None, measure="rating:staff", said="inadequate", **today),
        fact("Essendon", None, measure="rating:overall", said="requires improvement", **today),
    )
    page = text(reader, "/ratings/")
    assert page.index("FJI</h2>") < page.index("Inspection of youth justice services, 2018-24</h2>")
    assert page.index("/services/dale/") < page.index("/services/essendon/")
    assert "21 of 36 points are rated Good by the rule." in page
    own = text(reader, "/services/dale/")
    assert re.search(r"Staff</th>.*?inadequate", own)
    assert re.search(r"Planning</th>.*?no grade known", own)
    assert 'href="/ratings/"' in own
    assert "Current ratings" not in text(reader, "/services/croft/")


def test_without_a_rating_the_page_says_so(at: At) -> None:
    assert "No rating is published of any service yet" in text(at(site.NOW), "/ratings/")


# Open data.


def test_every_table_is_had_in_every_format_with_its_dictionary(reader: Client) -> None:
    for name in ("facts", "services", "scores"):
        for form in ("csv", "json", "parquet", "ods"):
            response = reader.get(f"/open-data/{name}.{form}")
            assert response.status_code == 200, (name, form)
            saved = f'attachment; filename="{name}.{form}"'
            assert response.headers["Content-Disposition"] == saved
        columns = {
            row["name"] for row in json.loads(text(reader, f"/open-data/{name}.json"))["columns"]
        }
        meant = csv.DictReader(io.StringIO(text(reader, f"/open-data/{name}-dictionary.csv")))
        assert {row["column"] for row in meant} == columns
        assert f"/open-data/{name}.parquet" in text(reader, "/open-data/")
    assert reader.get("/open-data/nothing.csv").status_code == 404
    assert reader.get("/open-data/facts.exe").status_code == 404


def rows(reader: Client, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text(reader, f"/open-data/{name}.json"))["rows"]
    return found


def test_a_letter_that_xml_has_not_takes_no_feed_away(reader: Client) -> None:
    taken(fact("A\x0bfar", source="paper\x0cone"))
    for road, title in (
        ("/news.atom", "A far: facts made public on"),
        ("/open-data/facts.atom", "paper one"),
        ("/services/a-far/news.atom", "A far"),
    ):
        assert f"<title>{title}" in text(reader, road)


def test_sources_are_news_once_their_facts_are_taken(at: At) -> None:
    later = site.NOW + timedelta(hours=1)
    taken(fact(), fact("Brook", source="paper"), fact("Croft", source="paper"))
    taken(fact("Dale", source="canary"), state="WAITING")
    RegisteredFact.objects.filter(service="Croft").update(public_since=later)
    assert "paper" not in text(at(site.NOW), "/open-data/facts.atom")
    feed = text(at(later), "/open-data/facts.atom")
    titles = re.findall(r"<title>(.*?)</title>", feed)
    assert titles == ["Published facts", "paper", "invented report on Anytown"]
    assert "2 facts on 2 services." in feed
    assert "1 fact on 1 service." in feed
    assert "/open-data/facts.atom" in text(at(later), "/open-data/")
    version(entry("shown", later, service="Croft"), at=later + timedelta(minutes=5))
    news = text(at(later + timedelta(minutes=5)), "/news.atom")
    assert re.findall(r"<title>(.*?)</title>", news) == [
        "News of inspections",
        "Croft: inspection",
        "Croft: facts made public on 2 November 2026",
        "Anytown: facts made public on 2 November 2026",
        "Brook: facts made public on 2 November 2026",
    ]
    assert "1 fact of 1 source." in news
    assert "/services/croft/#facts-2026-11-02" in news
    own = text(at(later + timedelta(minutes=5)), "/services/croft/news.atom")
    assert re.findall(r"<title>(.*?)</title>", own) == [
        "Croft",
        "Croft: inspection",
        "Croft: facts made public on 2 November 2026",
    ]
    assert at(later).get("/services/nowhere/news.atom").status_code == 404
    mapped = text(at(later), "/sitemap.xml")
    for road in ("/services/croft/", "/programmes/cci/", "/ratings/", "/open-data/"):
        assert f"<loc>http://testserver{road}</loc>" in mapped


def test_small_counts_and_bases_are_withheld(reader: Client) -> None:
    counts = [row for row in rows(reader, "facts") if row["measure"] == "count:cases"]
    assert [(row["value"], row["out_of"]) for row in counts] == [(None, None)]
    assert counts[0]["withheld"].startswith("a count from 1 to 9")
    (score,) = rows(reader, "scores")
    assert (score["percent"], score["base"]) == (60, "under 20")
    assert "count" not in score
    assert "out_of" not in score
    PublishedScore.objects.update(out_of=4, count=3)
    (score,) = rows(reader, "scores")
    assert score["percent"] is None
    PublishedScore.objects.update(out_of=40, count=30, n_cases=4)
    (score,) = rows(reader, "scores")
    assert (score["percent"], score["base"]) == (None, "30 to 49")
    reports = [row for row in rows(reader, "facts") if row["programme"] == "Invented Programme"]
    assert [(row["measure"], row["value"]) for row in reports] == [("text:report", None)]


def test_a_service_with_a_letter_alone_is_there(at: At) -> None:
    version(entry("letter", service="Dale", programme="SQS"))
    PublishedScore.objects.all().delete()
    page = text(at(site.NOW), "/services/dale/")
    assert "Only particulars of this inspection are published: Report on Dale, letter" in page
    assert 'href="/letter/"' in page
    assert "/services/dale/" in text(at(site.NOW), "/programmes/sqs/")


def test_where_a_fact_was_read_and_what_was_doubted_stays_inside(reader: Client) -> None:
    taken(fact("Fell", read_from="canary words", doubt="canary doubt"))
    for road in ("/services/fell/", "/open-data/facts.json", "/api/v1/facts?service=fell"):
        assert "canary" not in text(reader, road), road


def test_a_corrected_report_is_as_it_stood_on_the_day(at: At) -> None:
    later = site.NOW + timedelta(days=2)
    of = entry("shown", service="Anytown")
    version(of)
    version(of, 7, number=2, at=later)
    asked = "/api/v1/facts?service=anytown&programme=invented-programme&as_at="
    values = [
        json.loads(text(at(later), asked + day))["items"][0]["value"]
        for day in ("2026-11-02", "2026-11-04")
    ]
    assert values == [60.0, 70.0]
    assert json.loads(text(at(later), asked + "2026-11-01"))["items"] == []


def test_a_source_without_a_day_of_its_report_counts_from_its_own(at: At) -> None:
    taken(fact("Dale", published=""), source_published="2013-05")
    found = json.loads(text(at(site.NOW), "/api/v1/facts"))["items"]
    assert [one["published"] for one in found] == ["2013-05"]


def test_no_report_can_hide_a_room() -> None:
    roads = {str(one.pattern).removeprefix("^").partition("/")[0] for one in urlpatterns}
    rooms = {name for name in roads if re.fullmatch(r"[a-z-]+", name)}
    assert rooms == PUBLIC_ROOMS - {"static"}


# What we promise, and metadata for machines.


def test_a_report_and_the_tables_say_what_they_are_to_machines(reader: Client) -> None:
    assert 'href="/shown/metadata.jsonld"' in text(reader, "/shown/")
    response = reader.get("/shown/metadata.jsonld")
    assert response.headers["Content-Type"] == "application/ld+json"
    told = response.json()
    assert (told["@type"], told["about"]["name"]) == ("Report", "Anytown")
    assert told["spatialCoverage"] == {"@type": "Place", "name": "North"}
    assert {file["encodingFormat"] for file in told["encoding"]} == {
        *("text/html", "application/pdf", "text/csv")
    }
    assert reader.get("/nothing/metadata.jsonld").status_code == 404
    catalogue = reader.get("/open-data/catalogue.jsonld").json()
    assert catalogue["dataset"][0]["name"].startswith("Published facts")
    assert len(catalogue["dataset"][0]["distribution"]) == 4


def test_an_invented_report_without_a_region_says_so_to_machines(at: At) -> None:
    version(entry("made-up", region="", synthetic="Invented.", is_reinspection=True))
    told = at(site.NOW).get("/made-up/metadata.jsonld").json()
    assert told["abstract"] == "Invented."
    assert told["name"].startswith("Re-inspection of")
    assert "spatialCoverage" not in told


def test_what_we_promise_is_there_and_security_only_with_a_contact(
    reader: Client, settings: Settings
) -> None:
    page = text(reader, "/accessibility/")
    assert "Nobody has entered an e-mail address" in page
    assert reader.get("/.well-known/security.txt").status_code == 404
    settings.SECURITY_CONTACT = "mailto:security@example.org"
    said = text(reader, "/.well-known/security.txt")
    assert "Contact: mailto:security@example.org" in said
    assert "Expires: 2027-05-01T00:00:00Z" in said
    assert "Canonical: http://testserver/.well-known/security.txt" in said


# Kept pages.


def test_a_page_is_kept_for_half_a_minute_and_not_sent_twice(
    at: At, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_SECONDS = 30
    clock = [1000.0]
    monkeypatch.setattr("corecase.web.public.kept_pages.time.monotonic", lambda: clock[0])
    reader = at(site.NOW)
    first = reader.get("/services/")
    assert first.headers["Cache-Control"] == "public, max-age=30"
    taken(*anytown())
    again = reader.get("/services/")
    assert again.content == first.content
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    unsent = reader.get("/services/", headers={"If-None-Match": first.headers["ETag"]})
    assert (unsent.status_code, unsent.content) == (304, b"")
    assert "Anytown" in text(reader, "/services/?name=any")
    assert reader.head("/services/").status_code == 200
    clock[0] += 31
    assert "Anytown" in text(reader, "/services/")
    assert reader.get("/services/nowhere/").headers["Cache-Control"] == "no-store"
    assert reader.get("/").headers["Cache-Control"] == "no-cache"


def test_an_address_gets_so_many_answers_in_a_minute_and_kept_ones_beside(
    at: At, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_RATE, settings.PUBLIC_SECONDS = 2, 30
    clock = [1200.0]
    monkeypatch.setattr("corecase.web.public.rates.time.time", lambda: clock[0])
    reader = at(site.NOW)
    for road in ("/api/v1/services", "/api/v1/services", "/services/", "/services/", "/"):
        assert reader.get(road).status_code == 200
    clock[0] += 15
    refused = reader.get("/api/v1/programmes")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "45")
    assert refused.json()["detail"].startswith("Too many questions")
    assert refused.headers["Cache-Control"] == "no-store"
    assert b"Wait a minute" in reader.get("/compare/?service=x").content
    assert reader.get("/api/v1/services").status_code == 200, "it is kept"
    assert reader.get("/api/v1/programmes", REMOTE_ADDR="192.0.2.7").status_code == 200
    assert place("::ffff:192.0.2.7") == place("192.0.2.7") != place("192.0.2.8")
    assert place("2001:db8::1") == place("2001:db8::2:1") != place("2001:db8:0:1::1"), "a household"
    clock[0] += 45
    assert reader.get("/api/v1/programmes").status_code == 200
    monkeypatch.setattr("corecase.web.public.rates.MOST_PLACES", 1)
    settings.PUBLIC_RATE = 1
    assert reader.get("/api/v1/programmes?x=1").status_code == 200, "nobody's memory grows for ever"


def test_so_many_pages_are_kept_and_no_more(
    at: At, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.PUBLIC_SECONDS = 30
    monkeypatch.setattr("corecase.web.public.kept_pages.MOST_PAGES", 2)
    reader = at(site.NOW)
    for name in ("a", "b", "c"):
        text(reader, f"/services/?name={name}")
    taken(*anytown())
    assert "Nothing" not in text(reader, "/services/?name=a")
    assert "No service has “c”" in text(reader, "/services/?name=c")


def test_the_rooms_ask_the_database_as_often_for_many_facts(
    reader: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    taken(*(fact(f"Service {n}") for n in range(30)))
    with django_assert_num_queries(9):
        reader.get("/services/")
    with django_assert_num_queries(12):
        reader.get("/programmes/cci/")
