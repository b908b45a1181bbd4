"""The demonstration's own report, and not only a sample, keeps the PDF promises."""

from pathlib import Path

from page import ValidationProfile, validate_pdf_bytes

from corecase.pipelines.demo import demonstrate
from tests.unit.test_renderers_pdf import structure


def test_the_report_of_hartlepool_is_accessible_as_pdf(tmp_path: Path) -> None:
    shown = demonstrate(tmp_path / "demo")
    data = (shown.folder / "report" / "report.pdf").read_bytes()
    assert validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1).is_compliant
    headers = [found for role, found in structure(data) if role == "/TH"]
    assert len(headers) > 100
    assert all(found.get("/Scope") in {"/Row", "/Column"} for found in headers)
