"""Addresses of services, where two names give one."""

from corecase.core.service_addresses import addresses_of, clash, clashes, written_alike

NAMES = ("Brook", "Brook!", "Brook 2", "Croft & Dale", "?", "!")


def test_each_service_has_an_address_of_its_own_and_keeps_it() -> None:
    found = addresses_of(NAMES, {})
    assert found == {
        "!": "-",
        "?": "--2",
        "Brook": "brook",
        "Brook 2": "brook-2",
        "Brook!": "brook-3",
        "Croft & Dale": "croft-and-dale",
    }
    assert addresses_of(reversed(NAMES), {}) == found, "in whatever order they are told"
    assert addresses_of(["Adder", "Brook?"], found) == {
        **found,
        "Adder": "adder",
        "Brook?": "brook-4",
    }
    assert addresses_of([], {"Brook": "brook"}) == {"Brook": "brook"}


def test_whoever_was_first_keeps_the_address_of_the_name() -> None:
    assert addresses_of(["Brook"], {"Brook!": "brook"})["Brook"] == "brook-2"


def test_a_name_in_other_capitals_is_the_same_service() -> None:
    assert set(addresses_of(["BROOK", "brook", "Brook"], {}).values()) == {"brook"}
    given = {"Brook!": "brook", "Brook": "brook-2"}
    assert addresses_of(["BROOK", " brook "], given)[" brook "] == "brook-2"


def test_a_name_that_gives_anothers_address_is_told_and_no_other() -> None:
    found = addresses_of(NAMES, {})
    assert clash("Brook!", found) == (
        "The address “brook” is that of Brook, so Brook! is read under “brook-3” on the public "
        "view. If the two are one service, write its name in one way."
    )
    assert clash("Brook", found) == ""
    assert clash("Elsewhere", found) == ""
    assert clash("Brook!", found, "programme").endswith(
        "If the two are one programme, write its name in one way."
    )


def test_a_service_keeps_the_name_that_was_public_first_while_anything_is_written_so() -> None:
    assert written_alike(["BROOK", "Brook", "brook"], ["Brook"]) == {"brook": "Brook"}
    assert written_alike(["BROOK", "brook"], ["Brook"]) == {"brook": "BROOK"}, "the first in order"
    assert written_alike(["Brook Town", "Brook  Town", "Adder"], ["Elsewhere"]) == {
        "adder": "Adder",
        "brook town": "Brook  Town",
    }
    assert written_alike([], ["Brook"]) == {}


def test_both_names_of_an_inspection_are_told() -> None:
    services, programmes = addresses_of(NAMES, {}), addresses_of(["CCI", "CCI!"], {})
    told = clashes(service="Brook!", programme="CCI!", services=services, programmes=programmes)
    one, other = clash("Brook!", services), clash("CCI!", programmes, "programme")
    assert told == f"{one} {other}"
    assert other.startswith("The address “cci” is that of CCI, so CCI! is read under “cci-2”")
    told = clashes(service="Brook", programme="CCI!", services=services, programmes=programmes)
    assert told == other
    assert clashes(service="Brook", programme="", services=services, programmes=programmes) == ""
