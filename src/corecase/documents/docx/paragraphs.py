"""Paragraphs of a Word file and what stands in them: text, links, blanks."""

from docx.document import Document as WordFile
from docx.text.paragraph import Paragraph as WordParagraph

from corecase.documents.docx.markup import add_link, set_language
from corecase.documents.docx.setting import new_file, text_width
from corecase.documents.docx.templates import file_on, width_of_text
from corecase.documents.model import Blank, Break, Document, Link, Spans, Text


class Paragraphs:
    """A Word file being written, from its first paragraph to its last.

    `breaks_before` says that the next one begins a page.
    """

    def __init__(self, document: Document, template: bytes | None = None) -> None:
        self.word: WordFile = file_on(template, document) if template else new_file(document)
        # Word keeps a page in twentieths of a point, so ours is reckoned before it does.
        self.text_width = width_of_text(self.word) if template else text_width(document)
        # A bookmark's name has few letters and at most forty of them; an anchor may be anything.
        self.bookmarks = {h.anchor: f"_h{n}" for n, h in enumerate(document.headings(), start=1)}
        # Setting a style by its name looks through all of them each time.
        self.styles = {style.name: style.style_id for style in self.word.styles}
        self.breaks_before = False

    def paragraph(self, style: str, text: str = "") -> WordParagraph:
        """One more paragraph, of a style by its name."""
        made = self.word.add_paragraph(text)
        made._p.style = self.styles[style]
        if self.breaks_before:
            made.paragraph_format.page_break_before = True
            self.breaks_before = False
        return made

    def spans(self, paragraph: WordParagraph, spans: Spans) -> None:
        """Puts words into a paragraph, of this file or of a cell of it."""
        for span in spans:
            if isinstance(span, Break):
                paragraph.add_run().add_break()
            elif isinstance(span, Link):
                to = span.target
                target = f"#{self.bookmarks[to[1:]]}" if to.startswith("#") else to
                add_link(paragraph, span.text, target, "Hyperlink")
            elif isinstance(span, Blank):
                paragraph.add_run(f"[{span.label}]", "Blank")
            else:
                run = paragraph.add_run(span.text)
                if isinstance(span, Text):
                    run.bold = True if span.style == "strong" else None
                    run.italic = True if span.style == "emphasis" else None
                    if span.lang:
                        set_language(run, span.lang)
