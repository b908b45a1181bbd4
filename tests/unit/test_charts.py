"""Charts as pictures: named, described, the same bytes, and drawn to scale."""

import struct
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from corecase.documents import charts
from corecase.documents.model import Bar, BarChart, Table
from tests.sample_document import BANDS, hostile, sample

SVG = "{http://www.w3.org/2000/svg}"
BAR = "#1f5a8c"


def chart(*bars: Bar, lines: tuple[tuple[float, str], ...] = ()) -> BarChart:
    table = Table(id="t", caption="Invented", header=("a",), rows=())
    return BarChart(
        id="c", title="A title", alt="In words.", groups=(("", bars),), table=table, lines=lines
    )


def bar_widths(data: bytes) -> list[float]:
    """The width of each bar as drawn, in the SVG's units."""
    widths = []
    for path in ElementTree.fromstring(data).iter(f"{SVG}path"):
        if BAR in path.get("style", ""):
            numbers = [float(word) for word in path.get("d", "").split() if word[-1].isdigit()]
            widths.append(max(numbers[::2]) - min(numbers[::2]))
    return widths


@pytest.mark.parametrize("one", [*sample().charts(), *hostile().charts()], ids=lambda c: c.id)
def test_a_picture_is_named_and_described(one: BarChart) -> None:
    root = ElementTree.fromstring(charts.svg(one))
    assert root.get("role") == "img"
    names = (root.get("aria-labelledby") or "").split()
    said = {element.get("id"): element.text for element in root}
    assert [said[name] for name in names] == [one.title, one.alt]
    assert [child.tag for child in root][:2] == [f"{SVG}title", f"{SVG}desc"]


def test_a_picture_holds_no_script_no_link_outside_and_no_date() -> None:
    for one in (*sample().charts(), *hostile().charts()):
        root = ElementTree.fromstring(charts.svg(one))
        assert not [e.tag for e in root.iter() if e.tag in (f"{SVG}script", f"{SVG}metadata")]
        links = [v for e in root.iter() for k, v in e.attrib.items() if k.endswith("href")]
        assert all(link.startswith("#") for link in links)


def test_a_bar_beside_another_is_an_outline_of_the_same_length() -> None:
    full = Bar(label="sample", percent=40, printed="40%")
    beside = replace(full, label="case list", is_beside=True)
    drawn = charts.svg(chart(full, beside))
    assert len(set(bar_widths(drawn))) == 1
    styles = [e.get("style", "") for e in ElementTree.fromstring(drawn).iter(f"{SVG}path")]
    outlined = [style for style in styles if f"stroke: {BAR}" in style]
    assert [f"fill: {BAR}" in style for style in outlined] == [True, False]
    assert "fill: #ffffff" in outlined[1]


def test_for_a_small_screen_bars_are_drawn_narrow_with_their_words_above() -> None:
    bars = [Bar(label="A long label " * 5, percent=50, printed="50%", note="NOTE")]
    wide, narrow = (charts.svg(chart(*bars, lines=BANDS), narrow=n) for n in (False, True))
    sizes = [ElementTree.fromstring(one).get("width") for one in (wide, narrow)]
    assert sizes == ["481.889764pt", "217.5pt"]
    # As pixels: 290, which a screen of 320 shows without making it smaller.
    assert float("217.5") * 96 / 72 == 290


def test_bars_are_drawn_to_scale_and_held_within_the_axis() -> None:
    percents = (100, 50, 25, 0, 130, -5)
    bars = (Bar(label=str(p), percent=p, printed=f"{p}%") for p in percents)
    whole, half, quarter, none, above, below = bar_widths(charts.svg(chart(*bars)))
    assert whole == pytest.approx(above, rel=1e-4)
    assert half == pytest.approx(whole / 2, rel=1e-4)
    assert quarter == pytest.approx(whole / 4, rel=1e-4)
    assert none == below == 0


def test_words_stay_inside_the_picture() -> None:
    widest = Bar(label="MW" * 60, percent=100, printed="100%", note="DRASTIC IMPROVEMENT")
    one = chart(widest, lines=BANDS)
    height = float(ElementTree.fromstring(charts.svg(one)).get("height", "").removesuffix("pt"))
    plain = chart(replace(widest, label="M"), lines=BANDS)
    assert height > float(
        ElementTree.fromstring(charts.svg(plain)).get("height", "").removesuffix("pt")
    )


def test_names_of_close_lines_stand_in_rows_of_their_own() -> None:
    bar = Bar(label="one", percent=10, printed="10%")
    apart = charts.svg(chart(bar, lines=((0, "LOW"), (60, "HIGH"))))
    close = charts.svg(chart(bar, lines=((50, "LOW"), (51, "HIGH"))))
    heights = [ElementTree.fromstring(data).get("height", "") for data in (apart, close)]
    assert float(heights[0][:-2]) < float(heights[1][:-2])


def test_a_chart_without_bars_can_be_drawn() -> None:
    assert bar_widths(charts.svg(chart())) == []


def test_the_word_picture_is_as_wide_as_the_text() -> None:
    data = charts.png(next(iter(sample().charts())))
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, _ = struct.unpack(">II", data[16:24])
    assert width == pytest.approx(charts.WIDTH_MM / 25.4 * 150, abs=1)
    assert b"tIME" not in data
    assert b"Software" not in data
