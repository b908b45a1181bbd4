"""The demonstration's own report, and not only a sample, keeps the PDF promises."""

from pathlib import Path

from page import ValidationProfile, validate_pdf_bytes

from corecase.pipelines.demo import demonstrate
from corecase.pipelines.read import read_folder
from corecase.pipelines.render import render
from tests.unit.test_renderers_pdf import structure


def test_the_report_of_hartlepool_is_accessible_as_pdf(tmp_path: Path) -> None:
    shown = demonstrate(tmp_path / "demo")
    data = (shown.folder / "report" / "report.pdf").read_bytes()
    assert validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1).is_compliant
    headers = [found for role, found in structure(data) if role == "/TH"]
    assert len(headers) > 100
    assert all(found.get("/Scope") in {"/Row", "/Column"} for found in headers)


def test_an_annex_with_intervals_is_accessible_as_pdf(tmp_path: Path) -> None:
    """As if the cases were real: a reconstruction's annex gives no intervals."""
    folder = demonstrate(tmp_path / "demo").folder
    overlay, particulars = folder / "synthetic-overlay.yaml", folder / "inspection.yaml"
    marked = overlay.read_text(encoding="utf-8")
    overlay.write_text(marked.replace("wording: invented", "wording: own"), encoding="utf-8")
    drawn = "drawn: {n_population: 150, missing: [{id: HPL-X}]}\n"
    particulars.write_text(particulars.read_text(encoding="utf-8") + drawn, encoding="utf-8")
    made = render(read_folder(folder), tmp_path / "out", ("pdf",))
    assert "uncertainty-chart" in [chart.id for chart in made.document.charts()]
    data = made.files[0].read_bytes()
    assert validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1).is_compliant
    figures = [found for role, found in structure(data) if role == "/Figure"]
    assert any("a line along its interval" in str(found.get("/Alt")) for found in figures)
