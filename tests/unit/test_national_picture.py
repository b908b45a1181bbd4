"""Services, inspections, regions and themes as printed facts tell of them."""

from corecase.core.national_picture import by_region, inspections, services
from corecase.core.themes import OTHER, Asked, themes, themes_of
from tests.told import fact, to_date


def test_services_are_those_that_facts_tell_of() -> None:
    told = [
        fact("Brook", region="Wales"),
        fact("Brook", measure="headline:risk_of_harm", region="Wales"),
        fact("Brook", 75, kind_of_inspection="re-inspection", region=""),
        fact("Anytown", None, said="good", measure="rating:overall", programme="FJI", region=""),
        fact("Croft", None, said="978-0", measure="text:isbn", programme=""),
        *to_date(38, 63, 82, service="Dale"),
        fact("North West", 21, measure="count:services"),
    ]
    found = services(told)
    assert [(one.name, one.region, one.nation, one.programmes) for one in found] == [
        ("Anytown", "", "", ("FJI",)),
        ("Brook", "Wales", "WALES", ("CCI",)),
        ("Croft", "London", "ENGLAND", ()),
    ]
    assert [one.n_inspections for one in found] == [1, 2, 0]
    assert [(region, [one.name for one in rows]) for region, rows in by_region(found)] == [
        ("London", ["Croft"]),
        ("Wales", ["Brook"]),
        ("not stated", ["Anytown"]),
    ]


def test_an_inspection_gathers_its_facts_the_latest_first() -> None:
    told = [
        fact(value=41, inspected="2009-06"),
        fact(value=75, inspected="2010-09", kind_of_inspection="re-inspection"),
        fact(value=60, measure="criterion:1.1", inspected="2009-06", source=""),
        fact("Anytown", None, said="Assess.", measure="recommendation:1", inspected="2009-06"),
        fact(value=50, inspected="", published="soon", programme="FJI"),
        *to_date(38, 63, 82),
    ]
    latest, first, undated = inspections(told)
    assert (latest.kind, latest.inspected) == ("re-inspection", "September 2010")
    assert [one.fact.value for one in first.headlines] == [41]
    assert [one.fact.measure for one in first.others] == ["criterion:1.1"]
    assert [one.said for one in first.recommendations] == ["Assess."]
    assert first.sources == ("invented report on Anytown",)
    assert undated.inspected == ""


def test_facts_without_a_kind_or_a_day_join_the_only_inspection_that_they_can_be_of() -> None:
    untold = {"inspected": "", "kind_of_inspection": "", "published": "2012-06-19"}
    told = [
        fact(value=60, measure="count:cases", scope="1.1", **untold),
        fact(value=73, inspected="2012-02", published="2012-05-23"),
        fact(value=None, measure="text:title", said="Report", programme="", **untold),
    ]
    (one,) = inspections(told)
    assert (one.kind, one.inspected) == ("first", "February 2012")
    assert [found.fact.measure for found in one.facts] == [
        *("count:cases", "headline:safeguarding", "text:title")
    ]
    again = fact(
        value=81, inspected="2012-10", published="2012-12", kind_of_inspection="re-inspection"
    )
    apart = inspections([*told, again])
    assert [(one.kind, one.inspected) for one in apart] == [
        *(("re-inspection", "October 2012"), ("", ""), ("first", "February 2012"))
    ]
    assert services([*told, again])[0].n_inspections == 2


def test_a_recommendation_stands_under_every_theme_that_its_words_name() -> None:
    assert themes_of("Review the assessment of vulnerability in time.") == (
        "Assessment",
        "Vulnerability and safeguarding",
        "Reviews",
    )
    assert themes_of("Buy a boat.") == (OTHER,)
    assert "Management oversight" not in themes_of("Every case manager meets the child.")


def test_themes_are_counted_by_services() -> None:
    found = themes(
        [
            Asked(service="Anytown", text="Ask victims.", owner="YOS manager"),
            Asked(service="Anytown", text="Ask more victims."),
            Asked(service="Anytown", text="Buy a boat."),
            Asked(service="Anytown", text="Keep good records.", owner="Chair"),
            Asked(service="Brook", text="Records and victims.", owner="Chair"),
        ]
    )
    assert [(one.name, one.services, one.owners, len(one.asked)) for one in found] == [
        ("Recording", ("Anytown", "Brook"), ("Chair",), 2),
        ("Victims", ("Anytown", "Brook"), ("Chair", "YOS manager"), 3),
        (OTHER, ("Anytown",), (), 1),
    ]
