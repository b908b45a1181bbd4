"""A document as a Word file with native headings, lists, captions, fields and descriptions."""

from corecase.documents.docx.templates import check_template
from corecase.documents.docx.writing import render

__all__ = ["check_template", "render"]
