"""Rules: what applies, what is not known, and how a rule is written and explained."""

import pytest

from corecase.core.errors import InputError
from corecase.core.judgements import Answer
from corecase.core.rules import AllOf, AnyOf, AttributeIs, Everyone, Gate, NotThe, Rule, parse

YES, NO = {"sex": "girl"}, {"sex": "boy"}
GIRLS = AttributeIs(attribute="sex", values=("girl",))
CUSTODY = AttributeIs(attribute="sentence", values=("custody", "remand"))
NAMED: dict[str, Rule] = {"girls": GIRLS}


@pytest.mark.parametrize(("sex", "girl"), [("girl", True), ("boy", False), ("", None)])
@pytest.mark.parametrize(("sentence", "inside"), [("remand", True), ("fine", False), ("", None)])
def test_three_valued_logic(
    sex: str, girl: bool | None, sentence: str, inside: bool | None
) -> None:
    known = {"sex": sex, "sentence": sentence}
    case = {name: value for name, value in known.items() if value}
    both, either = AllOf(parts=(GIRLS, CUSTODY)), AnyOf(parts=(GIRLS, CUSTODY))
    assert GIRLS.applies(case) is girl
    assert CUSTODY.applies(case) is inside
    assert NotThe(part=GIRLS).applies(case) is (None if girl is None else not girl)
    # The rule of de Morgan holds for the unknown too.
    neither = AllOf(parts=(NotThe(part=GIRLS), NotThe(part=CUSTODY)))
    assert NotThe(part=either).applies(case) is neither.applies(case)
    if None not in (girl, inside):
        assert both.applies(case) is (girl and inside)
        assert either.applies(case) is (girl or inside)


def test_one_part_settles_what_the_other_leaves_open() -> None:
    assert AllOf(parts=(GIRLS, CUSTODY)).applies(NO) is False
    assert AnyOf(parts=(GIRLS, CUSTODY)).applies(YES) is True
    assert AllOf(parts=(GIRLS, CUSTODY)).applies(YES) is None
    assert AnyOf(parts=(GIRLS, CUSTODY)).applies(NO) is None


@pytest.mark.parametrize(
    ("written", "explained"),
    [
        ("everyone", "every case"),
        ("girls", "cases whose sex is girl"),
        (
            {"attribute": "sentence", "is": ["custody", "remand"]},
            "cases whose sentence is custody or remand",
        ),
        ({"not": "girls"}, "cases other than cases whose sex is girl"),
        (
            {"all": ["girls", {"attribute": "age", "is": "17"}]},
            "cases whose sex is girl that are also cases whose age is 17",
        ),
        ({"any": ["girls", "everyone"]}, "cases whose sex is girl or every case"),
    ],
)
def test_a_rule_is_read_and_explained(written: object, explained: str) -> None:
    assert parse(written, NAMED).explain() == explained


@pytest.mark.parametrize(
    "written",
    [
        None,
        3,
        [],
        {},
        {"all": []},
        {"any": "girls"},
        {"all": ["girls"], "any": ["girls"]},
        {"attribute": "sex"},
        {"unless": "girls"},
    ],
)
def test_another_form_is_refused_with_the_forms_there_are(written: object) -> None:
    with pytest.raises(InputError, match=r"^A rule is a name, \{attribute: NAME, is: VALUE\}"):
        parse(written, NAMED)


def test_an_unknown_name_is_refused_with_those_there_are() -> None:
    with pytest.raises(InputError, match="no rule called 'boys'; this framework has every"):
        parse({"not": {"all": ["boys"]}}, NAMED)


@pytest.mark.parametrize(
    "written",
    [
        {"attribute": 1, "is": "girl"},
        {"attribute": "sex", "is": []},
        {"attribute": "sex", "is": None},
        {"attribute": "age", "is": [17]},
    ],
)
def test_an_attribute_takes_text(written: object) -> None:
    with pytest.raises(InputError, match="take text"):
        parse(written, NAMED)


@pytest.mark.parametrize(
    ("when", "opens"),
    [("sufficient", "S"), ("insufficient", "I"), ("applicable", "SI")],
)
def test_a_gate_opens_after_these_answers(when: str, opens: str) -> None:
    gate = Gate(item="T-A", when=when)
    assert gate.is_open(None) is None
    for answer in Answer:
        assert gate.is_open(answer) is (answer.value[0] in opens)
    assert gate.explain() == f"asked where T-A is {when}"


def test_a_gate_of_another_kind_is_refused() -> None:
    with pytest.raises(InputError, match="sufficient, insufficient, applicable; not 'maybe'"):
        Gate(item="T-A", when="maybe")


def test_everyone_is_every_case() -> None:
    assert Everyone().applies({}) is True


def test_a_rule_names_the_attributes_it_reads() -> None:
    custody = AttributeIs(attribute="sentence", values=("custody",))
    young = AttributeIs(attribute="age", values=("10", "11"))
    assert Everyone().reads() == frozenset()
    assert AllOf(parts=(custody, NotThe(part=young))).reads() == {"sentence", "age"}
    assert AnyOf(parts=(custody, Everyone())).reads() == {"sentence"}
