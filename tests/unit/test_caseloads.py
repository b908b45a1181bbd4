"""Cases of a caseload, the window, and the one vocabulary they are told in."""

from dataclasses import replace
from datetime import date

import pytest

from corecase.core.caseload_fields import (
    FIELD,
    FIELDS,
    FRAME_COLUMNS,
    STRATA,
    level_words,
    spelt,
)
from corecase.core.caseload_mappings import CaseloadMapping, suggest_mapping
from corecase.core.caseloads import (
    CaseloadCase,
    EligibilityWindow,
    eligibility,
    frame_of,
    refusal_of_value,
)
from corecase.core.cases import Case
from corecase.core.errors import InputError
from corecase.core.written_dates import written_date, years_between

WINDOW = EligibilityWindow(
    first_start=date(2010, 9, 1),
    last_start=date(2011, 1, 31),
    custody_first_start=date(2009, 3, 1),
)


def case(started_on: date | None = date(2010, 10, 1), **attributes: str) -> CaseloadCase:
    return CaseloadCase(id="SYN-1", order_started_on=started_on, attributes=attributes)


def test_a_case_says_whether_it_is_one_of_custody() -> None:
    assert case(sentence="CUSTODY").is_custody is True
    assert case(sentence="COMMUNITY").is_custody is False
    assert case().is_custody is None


def test_the_rules_of_a_framework_read_codes_in_lower_case() -> None:
    found = case(sentence="CUSTODY", age_at_start="15", team="North End")
    assert found.as_case == Case(
        id="SYN-1", attributes={"sentence": "custody", "age_at_start": "15", "team": "North End"}
    )


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("sex", "female", "must be one of FEMALE, MALE, OTHER"),
        ("age_at_start", "15.5", "must be whole years from 8 to 25"),
        ("age_at_start", "7", "must be whole years"),
        ("age_at_start", "²", "must be whole years"),
        ("forename", "x", "is not an attribute that a caseload holds"),
        ("case_id", "x", "is not an attribute"),
        ("case_manager", "Invented Person", "looks like a name"),
        ("team", "line\nline", "must be one line"),
    ],
)
def test_a_case_refuses_what_a_caseload_never_holds(name: str, value: str, told: str) -> None:
    with pytest.raises(InputError, match=f"^The {name} of case SYN-1 {told}"):
        case(**{name: value})


def test_a_case_refuses_a_name_for_a_reference() -> None:
    with pytest.raises(InputError, match="may be a name") as raised:
        CaseloadCase(id="Invented")
    assert "Invented" not in str(raised.value)


@pytest.mark.parametrize("reference", ["YO 12", "É1", "YO/12"])
def test_a_case_refuses_a_reference_that_no_address_carries(reference: str) -> None:
    with pytest.raises(InputError, match="without blanks and accents") as raised:
        CaseloadCase(id=reference)
    assert reference not in str(raised.value)


@pytest.mark.parametrize(("name", "value"), [("case_manager", "CM07"), ("team", "North End")])
def test_codes_and_places_are_kept(name: str, value: str) -> None:
    assert refusal_of_value(name, value) == ""


@pytest.mark.parametrize(
    ("started_on", "sentence", "told"),
    [
        (date(2010, 9, 1), "COMMUNITY", ""),
        (date(2011, 1, 31), "COMMUNITY", ""),
        (None, "COMMUNITY", "the day its order started is not known"),
        (
            date(2011, 2, 1),
            "CUSTODY",
            "its order started on 1 February 2011, after the window closes on 31 January 2011",
        ),
        (
            date(2010, 8, 31),
            "COMMUNITY",
            "its order started on 31 August 2010, before the window opens on 1 September 2010",
        ),
        (date(2009, 3, 1), "CUSTODY", ""),
        (
            date(2009, 2, 28),
            "CUSTODY",
            "its order started on 28 February 2009, before the window opens for custody on "
            "1 March 2009",
        ),
    ],
)
def test_the_window_says_why_a_case_is_outside(
    started_on: date | None, sentence: str, told: str
) -> None:
    assert WINDOW.why_not(case(started_on, sentence=sentence)) == told


def test_without_the_exception_custody_is_like_any_other() -> None:
    window = replace(WINDOW, custody_first_start=None)
    assert "before the window opens on" in window.why_not(
        case(date(2010, 8, 1), sentence="CUSTODY")
    )


def test_a_window_that_closes_before_it_opens_is_refused() -> None:
    with pytest.raises(InputError, match="closes before it opens"):
        EligibilityWindow(first_start=date(2010, 2, 1), last_start=date(2010, 1, 1))
    with pytest.raises(InputError, match="only open the window earlier"):
        replace(WINDOW, custody_first_start=date(2010, 9, 2))


def test_a_caseload_is_parted_and_its_frame_has_fixed_columns() -> None:
    old = CaseloadCase(id="SYN-2", order_started_on=date(2001, 1, 1))
    found = eligibility([old, case(sex="MALE")], WINDOW)
    assert [one.id for one in found.cases] == ["SYN-1"]
    assert [(one.case_id, one.reason[:37]) for one in found.excluded] == [
        ("SYN-2", "its order started on 1 January 2001, ")
    ]
    assert found.frame.columns == ("case_id", *FRAME_COLUMNS)
    row = dict(zip(found.frame.columns, found.frame.rows[0], strict=True))
    assert (row["order_started_on"], row["sex"], row["team"]) == ("2010-10-01", "MALE", "")
    assert frame_of([old.__class__(id="SYN-3")]).rows[0][1] == ""


def test_two_cases_with_one_reference_make_no_frame() -> None:
    with pytest.raises(InputError, match="no identifier twice"):
        frame_of([case(), case()])


def test_every_code_is_read_in_its_words_and_in_itself() -> None:
    for known in FIELDS:
        for code, words in known.codes.items():
            assert known.code(code) == known.code(f" {words.upper()}.") == code
    assert FIELD["order_type"].code("detention_and-training  order") == (
        "DETENTION_AND_TRAINING_ORDER"
    )
    assert FIELD["sex"].code("unknown") is None
    assert FIELD["team"].code("North") is None
    assert "case_id" not in STRATA
    assert {"sex", "team", "sentence"} <= set(STRATA)


def test_no_heading_stands_for_two_fields() -> None:
    headings = [spelt(heading) for known in FIELDS for heading in known.headings]
    assert len(headings) == len({*headings}) + len(
        [heading for known in FIELDS for heading in _doubles(known.headings)]
    )
    for known in FIELDS:
        assert suggest_mapping([known.name]).columns == {known.name: known.name}


def _doubles(headings: tuple[str, ...]) -> list[str]:
    """Headings of one field that are spelt alike, which does no harm."""
    ways = [spelt(heading) for heading in headings]
    return [way for place, way in enumerate(ways) if way in ways[:place]]


def test_headings_are_mapped_by_their_spelling_and_as_saved() -> None:
    headings = ["Case_ID", "GENDER", "Disposal", "Patch", "", "Gender "]
    assert suggest_mapping(headings).columns == {
        "case_id": "Case_ID",
        "sex": "GENDER",
        "order_type": "Disposal",
    }
    saved = CaseloadMapping(
        columns={"team": "patch", "sex": "Absent"},
        codes={"order_type": {"RX": "REFERRAL_ORDER"}},
        birth_date="DOB",
    )
    again = suggest_mapping(headings, saved)
    assert again.columns["team"] == "Patch"
    assert again.columns["sex"] == "GENDER"
    assert (again.codes, again.birth_date) == (saved.codes, "DOB")


def test_birth_dates_are_never_suggested() -> None:
    assert suggest_mapping(["DOB", "Date of birth"]) == CaseloadMapping()


def test_a_mapping_is_kept_as_plain_values() -> None:
    saved = CaseloadMapping(
        columns={"case_id": "Ref"}, codes={"sex": {"B": "MALE"}}, birth_date="DOB"
    )
    assert CaseloadMapping.from_record(saved.to_record()) == saved
    assert saved.code("sex", " b ") == "MALE"
    assert saved.code("sex", "girl") == "FEMALE"
    assert saved.code("sex", "x") is None


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"columns": {"surname": "Surname"}}, "a heading and a field"),
        ({"columns": {"sex": ""}}, "a heading and a field"),
        ({"codes": {"sex": {"B": "BOY"}}}, "one of FEMALE, MALE, OTHER"),
        ({"codes": {"team": {"N": "NORTH"}}}, "no code, since it has none"),
        ({"codes": {"surname": {"N": "NORTH"}}}, "no code, since it has none"),
    ],
)
def test_a_mapping_to_what_is_not_there_is_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        CaseloadMapping(**changes)  # type: ignore[arg-type] # wrong on purpose


@pytest.mark.parametrize(
    "written",
    [
        *("14/01/2010", "14.1.2010", "14-01-2010", "14 01 2010", "2010-01-14"),
        *("2010-01-14T00:00:00", "14 Jan 2010", "14th January 2010", "14-Jan-2010"),
    ],
)
def test_a_day_is_read_with_the_day_first(written: str) -> None:
    assert written_date(written) == date(2010, 1, 14)


@pytest.mark.parametrize(
    "written",
    ["", "14/01/10", "31/02/2010", "01/14/2010", "14 Ju 2010", "14 Jux 2010", "2010", "today"],
)
def test_what_is_no_certain_day_is_none(written: str) -> None:
    assert written_date(written) is None


@pytest.mark.parametrize(
    ("day", "years"), [(date(2010, 2, 28), 14), (date(2010, 3, 1), 15), (date(1990, 1, 1), -6)]
)
def test_years_are_whole(day: date, years: int) -> None:
    assert years_between(date(1995, 3, 1), day) == years


def test_a_stored_value_is_read_in_words() -> None:
    assert level_words("order_type", "REFERRAL_ORDER") == "referral order"
    assert level_words("team", "North") == "North"
    assert level_words("sex", "") == "not known"
