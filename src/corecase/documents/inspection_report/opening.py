"""From the cover to the next steps: what a reader in a hurry sees, a function a chapter."""

from collections.abc import Iterator

from corecase.core.criteria import Recommendation
from corecase.core.improvement import due_on
from corecase.core.inspections import Comparators
from corecase.core.periods import day_in_words
from corecase.core.reinspections import suggested
from corecase.core.words import number_in_words
from corecase.documents.inspection_report.parts import (
    Report,
    heading,
    known,
    prose,
    score_number,
)
from corecase.documents.model import (
    Blank,
    Block,
    Contents,
    Cover,
    Link,
    Listing,
    PageBreak,
    Paragraph,
    ScoreBox,
    Spans,
    Table,
    Text,
    words,
)


def cover(report: Report) -> Cover:
    """The first page: programme in each language, the place, the year, the ISBN."""
    inspection = report.inspection
    return Cover(
        programme=tuple(
            Text(line, lang=None if lang == "en-GB" else lang)
            for line, lang in report.edition.cover
        ),
        title=report.say("cover.title"),
        place=inspection.service,
        year=inspection.year,
        lines=(
            words(report.say("cover.programme")),
            # A published report's number would lend its standing to invented data.
            (Blank("no ISBN: synthetic"),)
            if inspection.synthetic
            else (Text(report.word("isbn")), *known(inspection.isbn, "ISBN")),
        ),
    )


def contents(report: Report) -> Iterator[Block]:
    """The table of contents, which ends its page."""
    yield heading(1, report.say("contents"), "contents", in_contents=False)
    yield Contents()
    yield PageBreak()


def foreword(report: Report) -> Iterator[Block]:
    """What the chief inspector says: headlines, comparison, narrative, overall phrase."""
    inspection = report.inspection
    yield heading(1, report.say("foreword"), "foreword")
    yield Paragraph(words(report.say("foreword.purpose", cases=str(len(report.cases)))))
    if report.scores.headlines and report.framework.prints_scores:
        yield Paragraph(words(report.say("foreword.headlines")))
        yield Listing(entries=tuple(_headline_lines(report)))
        detail = report.say("foreword.detail")
        if "summary" in report.edition.chapters:
            to_summary = Link(report.word("to summary"), "#summary")
            yield Paragraph((Text(detail + " "), to_summary))
        else:
            yield Paragraph(words(detail))
    if inspection.comparators:
        yield from _comparators(report, inspection.comparators)
    for paragraph in inspection.narrative or ("",):
        yield Paragraph(prose(report, paragraph, "the chief inspector's narrative"))
    if inspection.overall:
        article = "an" if inspection.overall[0] in "aeiou" else "a"
        said = report.say("foreword.overall", article=article, overall=inspection.overall)
        yield Paragraph(words(said))
    else:
        yield Paragraph((Blank("the overall phrase, chosen by a person"),))
    yield Paragraph(known(inspection.chief, "name and title of the chief inspector"))
    yield Paragraph(known(inspection.month, "month and year of publication"))


def _headline_lines(report: Report) -> Iterator[Spans]:
    for score in report.scores.headlines:
        before, after = report.say("foreword.headline", share="\0", headline=score.label).split(
            "\0"
        )
        yield (Text(before), score_number(report, score), Text(after))


def _comparators(report: Report, comparators: Comparators) -> Iterator[Block]:
    titles = {h.id: h.title for h in report.framework.headlines}
    n_services = (
        report.word(
            "services.one" if comparators.n_services == 1 else "services",
            n=str(comparators.n_services),
        )
        if comparators.n_services
        else report.word("services.unknown")
    )
    yield Paragraph(
        words(
            report.say(
                "foreword.comparison",
                scope=comparators.scope,
                as_at=comparators.as_at,
                services=n_services,
            )
        )
    )
    yield Listing(
        entries=tuple(
            words(
                report.say(
                    "foreword.comparator",
                    headline=titles.get(c.headline, c.headline),
                    average=str(c.average),
                    lowest=str(c.lowest),
                    highest=str(c.highest),
                )
            )
            for c in comparators.rows
        )
    )


def acknowledgements(report: Report) -> Iterator[Block]:
    """Thanks, and the inspection team."""
    yield heading(1, report.say("acknowledgements"), "acknowledgements")
    yield Paragraph(words(report.say("acknowledgements.thanks")))
    if report.inspection.team:
        yield Table(
            id="team",
            caption=report.word("table.team"),
            header=(report.word("column.role"), report.word("column.name")),
            rows=tuple(
                (words(person.role), known(person.name, "name"))
                for person in report.inspection.team
            ),
        )
    else:
        yield Paragraph((Blank("the inspection team"),))
    yield PageBreak()


def scoring(report: Report) -> Iterator[Block]:
    """What a score means, and the headlines in boxes; nothing where no scores are printed."""
    if not report.framework.prints_scores:
        return
    yield heading(1, report.say("scoring"), "scoring")
    yield Paragraph(words(report.say("scoring.meaning")))
    if report.framework.bands:
        bands = sorted(report.framework.bands, key=lambda band: -band.from_percent)
        names = [
            report.word("bands.from", band=band.label, percent=str(band.from_percent))
            for band in bands
        ]
        rule = report.word("rule.exact" if report.framework.band_on == "exact" else "rule.printed")
        said = report.say("scoring.comment", bands="; ".join(names), rule=rule)
        yield Paragraph(words(said))
    explanations = {h.id: h.explanation for h in report.framework.headlines}
    for score in report.scores.headlines:
        yield ScoreBox(
            id=f"box-{score.id}",
            title=report.say("scoring.box", title=score.label),
            text=explanations[score.id],
            score=score_number(report, score),
            comment=score.band.label if score.band else "",
            flag=score.band_flag,
        )
    yield Paragraph(words(report.say("scoring.caution")), role="note")


def recommendations(report: Report) -> Iterator[Block]:
    """The recommendations, those that no item carries under "Furthermore"."""
    yield heading(1, report.say("recommendations"), "recommendations")
    keyed = [r for r in report.recommendations if r.items]
    others = [r for r in report.recommendations if not r.items]
    if not report.recommendations:
        yield Paragraph((Blank("the recommendations"),))
    if keyed:
        yield Paragraph(words(report.say("recommendations.frame")))
        yield Listing(entries=tuple(_recommended(report, r) for r in keyed), numbered=True)
    if others:
        yield Paragraph(words(report.say("recommendations.furthermore")))
        entries = tuple(_recommended(report, r) for r in others)
        yield Listing(entries=entries, numbered=True, start=len(keyed) + 1)


def _recommended(report: Report, recommendation: Recommendation) -> Spans:
    owners = report.word("and").join(recommendation.owners)
    responsible = Text(f"({owners})") if owners else Blank("who has primary responsibility")
    said = (Text(recommendation.text + " "), responsible)
    if not report.proposed:
        return said
    return (*said, Text(f" [{report.word('proposed')}]", style="strong"))


def _plan_due(report: Report) -> Iterator[Paragraph]:
    """What is asked of the service, by the day that the framework sets, where it sets one."""
    weeks = report.framework.improvement_plan_weeks
    if weeks is None:
        # An edition of before frameworks could say so has no words for it.
        if "next.plan_unset" in report.edition.texts:
            yield Paragraph(words(report.say("next.plan_unset")))
        return
    counted = report.word("weeks.one" if weeks == 1 else "weeks", n=number_in_words(weeks))
    due = due_on(report.inspection.published_on, weeks)
    if due is not None:
        yield Paragraph(words(report.say("next.plan", weeks=counted, due=day_in_words(due))))
    else:
        undated = report.say("next.plan_undated", weeks=counted)
        yield Paragraph((Text(undated + " "), Blank("the day of publication is not known")))


def next_steps(report: Report) -> Iterator[Block]:
    """When the improvement plan is due, and whether there will be a further inspection."""
    inspection = report.inspection
    yield heading(1, report.say("next"), "next-steps")
    yield from _plan_due(report)
    decision = inspection.reinspection
    if decision is None:
        why = ", ".join(s.label for s in suggested(report.framework, report.scores))
        label = "whether there will be an early further inspection"
        yield Paragraph((Blank(f"{label}; suggested by {why}" if why else label),))
    elif decision.planned:
        said = report.say("next.reinspection", when=decision.when, reason=decision.reason)
        yield Paragraph(words(said.strip()))
    else:
        yield Paragraph(words(report.say("next.no_reinspection", reason=decision.reason).strip()))
