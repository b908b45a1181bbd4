"""The announcement pack: what it tells a service, and that its list can be sent back."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from corecase.core.caseload_fields import FIELDS
from corecase.core.caseload_mappings import suggest_mapping
from corecase.core.caseloads import EligibilityWindow
from corecase.core.errors import InputError
from corecase.documents import announcement, formats
from corecase.documents.announcement import Announcement
from corecase.documents.model import Document, Table, plain, words
from corecase.exchange.caseloads import read_caseload

WINDOW = EligibilityWindow(
    first_start=date(2026, 1, 1),
    last_start=date(2026, 5, 31),
    custody_first_start=date(2025, 1, 1),
)
BARE = Announcement(
    code="programme-anytown",
    programme="Invented Programme",
    framework="Invented Framework",
    service="Anytown",
    window=replace(WINDOW, custody_first_start=None),
)
WHOLE = replace(
    BARE,
    announced_on=date(2026, 10, 16),
    fieldwork_starts_on=date(2026, 11, 2),
    fieldwork_ends_on=date(2026, 11, 3),
    fieldwork=(date(2026, 11, 2), date(2026, 11, 3)),
    caseload_due_on=date(2026, 10, 23),
    window=WINDOW,
    contact="Person Contact",
    lead="Person Lead",
    evidence=("Board minutes",),
    synthetic="Synthetic: invented for a test.",
)


def labels(document: Document) -> list[str]:
    return [blank.label for blank in document.blanks()]


def said(document: Document) -> str:
    return " ".join(plain(spans) for spans in document._all_spans())


def test_what_is_not_known_is_left_blank_and_labelled() -> None:
    assert labels(announcement.letter(BARE)) == [
        "the inspectorate",
        "day of the announcement",
        "the service's contact",
        "first day of the fieldwork",
        "last day of the fieldwork",
        "day by which the case list is due",
        "the lead inspector",
        "the service's contact",
        "address and telephone",
        "signature",
    ]
    assert "documents asked for" in labels(announcement.evidence_list(BARE))
    assert "day" in labels(announcement.interviews(BARE))


def test_the_letter_says_what_is_known() -> None:
    letter = announcement.letter(WHOLE)
    assert labels(letter) == ["the inspectorate", "address and telephone", "signature"]
    text = said(letter)
    for words_of_it in (
        "From 2 November 2026 to 3 November 2026.",
        "by 23 October 2026. List every case whose order started from 1 January 2026 to 31 May",
        "Custody cases may have started earlier, from 1 January 2025.",
        "Names, dates of birth and postcodes are not wanted.",
        "Dear Person Contact",
        "Lead inspector: Person Lead",
    ):
        assert words_of_it in text
    assert "Custody cases may" not in said(announcement.letter(BARE))


def test_no_survey_question_is_invented() -> None:
    sheet = announcement.survey(WHOLE, "Victims")
    (table,) = sheet.tables()
    assert [plain(row[0]) for row in table.rows] == ["[questions are set by the inspectorate]"]


def test_there_are_slots_for_every_day_on_site() -> None:
    (table,) = announcement.interviews(WHOLE).tables()
    assert [plain(row[0]) for row in table.rows] == ["2 November 2026"] * 3 + [
        "3 November 2026"
    ] * 3


def test_the_pack_holds_every_document_and_is_the_same_each_time() -> None:
    made = announcement.pack(WHOLE)
    assert made == announcement.pack(WHOLE)
    assert zipfile.ZipFile(io.BytesIO(made)).namelist() == [
        f"synthetic-programme-anytown-{name}"
        for name in (
            "letter.docx",
            "case-list.xlsx",
            "evidence-list.docx",
            "survey-children.docx",
            "survey-victims.docx",
            "interviews.docx",
        )
    ]


def test_every_document_of_synthetic_data_says_so_and_no_other_does() -> None:
    packed = zipfile.ZipFile(io.BytesIO(announcement.pack(WHOLE)))
    for name in packed.namelist():
        inside = zipfile.ZipFile(io.BytesIO(packed.read(name)))
        text = b"".join(inside.read(part) for part in inside.namelist() if part.endswith(".xml"))
        assert b"Synthetic: invented for a test." in text, name
    names = zipfile.ZipFile(io.BytesIO(announcement.pack(BARE))).namelist()
    assert not any("synthetic" in name for name in names)


def test_a_filled_in_list_is_read_back_with_every_column_known(tmp_path: Path) -> None:
    given = {"case_id": "A1", "order_started_on": "01/02/2026", "sentence": "CUSTODY"}
    row = tuple(words(given.get(one.name, "")) for one in FIELDS)
    empty = announcement.case_list(WHOLE)
    filled = replace(
        empty,
        blocks=tuple(
            replace(block, rows=(row,)) if isinstance(block, Table) and block.is_form else block
            for block in empty.blocks
        ),
    )
    path = tmp_path / "list.xlsx"
    path.write_bytes(formats.render(filled, ("xlsx",))["xlsx"])
    listed = read_caseload(path, reference_on=date(2026, 11, 1))
    assert not listed.dropped
    assert not listed.problems
    assert set(suggest_mapping(listed.headings).columns) == {one.name for one in FIELDS}
    assert listed.rows[0].cells[:3] == ("A1", "01/02/2026", "CUSTODY")


def test_a_character_that_no_document_holds_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be printed"):
        announcement.pack(replace(BARE, contact="Person\x07"))
