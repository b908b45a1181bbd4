"""The Word file in another program: LibreOffice opens it and keeps what it says."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from corecase.documents import docx
from corecase.documents.model import Document
from tests.machine import need
from tests.sample_document import NOTICE, hostile, sample, texts

Convert = Callable[[Document], Path]


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    soffice = need("soffice", "libreoffice-writer-nogui")
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def converted(document: Document) -> Path:
        folder = tmp_path_factory.mktemp("word")
        (folder / "report.docx").write_bytes(docx.render(document))
        command = [soffice, "--headless", f"-env:UserInstallation={profile}"]
        command += ["--convert-to", "pdf", "--outdir", str(folder), str(folder / "report.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return folder / "report.pdf"

    return converted


def text_of(pdf: Path) -> str:
    pdftotext = need("pdftotext", "poppler-utils")
    run = subprocess.run([pdftotext, "-raw", pdf, "-"], check=True, capture_output=True, text=True)
    return run.stdout


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def shown(convert: Convert) -> str:
    return text_of(convert(sample()))


def test_headings_stand_on_lines_of_their_own_in_order(shown: str) -> None:
    lines = iter(shown.splitlines())
    labels = [heading.label for heading in sample().headings()]
    assert [label for label in labels if any(line == label for line in lines)] == labels


def test_the_notice_stands_on_every_page(shown: str) -> None:
    pages = shown.removesuffix("\f").split("\f")
    assert len(pages) > 15
    assert all(NOTICE in page for page in pages)
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_numbered_lists_print_their_numbers_in_brackets(shown: str) -> None:
    assert "(1) Finding 1 of ours" in shown
    assert "(8) Finding 4 of ours" in shown


def test_hostile_text_is_printed_as_written(convert: Convert) -> None:
    document = hostile()
    running = rf"{re.escape(squeezed(document.title))}–Page\d+of\d+"
    body = squeezed(text_of(convert(document)))
    body = re.sub(running, "", body).replace(squeezed(document.notice), "")
    wanted = [text for text in texts(document) if text != document.notice]
    assert not [text for text in wanted if squeezed(text) not in body]
