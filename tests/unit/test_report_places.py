"""The places of a report, read against a framework."""

import pytest

from corecase.core import report_places
from corecase.core.drafting import Part
from corecase.exchange import frameworks

FRAMEWORK = frameworks.from_text(frameworks.text("cci-2009"))


def test_a_finding_is_named_by_its_criterion_and_side() -> None:
    place = report_places.read(FRAMEWORK, "CCI-1.1/strength/rosh-screening")
    assert place is not None
    assert (place.part, place.criterion, place.kind) == (Part.FINDING, "CCI-1.1", "strength")
    assert place.title == "Strength under 1.1: RoSH screening"
    own = report_places.read(FRAMEWORK, "CCI-1.1/area/own-2")
    assert own is not None
    assert own.title == "Area for improvement under 1.1: in your own words"


def test_a_topic_may_hold_slashes_and_spaces() -> None:
    place = report_places.read(FRAMEWORK, "CCI-1.1/area/RoSH screening/late")
    assert place is not None
    assert place.title.endswith("RoSH screening/late")


@pytest.mark.parametrize(
    "name",
    ["", "CCI-1.1", "CCI-1.1/strength", "CCI-1.1/strength/", "CCI-1.1/other/x", "XYZ/area/x"],
)
def test_what_is_no_place_is_none(name: str) -> None:
    assert report_places.read(FRAMEWORK, name) is None
    assert report_places.read(FRAMEWORK, "commentary/CCI-9") is None


def test_every_place_of_prose_reads_back_as_itself() -> None:
    places = report_places.proses(FRAMEWORK)
    assert [place.name for place in places] == [
        "narrative",
        "area",
        "organisation",
        "commentary/CCI-1",
        "commentary/CCI-2",
        "commentary/CCI-3",
    ]
    assert [report_places.read(FRAMEWORK, place.name) for place in places] == list(places)


def test_the_next_paragraph_of_ones_own_takes_the_first_free_number() -> None:
    taken = {"CCI-1.1/area/own-1", "CCI-1.1/area/own-3", "CCI-1.1/strength/own-2"}
    assert report_places.next_own("CCI-1.1", "area", taken) == "CCI-1.1/area/own-2"
    assert report_places.next_own("CCI-1.1", "area", set()) == "CCI-1.1/area/own-1"
