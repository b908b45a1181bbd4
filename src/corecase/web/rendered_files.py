"""Files of a report as a browser is given them."""

from typing import Final

from django.http import HttpResponse

from corecase.core.page_policy import policy_of

TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
"""The media type of each ending."""
WORDS: Final = {
    "report.html": "Read it on the screen",
    "report.pdf": "PDF",
    "report.docx": "Word file",
    "report.xlsx": "Workbook of its tables",
}
"""What a link to a file says; a table as CSV is called by its name."""
_SHOWN: Final = ("html", "pdf")


def words_of(name: str) -> str:
    """What a link to this file says."""
    return WORDS.get(name, name)


def archive(name: str, content: bytes) -> HttpResponse:
    """An archive to save under this name."""
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def answer(name: str, content: bytes, *, called: str) -> HttpResponse:
    """A file of a report: the page and the PDF are shown, everything else is saved as `called`.

    The page runs nothing and loads nothing: it comes under a policy of its own.
    """
    ending = name.rpartition(".")[2]
    how = "inline" if ending in _SHOWN else "attachment"
    response = HttpResponse(content, content_type=TYPES[ending])
    response.headers["Content-Disposition"] = f'{how}; filename="{called}"'
    if ending == "html":
        response.headers["Content-Security-Policy"] = policy_of(content)
    return response
