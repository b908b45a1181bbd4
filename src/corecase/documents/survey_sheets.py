"""Sheets of a survey to print: one code a page, and the form for those who answer on paper."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from corecase.core import survey_codes
from corecase.core.questionnaires import Language, Questionnaire, Wording
from corecase.documents import pdf

QUIET: Final = 4
"""The white modules around a square, without which cameras do not find it."""


def sheets(
    questionnaire: Questionnaire,
    words: dict[str, Wording],
    *,
    service: str,
    address: str,
    codes: Sequence[str],
    until: date,
    is_device: bool = False,
) -> bytes:
    """One page for each code, in every language of the questionnaire, as PDF."""
    languages = questionnaire.languages
    return pdf.render_data(
        "survey_sheets.typ",
        {
            "title": questionnaire.title.english,
            "is_device": is_device,
            "said": [_sheet_words(questionnaire, words, one, until) for one in languages],
            "service": service,
            "codes": [
                {
                    "address": f"{address}{code}/",
                    "shown": f"{address}{code}".partition("://")[2],
                    "printed": survey_codes.printed(code),
                    "square": square(f"{address}{code}/"),
                }
                for code in codes
            ],
        },
    )


def form(
    questionnaire: Questionnaire,
    words: dict[str, Wording],
    *,
    service: str,
    language: Language,
    easy: bool,
) -> bytes:
    """The questions with boxes to cross and lines to write on, as PDF."""

    def said(wording: Wording) -> str:
        return wording.said(language, easy=easy)

    parts = [
        {
            "heading": said(part.heading),
            "questions": [
                {
                    "words": said(one.wording),
                    "hint": said(one.hint) if one.hint else "",
                    "is_text": one.is_text,
                    "choices": [said(choice.wording) for choice in one.choices],
                }
                for one in part.questions
            ],
        }
        for part in questionnaire.parts
    ]
    return pdf.render_data(
        "survey_form.typ",
        {
            "title": said(questionnaire.title),
            "language": language.value,
            "service": f"{said(words['about'])} {service}",
            "opening": [said(one) for one in questionnaire.opening],
            "help": [said(one) for one in questionnaire.help_lines],
            "how": said(words["form_how"]),
            "parts": parts,
        },
    )


def square(address: str) -> str:
    """The QR code of an address as SVG, with its white border."""
    made = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    made.add_data(address)
    made.make(fit=True)
    rows = made.get_matrix()
    dark = [(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark]
    path = "".join(f"M{x},{y}h1v1h-1z" for x, y in dark)
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path d="{path}" fill="#000"/></svg>'
    )


def _sheet_words(
    questionnaire: Questionnaire, words: dict[str, Wording], language: Language, until: date
) -> dict[str, str]:
    names = ("about", "sheet_how", "sheet_code", "sheet_until", "device_note")
    said = {name: words[name].said(language) for name in names}
    month = words["months"].said(language).split()[until.month - 1]
    said["until"] = f"{until.day} {month} {until.year}"
    return {"language": language.value, "title": questionnaire.title.said(language), **said}
