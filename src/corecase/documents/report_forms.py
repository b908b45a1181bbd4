"""The form of a report: its edition says whether it is a full report or a letter."""

from corecase.documents import inspection_report, screening_letter
from corecase.documents.inspection_report import Report
from corecase.documents.model import Document


def build(report: Report) -> Document:
    """The report as a document, in the form of its edition.

    Raises InputError as the builder of that form does.
    """
    letter = report.edition.form == "letter"
    return screening_letter.build(report) if letter else inspection_report.build(report)
