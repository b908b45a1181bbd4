"""docs/reference/frameworks.md: the frameworks that come with Corecase."""

from collections import Counter
from collections.abc import Iterable, Iterator

from corecase.core.frameworks import Framework
from corecase.exchange import frameworks
from tools.reference.markdown import document, listing, table

STANDINGS = {
    "verified": "taken from a primary text",
    "own": "our own words",
    "unverified": "an assumption that nobody has confirmed",
    "invented": "made up, in a generated overlay only",
}


def page() -> str:
    """The page."""
    return document(
        "Frameworks that come with Corecase",
        "Every wording and every headline tag carries its standing:",
        table(("Standing", "Meaning"), ((f"`{k}`", v) for k, v in STANDINGS.items())),
        *(part for name in frameworks.shipped() for part in _framework(frameworks.load(name))),
    )


def _framework(framework: Framework) -> Iterator[str]:
    yield f"## {framework.id}"
    yield (
        f"{framework.title}, edition {framework.edition}. {len(framework.sections)} sections, "
        f"{len(framework.criteria)} criteria, {len(framework.items)} items, "
        f"{len(framework.headlines)} headlines, {len(framework.recommendations)} recommendations. "
        f"Report edition: `{framework.report_edition}`. "
        + ("Prints scores." if framework.prints_scores else "Prints no scores.")
    )
    yield listing(framework.notes)
    yield "Sources:"
    yield listing(framework.sources)
    yield table(
        ("Criterion", "Title", "Items"),
        ((c.id, c.title, str(len(framework.items_of(c.id)))) for c in framework.criteria),
    )
    if framework.bands:
        yield table(
            ("Band", "Printed", "From"),
            ((band.id, band.label, f"{band.from_percent}%") for band in framework.bands),
        )
    yield table(
        ("What", "Standing"),
        (
            ("Wording of items", _counted(item.wording for item in framework.items)),
            ("Headline tags of items", _counted(i.tag for i in framework.items if i.headlines)),
            ("Text of criteria", _counted(c.text_standing for c in framework.criteria)),
            ("Wording of recommendations", _counted(r.wording for r in framework.recommendations)),
        ),
    )


def _counted(standings: Iterable[str]) -> str:
    return ", ".join(f"{n} {standing}" for standing, n in Counter(standings).items()) or "none"
