"""Framework files and overlays: what is read, and every fault at its line."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import jsonschema
import pytest
import yaml
from pydantic import BaseModel

from corecase.core.criteria import Band, Criterion, Headline, Item, Recommendation, Section
from corecase.core.errors import InputError, ManyProblems
from corecase.core.frameworks import Framework
from corecase.core.rules import AllOf, AnyOf, AttributeIs, Everyone, Gate, NotThe
from corecase.exchange import framework_fields as fields_of
from corecase.exchange import frameworks
from tests.made_files import write_text

GOOD = """\
id: t-1
title: Invented
prefix: T
edition: "2009"
rules:
  custody: {attribute: sentence, is: custody}
  not_custody: {not: custody}
sections:
- {id: T-1, number: "1", title: Section}
criteria:
- {id: T-1.1, number: "1.1", title: First, section: T-1}
- {id: T-1.2, number: "1.2", title: Second, section: T-1, text: Invented., text_standing: invented}
headlines:
- {id: safety, title: Safety, suggests_reinspection: true}
bands:
- {id: LOW, label: Low, from_percent: 0}
- {id: HIGH, label: High, from_percent: 50}
items:
- {id: T-R01, criterion: T-1.1, topic: risk, label: One, question: "One?"}
- id: T-R02
  criterion: T-1.1
  topic: risk
  label: Two
  question: Two?
  applies: {all: [custody, {attribute: age, is: ["15", "16"]}]}
  gate: {item: T-R01, when: applicable}
  headlines: [safety]
  also_reported_in: [T-1.2]
  levels: [low, high]
  finding: in {share} two
  finding_area: in {share} not two
  strength_from: 95
  case_word: [plan, plans]
  wording: invented
  tag: own
- {id: T-N01, criterion: T-1.2, topic: n, label: N, question: "N?", applies: not_custody,
   scored: false}
recommendations:
- {id: T-REC-1, text: do two better, owners: [Manager], items: [T-R02]}
"""


def load_text(folder: Path, text: str, name: str = "t.yaml") -> Framework:
    return frameworks.load(write_text(folder / name, text.rstrip("\n")))


def faults(folder: Path, text: str) -> list[str]:
    with pytest.raises(ManyProblems) as raised:
        load_text(folder, text)
    assert raised.value.source == "t.yaml"
    return [str(problem) for problem in raised.value.problems]


def refusal(load: Callable[[], object]) -> str:
    with pytest.raises(InputError) as raised:
        load()
    assert not isinstance(raised.value, ManyProblems)
    sentence = str(raised.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, "a test changes one place"
    return GOOD.replace(old, new)


def test_a_framework_with_everything(tmp_path: Path) -> None:
    framework = load_text(tmp_path, GOOD)
    assert framework.id == "t-1"
    assert (framework.strength_from, framework.band_on, framework.report_edition) == (
        60,
        "exact",
        "standard",
    )
    assert framework.item("T-R02") == Item(
        id="T-R02",
        criterion="T-1.1",
        topic="risk",
        label="Two",
        question="Two?",
        applies=AllOf(
            parts=(
                AttributeIs(attribute="sentence", values=("custody",)),
                AttributeIs(attribute="age", values=("15", "16")),
            )
        ),
        gate=Gate(item="T-R01", when="applicable"),
        headlines=("safety",),
        also_reported_in=("T-1.2",),
        levels=("low", "high"),
        finding="in {share} two",
        finding_area="in {share} not two",
        strength_from=95,
        case_word=("plan", "plans"),
        wording="invented",
        tag="own",
    )
    assert framework.item("T-R01").applies == Everyone()
    assert framework.criterion("T-1.2").text_standing == "invented"
    assert framework.headlines[0].suggests_reinspection
    assert framework.recommendations[0].owners == ("Manager",)


@pytest.mark.parametrize(
    ("value", "row"),
    [
        (Framework, fields_of.FrameworkRow),
        (Section, fields_of.SectionRow),
        (Criterion, fields_of.CriterionRow),
        (Headline, fields_of.HeadlineRow),
        (Band, fields_of.BandRow),
        (Item, fields_of.ItemRow),
        (Gate, fields_of.GateRow),
        (Recommendation, fields_of.RecommendationRow),
    ],
)
def test_the_format_has_every_field_of_the_value(value: type, row: type[BaseModel]) -> None:
    known = {field.name: field.default for field in fields(value)}
    assert set(row.model_fields) - {"rules"} == set(known)
    for name, field in row.model_fields.items():
        if isinstance(field.default, str | bool | int) and name != "applies":
            assert field.default == known[name]


# Names and files


@pytest.mark.parametrize("name", frameworks.shipped())
def test_a_shipped_framework_has_the_name_of_its_file(name: str) -> None:
    assert frameworks.load(name).id == name


def test_an_unknown_name_says_what_there_is() -> None:
    assert frameworks.shipped() == ("cci-2009", "sqs-2013")
    assert refusal(lambda: frameworks.load("cci")) == (
        "There is no framework 'cci'; use cci-2009 or sqs-2013, or the path of a framework file."
    )


def test_a_name_that_could_not_be_a_file() -> None:
    assert "There is no framework" in refusal(lambda: frameworks.load("x" * 300))


def test_a_folder_is_no_framework(tmp_path: Path) -> None:
    assert "is a folder" in refusal(lambda: frameworks.load(tmp_path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "t.yaml is empty; it needs the fields of its kind."),
        (
            "id: [1,\nb: }",
            "t.yaml: line 2 stands in a bracket that is never closed; close it, or, where it is "
            "part of a text, put the text in quotes.",
        ),
        ("a: 1\n---\nb: 2", "t.yaml: line 2 cannot be read (but found another document)"),
        ("a: &x [1]\nb: *x", "t.yaml uses an alias at line 2; write the value out there."),
        ("[" * 25 + "]" * 25, "t.yaml is nested too deeply at line 1; write it flatter."),
        ("[" * 50_000, "t.yaml is nested too deeply at line 1; write it flatter."),
        ("a: \x07", "t.yaml holds a character that YAML does not allow."),
    ],
)
def test_yaml_that_cannot_be_read(tmp_path: Path, text: str, told: str) -> None:
    assert refusal(lambda: load_text(tmp_path, text)).startswith(told)


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    path = write_text(tmp_path / "t.yaml", "title: Caf\u00e9", encoding="windows-1252")
    assert refusal(lambda: frameworks.load(path)) == ("t.yaml is not UTF-8 text; save it as UTF-8.")
    bom = write_text(tmp_path / "b.yaml", GOOD.rstrip("\n"), encoding="utf-8-sig")
    assert frameworks.load(bom) == load_text(tmp_path, GOOD)


def test_keys_and_values_that_yaml_would_misread(tmp_path: Path) -> None:
    assert faults(
        tmp_path,
        "id: a\ntitle: b\nid: c\nyes: d\nnotes: !!python/name:os.system x\nedition: 2009-13-45\n"
        "[a, b]: c\n<<: {title: e}\n",
    ) == [
        "line 3: 'id' is a key that line 1 has too; keep one of them",
        "line 4: 'yes' is not a text key; put it in quotes",
        "line 5: 'x' has the tag tag:yaml.org,2002:python/name:os.system, which is not used "
        "here; remove it",
        "line 6: '2009-13-45' is no day of the calendar; correct it, or put it in quotes to "
        "keep it as text",
        "line 7: is not a text key; put it in quotes",
        "line 8: '<<' is not a text key; put it in quotes",
    ]


# Faults


def test_a_list_is_no_framework(tmp_path: Path) -> None:
    assert faults(tmp_path, "- a") == ["line 1: has to be a mapping of fields"]


def test_faults_of_every_kind_are_told_together(tmp_path: Path) -> None:
    text = changed("topic: risk\n  label: Two", "topic: 7\n  lable: Two")
    text = text.replace("when: applicable", "when: always")
    text = text.replace("scored: false", "scored: 0")
    text = text.replace("{not: custody}", "{not: prison}")
    text = text.replace("headlines: [safety]", "headlines: [safety, saftey]")
    text = text.replace("section: T-1}", "section: T-9}")
    assert faults(tmp_path, text) == [
        "line 22, item T-R02, topic: '7' has to be text; put it in quotes",
        "line 20, item T-R02, label: is missing",
        "line 26, item T-R02, gate, when: 'always' has to be 'sufficient', 'insufficient' or "
        "'applicable'",
        "line 23, item T-R02: 'lable' is not a field here; did you mean label?",
        "line 37, item T-N01, scored: '0' has to be true or false",
        "line 7, rules, not_custody: There is no rule called 'prison'; this framework has "
        "everyone, custody.",
        "line 11, criterion T-1.1, section: 'T-9' is not a section of this framework",
        "line 27, item T-R02, headline 2: 'saftey' is not a headline of this framework",
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("id: T-N01", "id: T-R01", "line 36, item T-R01: 'T-R01' is used twice; ids are unique"),
        (
            "id: T-N01",
            "id: N01",
            "line 36, item N01: 'N01' has to start with 'T-', the prefix of its programme",
        ),
        (
            "criterion: T-1.2",
            "criterion: T-1.9",
            "line 36, item T-N01, criterion: 'T-1.9' is not a criterion of this framework",
        ),
        (
            "also_reported_in: [T-1.2]",
            "also_reported_in: [T-1.9]",
            "line 28, item T-R02, also_reported_in, entry 1: 'T-1.9' is not a criterion of "
            "this framework",
        ),
        (
            "from_percent: 50",
            "from_percent: 0",
            "line 17, band HIGH: '0' starts two bands, which would overlap",
        ),
        (
            "gate: {item: T-R01,",
            "gate: {item: T-R02,",
            "line 20, item T-R02: 'T-R02 -> T-R02' is a circle: no item of it could ever be asked "
            "first",
        ),
        (
            "items: [T-R02]",
            "items: [T-R03]",
            "line 39, recommendation T-REC-1, item 1: 'T-R03' is not an item of this framework",
        ),
        ('number: "1.1"', "number: 1.1", "line 11, criterion T-1.1, number: '1.1' has to be text"),
        ("from_percent: 50", 'from_percent: "50"', "line 17, band HIGH, from_percent: '50' has to"),
        (
            "case_word: [plan, plans]",
            "case_word: [plan]",
            "line 33, item T-R02, case_word: has 1 parts",
        ),
        (
            "levels: [low, high]",
            "levels: [no, high]",
            "line 29, item T-R02, level 1: 'no' has to",
        ),
        ("id: LOW", "id: LOW DOWN", "line 16, band LOW DOWN, id: 'LOW DOWN' has to be of letters"),
        ("title: Safety", 'title: ""', "line 14, headline safety, title: must not be empty"),
        ("wording: invented", "wording: mine", "line 34, item T-R02, wording: 'mine' has to be "),
    ],
)
def test_a_fault_stands_at_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    (fault,) = faults(tmp_path, changed(old, new))
    assert fault.startswith(told)


def test_a_field_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, changed("section: T-1}", "section: 1}"))
    assert fault == "line 11, criterion T-1.1, section: '1' has to be text; put it in quotes"


def test_a_row_that_nothing_identifies_ends_the_check(tmp_path: Path) -> None:
    text = changed("id: T-N01, ", "").replace("headlines: [safety]", "headlines: [saftey]")
    assert faults(tmp_path, text) == ["line 36, item 3, id: is missing"]
    with pytest.raises(ManyProblems) as raised:
        load_text(tmp_path, OVERLAY.replace("id: T-X01, ", ""), "o.yaml")
    assert raised.value.problems[0].where == "line 5, item 1, id"


# Overlays

OVERLAY = """\
extends: t.yaml
note: Invented for a test.
leaves_out: [T-N01]
items:
- {id: T-X01, criterion: T-1.2, topic: x, label: X, question: "X?", applies: not_custody}
"""


def test_an_overlay_leaves_its_framework_as_it_is(tmp_path: Path) -> None:
    base = load_text(tmp_path, GOOD)
    overlaid = load_text(tmp_path, OVERLAY, "o.yaml")
    assert [item.id for item in overlaid.items] == ["T-R01", "T-R02", "T-X01"]
    assert overlaid.items[2].applies == base.item("T-N01").applies
    assert overlaid.notes == ("Invented for a test.",)
    assert load_text(tmp_path, GOOD) == base


def test_an_overlay_of_a_shipped_framework(tmp_path: Path) -> None:
    gone = frameworks.load("cci-2009").items[-1].id
    text = f"extends: cci-2009\nnote: Invented.\nleaves_out: [{gone}]\n"
    assert gone not in [item.id for item in load_text(tmp_path, text).items]


def test_faults_of_an_overlay(tmp_path: Path) -> None:
    load_text(tmp_path, GOOD)
    text = OVERLAY.replace("[T-N01]", "[T-R01, T-R77]").replace("topic: x", "topic: 1")
    with pytest.raises(ManyProblems) as raised:
        load_text(tmp_path, text.replace("not_custody", "prison"), "o.yaml")
    assert [str(problem) for problem in raised.value.problems] == [
        "line 5, item T-X01, topic: '1' has to be text; put it in quotes",
        "line 3, leaves_out, entry 2: 'T-R77' is not an item of t-1, and cannot be left out",
        "line 5, item T-X01, applies: There is no rule called 'prison'; this framework has "
        "everyone, custody, not_custody.",
        "line 3, leaves_out, entry 1: 'T-R01' is left out, but items.T-R02.gate names it; leave "
        "that out too",
    ]


def test_an_overlay_of_itself_and_of_nothing(tmp_path: Path) -> None:
    itself = OVERLAY.replace("t.yaml", "o.yaml")
    assert "extends itself" in refusal(lambda: load_text(tmp_path, itself, "o.yaml"))
    assert refusal(lambda: load_text(tmp_path, OVERLAY, "o.yaml")).startswith(
        "There is no framework 't.yaml'; use cci-2009"
    )


def test_a_written_overlay_reads_back(tmp_path: Path) -> None:
    base = load_text(tmp_path, GOOD)
    custody = AttributeIs(attribute="sentence", values=("custody",))
    young = AttributeIs(attribute="age", values=("15", "16"))
    rule = AnyOf(parts=(NotThe(part=custody), AllOf(parts=(young, Everyone()))))
    added = Item(
        id="T-X01",
        criterion="T-1.2",
        topic="x",
        label="X: \u201cno\u201d",
        question="yes",
        applies=rule,
        gate=Gate(item="T-R01", when="insufficient"),
        headlines=("safety",),
        wording="invented",
    )
    path = tmp_path / "overlays" / "o.yaml"
    path.parent.mkdir()
    path.write_text("stands there before", encoding="utf-8")
    frameworks.write_overlay(
        path,
        extends=str(tmp_path / "t.yaml"),
        note="Invented.",
        leaves_out=["T-N01"],
        items=[added, Item(id="T-X02", criterion="T-1.1", topic="x", label="x", question="x")],
    )
    assert yaml.safe_load(path.read_text(encoding="utf-8"))["extends"] == "../t.yaml"
    assert [p.name for p in path.parent.iterdir()] == ["o.yaml"]
    read_back = frameworks.load(path)
    assert read_back.item("T-X01") == added
    assert read_back == base.overlaid(
        note="Invented.", leaves_out=["T-N01"], adds=[added, read_back.item("T-X02")]
    )


def test_a_written_overlay_may_extend_a_shipped_framework(tmp_path: Path) -> None:
    path = tmp_path / "o.yaml"
    frameworks.write_overlay(path, extends="sqs-2013", note="Invented.", leaves_out=[], items=[])
    assert frameworks.load(path).notes == (*frameworks.load("sqs-2013").notes, "Invented.")


# The schema


def validator() -> jsonschema.Draft202012Validator:
    schema = frameworks.json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("text", [GOOD, OVERLAY])
def test_the_schema_accepts_what_can_be_read(text: str) -> None:
    validator().validate(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("when: applicable", "when: always"),
        ("label: Two", "lable: Two"),
        ('number: "1.1"', "number: 1.1"),
        ("{not: custody}", "{never: custody}"),
        ("prefix: T\n", ""),
    ],
)
def test_the_schema_rejects_what_cannot(old: str, new: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator().validate(yaml.safe_load(changed(old, new)))


def test_the_schema_helps_an_editor() -> None:
    defined = frameworks.json_schema()["$defs"]
    silent = [
        f"{row}.{name}"
        for row, schema in defined.items()
        for name, field in schema.get("properties", {}).items()
        if "description" not in field
    ]
    assert not silent


def test_each_value_is_told_as_it_is_written(tmp_path: Path) -> None:
    text = changed("when: applicable", "when: yes")
    text = text.replace("headlines: [safety]", "headlines: safety")
    assert faults(tmp_path, text) == [
        "line 26, item T-R02, gate, when: 'yes' has to be 'sufficient', 'insufficient' or "
        "'applicable'",
        "line 27, item T-R02, headlines: 'safety' has to be a list; write [safety]",
    ]
    (gate,) = faults(tmp_path, changed("{item: T-R01, when: applicable}", "T-R01"))
    assert gate.endswith("'T-R01' has to be a mapping of fields; write {item: T-R01, when: ...}")
    (braces,) = faults(tmp_path, changed("finding: in {share} two", "finding: {share}"))
    assert braces.endswith("has to be text; put it in quotes, since it begins with {")
    (empty,) = faults(tmp_path, changed("finding: in {share} two", "finding:"))
    assert empty.endswith("finding: has no value; write one, or remove the line")


def test_a_report_edition_that_is_not_there_is_refused(tmp_path: Path) -> None:
    text = changed('edition: "2009"', 'edition: "2009"\nreport_edition: standart')
    assert faults(tmp_path, text) == [
        "line 5, report_edition: 'standart' is not a report edition; use cci or sqs or "
        "standard, or an edition file beside this one"
    ]
    write_text(tmp_path / "ours.yaml", "id: ours")
    beside = load_text(tmp_path, text.replace("standart", "ours.yaml"))
    assert beside.report_edition == "ours.yaml"
