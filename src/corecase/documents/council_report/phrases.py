"""Words of a council report: what is filled in from the facts, and the numbers of paragraphs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from corecase.core.council_facts import PublishedInspection
from corecase.core.council_reports import CouncilReport
from corecase.core.heading_sets import split_words
from corecase.core.periods import day_in_words
from corecase.documents.model import Blank, Block, Listing, Paragraph, Spans, Text, words

_DASH = "- "


@dataclass(slots=True)
class Numbering:
    """The numbers printed before paragraphs under one heading."""

    _counts: dict[str, int] = field(default_factory=dict)

    def before(self, template: str, spans: Spans) -> Spans:
        """The paragraph with its number: `1.#` counts, anything else is printed as it stands."""
        if not template:
            return spans
        self._counts[template] = number = self._counts.get(template, 0) + 1
        if "#" not in template and number > 1:
            return spans
        return (Text(f"{template.replace('#', str(number))} "), *spans)


def filled(template: str, report: CouncilReport) -> Spans:
    """Words with the facts in the place of names in braces; a blank where a fact is not known."""
    known = _known(report)
    spans: list[Text | Blank] = []
    for place, part in enumerate(split_words(template)):
        if place % 2:
            label = part.replace("_", " ").replace("n cases", "number of cases")
            spans.append(Text(known[part]) if known[part] else Blank(label))
        elif part:
            spans.append(Text(part))
    return tuple(spans)


def entered(written: Sequence[str], numbering: Numbering, template: str) -> Iterator[Block]:
    """The council's paragraphs; lines that begin with a dash become one list."""
    entries: list[Spans] = []
    for text in (*written, ""):
        if text.startswith(_DASH):
            entries.append(words(text.removeprefix(_DASH)))
            continue
        if entries:
            yield Listing(entries=tuple(entries))
            entries = []
        if text:
            yield Paragraph(numbering.before(template, words(text)))


def listed(texts: Sequence[str], blank: str) -> tuple[Spans, ...]:
    """Each text as an entry of a list; one labelled blank where there are none."""
    return tuple(map(words, texts)) or ((Blank(blank),),)


def committees(report: CouncilReport) -> Spans:
    """The committees that the report goes to."""
    names = [one.committee for one in report.paper.meetings if one.committee]
    return words("; ".join(names)) if names else (Blank("the committee"),)


def meeting_days(report: CouncilReport) -> Spans:
    """The days on which they meet, in their order."""
    days = [day_in_words(one.held_on) for one in report.paper.meetings if one.held_on]
    return words("; ".join(days)) if days else (Blank("the day of the meeting"),)


def called(inspection: PublishedInspection) -> str:
    """The service as sentences call it."""
    return inspection.team or inspection.service


def _known(report: CouncilReport) -> Mapping[str, str]:
    """The facts by name; empty where nobody knows."""
    inspection, paper = report.inspection, report.paper
    due, progress = report.plan_due_on, paper.progress_on
    return {
        "service": inspection.service,
        "team": called(inspection),
        "council": inspection.council or report.headings.council,
        "inspectorate": inspection.inspectorate,
        "programme": inspection.programme or report.framework.title,
        "inspected": inspection.inspected,
        "published": inspection.published.words if inspection.published else "",
        "inspection_kind": "Re-inspection" if inspection.is_reinspection else "Inspection",
        "n_cases": str(inspection.n_cases or ""),
        "n_recommendations": str(len(inspection.recommendations) or ""),
        "plan_due": day_in_words(due) if due else "",
        "committees": "; ".join(one.committee for one in paper.meetings),
        "dates": "; ".join(day_in_words(m.held_on) for m in paper.meetings if m.held_on),
        "progress_due": day_in_words(progress) if progress else "",
    }
