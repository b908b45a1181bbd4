"""Invented documents for the tests of renderers: a long one, and one full of hostile text."""

from collections.abc import Iterator
from dataclasses import replace

from corecase.core.figures import Figure
from corecase.documents.model import (
    Bar,
    BarChart,
    Blank,
    Block,
    Chart,
    Contents,
    Cover,
    Definitions,
    Document,
    Heading,
    Link,
    Listing,
    Number,
    PageBreak,
    Paragraph,
    ScoreBox,
    Spans,
    Table,
    Text,
    plain,
    words,
)
from tests.sample_plots import plots

NOTICE = "SYNTHETIC DATA: everything in this document is invented."
BANDS = ((0.0, "DRASTIC"), (45.0, "SUBSTANTIAL"), (60.0, "MODERATE"), (75.0, "MINIMUM"))
FILLER = (
    "An initial assessment had been completed on time and was of sufficient quality, although "
    "the views of the family were not always recorded where a reader would look for them."
)
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><b>bold</b>",
    "#typst[markup] *not strong* _nor_ this",
    "=cmd|' /C calc'!A0",
    "+44 and -1 and @name",
    "C:\\new\\table $x^2$ `raw` & &amp; \"quotes\" 'single'",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "Casnewydd: ŵyrion a ŷd, Tŷ Gŵyr",
    "http://example.invalid/ --- ~ // comment",
    "llanfair" + "pwllgwyngyll" * 9,
)


def number(count: int, out_of: int, key: str) -> Number:
    """A printed percentage bound to its figure."""
    figure = Figure(count=count, out_of=out_of)
    return Number(text=figure.printed, key=key, figure=figure)


def sample(*, notice: str = NOTICE) -> Document:
    """A long report: 8 score boxes, 10 tables, 2 charts, over 60 paragraphs, 40 terms."""
    blocks = [*_opening(), *_sections(), *_appendices()]
    return Document(
        title="Inspection of casework in Exampleton",
        subject="Core Case Inspection",
        author="The Invented Inspectorate",
        notice=notice,
        cover=Cover(
            programme=(Text("Inspection of Casework"), Text("Arolygiad o Waith Achos", lang="cy")),
            title="Report on casework in:",
            place="Exampleton",
            year="2010",
            lines=(words("Core Case Inspection"), (Text("ISBN: "), Blank("ISBN"))),
        ),
        blocks=tuple(blocks),
    )


def _opening() -> Iterator[Block]:
    yield Heading(level=1, text="Foreword", anchor="foreword", in_contents=False)
    yield Paragraph(words("What this inspection found, in brief. " + FILLER), role="lead")
    yield Paragraph((Text("We judged "), number(37, 38, "CCI-R01"), Text(" to be sufficient.")))
    yield Paragraph((Text("See the "), Link("summary", "#summary"), Text(".")))
    yield Paragraph((Blank("name and title of the chief inspector"),))
    yield PageBreak()
    yield Heading(level=1, text="Contents", anchor="contents", in_contents=False)
    yield Contents()
    yield PageBreak()
    yield Heading(level=1, text="Scoring", anchor="scoring")
    yield Paragraph(words("Each score is the share of judgements that were sufficient."))
    for name, count in (("Safeguarding", 60), ("Risk of Harm", 89)):
        yield _box(f"box-{name[0]}", f"{name} score", count)
    yield Paragraph(words("A note on what a score is not."), role="note")


def _box(box_id: str, title: str, count: int, score: Number | Blank | None = None) -> ScoreBox:
    return ScoreBox(
        id=box_id,
        title=title,
        text="The share of judgements about this topic that were of sufficient quality.",
        score=score or number(count, 150, box_id),
        comment="MODERATE improvement required",
        flag="The comment follows the exact score." if count < 70 else "",
    )


def _sections() -> Iterator[Block]:
    for section in (1, 2, 3):
        yield PageBreak()
        title = f"Section {section} of the invented framework"
        yield Heading(level=1, text=title, anchor=f"s{section}", numbered=f"{section}.")
        for criterion in (1, 2):
            number_ = f"{section}.{criterion}"
            anchor = f"c{section}-{criterion}"
            yield Heading(
                level=2, text="A general criterion", anchor=anchor, numbered=f"{number_}."
            )
            score = Blank("not applicable") if number_ == "3.2" else None
            yield _box(f"box-{number_}", "General criterion:", 40 + 20 * section, score)
            yield from _findings(anchor)
        yield _cases(f"cases-{section}", 22)


def _findings(anchor: str) -> Iterator[Block]:
    for kind in ("Strengths", "Areas for improvement"):
        yield Heading(level=3, text=kind, anchor=f"{kind[0]}-{anchor}", in_contents=False)
        entries = tuple((Text(f"Finding {n} of ours. {FILLER}"),) for n in range(1, 5))
        yield Listing(entries=entries, numbered=True, start=1 if kind[0] == "S" else 5)
    yield Heading(level=3, text="Commentary", anchor=f"C-{anchor}", in_contents=False)
    for n in range(10):
        yield Paragraph(
            (Text(f"Paragraph {n}: ", style="strong"), Text(f"{FILLER} {FILLER}"), Text(" Yes."))
        )
    yield Listing(entries=(words("first point"), (Text("second", style="emphasis"),)))


def _cases(table_id: str, n_rows: int) -> Table:
    return Table(
        id=table_id,
        caption=f"Invented figures of {table_id}",
        header=("Item", "Sufficient", "Applicable", "Percentage", "Comment", "Source", "Since"),
        rows=tuple(
            (
                words(f"Item {row} of {table_id}"),
                words(str(row)),
                words("40"),
                (number(row, 40, f"{table_id}:{row}"),),
                words("none"),
                words("file"),
                (Blank("previous"),),
            )
            for row in range(1, n_rows + 1)
        ),
        number_columns=frozenset({1, 2, 3}),
        widths=(3, 1.2, 1.2, 1.3, 1.2, 1, 1.1),
    )


def _chart(chart_id: str, n_groups: int, lines: tuple[tuple[float, str], ...]) -> BarChart:
    percents = (60.4, 100, 0, 44.5, 75)
    return BarChart(
        id=chart_id,
        title=f"Scores of the invented service ({chart_id})",
        alt="Bars of five scores in each group, from 0% to 100%.",
        groups=tuple(
            (
                f"{group}. Assessment and planning",
                tuple(
                    Bar(
                        label=f"Bar {n}: a label that is long enough to be set on two lines",
                        percent=percent,
                        printed=f"{percent:.0f}%",
                        note="SUBSTANTIAL" if lines else "",
                    )
                    for n, percent in enumerate(percents)
                ),
            )
            for group in range(1, n_groups + 1)
        ),
        lines=lines,
        table=_cases(f"{chart_id}-table", 5),
    )


def _appendices() -> Iterator[Block]:
    yield PageBreak()
    yield Heading(level=1, text="Appendix 1: summary", anchor="summary")
    yield _chart("summary-chart", 3, BANDS)
    yield Heading(level=1, text="Appendix 2: sample", anchor="sample")
    yield _chart("sample-chart", 2, ())
    yield from plots()
    yield Heading(level=1, text="Appendix 3: data", anchor="data")
    for n in range(1, 6):
        yield Paragraph(words("Small print about this table."), role="small")
        yield replace(_cases(f"data-{n}", 22), show_caption=n > 1)
    yield Heading(level=1, text="Glossary", anchor="glossary")
    terms = tuple((f"Term {n}", words(f"The meaning of term {n}. {FILLER}")) for n in range(40))
    yield Definitions(caption="Glossary", entries=terms)


def hostile() -> Document:
    """A document whose every text would do harm where it is read as markup or formula."""
    everything: Spans = tuple(Text(text + " ") for text in HOSTILE)
    first = HOSTILE[0]
    table = Table(
        id="hostile",
        caption=HOSTILE[2],
        header=(HOSTILE[3], HOSTILE[5]),
        rows=tuple((words(text), (Blank(text),)) for text in HOSTILE),
        number_columns=frozenset({1}),
    )
    return Document(
        title=f"Invented {first}",
        subject=HOSTILE[5],
        author=HOSTILE[3],
        notice=f"SYNTHETIC {HOSTILE[2]} {first}",
        cover=Cover(
            programme=(Text(HOSTILE[7], lang="cy"),), title=first, place=HOSTILE[5], year=HOSTILE[3]
        ),
        blocks=(
            Heading(level=1, text=HOSTILE[0], anchor='a"b<c>', numbered="#1."),
            Contents(),
            Paragraph(everything, role="lead"),
            Paragraph((Link(HOSTILE[2], '#a"b<c>'), Number(text="+1", key='"', figure=_ONE))),
            Listing(entries=tuple(words(text) for text in HOSTILE), numbered=True, start=3),
            ScoreBox(
                id='x"y',
                title=HOSTILE[5],
                text=HOSTILE[2],
                score=Blank(HOSTILE[3]),
                comment=HOSTILE[0],
                flag=HOSTILE[6],
            ),
            table,
            BarChart(
                id='c"<d>',
                title=HOSTILE[5],
                alt=HOSTILE[0] + HOSTILE[5],
                groups=((HOSTILE[5], (Bar(label=HOSTILE[5], percent=50, printed=HOSTILE[3]),)),),
                lines=((50.0, "$x$"),),
                table=replace(table, id="behind", caption=first),
            ),
            Definitions(caption=first, entries=tuple((text, words(text)) for text in HOSTILE)),
        ),
    )


_ONE = Figure(count=1, out_of=1)


def texts(document: Document) -> Iterator[str]:
    """Every text that a reader of the document is to find, except what only pictures carry."""
    cover = document.cover
    yield from (document.notice, cover.title, cover.place, cover.year)
    yield from (text.text for text in cover.programme)
    yield from map(plain, cover.lines)
    for block in document.blocks:
        yield from _block_texts(block)


def _block_texts(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield block.label
        case Paragraph():
            yield plain(block.spans)
        case Listing():
            yield from map(plain, block.entries)
        case Table():
            yield from _table_texts(block)
        case ScoreBox():
            yield from (block.title, block.text, plain((block.score,)), block.comment, block.flag)
        case Chart():
            yield block.title
            yield from _table_texts(block.table)
        case Definitions():
            for term, meaning in block.entries:
                yield from (term, plain(meaning))


def _table_texts(table: Table) -> Iterator[str]:
    if table.show_caption:
        yield table.caption
    yield from table.header
    yield from (plain(cell) for row in table.rows for cell in row)
