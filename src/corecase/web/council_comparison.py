"""Fields of a council report's form on other services: which are compared, and their scores."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms

from corecase.actions.council_reports import Shown
from corecase.core.claims import Claim
from corecase.core.criteria import Headline
from corecase.core.heading_sets import Content
from corecase.core.published_scores import STANDINGS
from corecase.web.forms import Day, Words

CLAIMS: Final = (Claim.ABOVE_AVERAGE, Claim.TOP_QUARTILE, Claim.HIGHER, Claim.BEST_OVERALL)
"""What can be weighed of what is published on the site; HIGHER of each service of the family."""

COLUMNS: Final = ("lowest", "average", "highest")
_STANDING_WORDS: Final = {
    "verified": "printed in the source, where it was looked up",
    "attributed": "ascribed to these services by a text that does not print it as their score",
    "unverified": "told by others, and not looked up",
    "invented": "made up, as in a demonstration",
}


def fields(found: Shown) -> Iterator[tuple[str, forms.Field]]:
    """The fields by their names, in order."""
    yield "family", _family(found)
    yield "claims", _claims(found)
    yield (
        "assumed_cases",
        forms.IntegerField(
            label="Cases assumed of a service that prints none",
            required=False,
            min_value=1,
            max_value=1000,
            help_text="Left blank, nothing is assumed. What is assumed is printed.",
        ),
    )
    if not found.told.inspection.record.contexts:
        yield from _comparators(found.made.report.framework.headlines)
    yield from _findings(found)


def initial(kept: Mapping[str, Any]) -> dict[str, object]:
    """What the fields of the comparators say of those that were entered before."""
    said = {name: kept.get(name, "") for name in ("source", "as_at", "scope", "services")}
    said["standing"] = kept.get("standing", "unverified")
    given: dict[str, object] = {f"comparators_{name}": value for name, value in said.items()}
    for headline, among in kept.get("headlines", {}).items():
        given |= {f"{column}_{headline}": among.get(column) for column in COLUMNS}
    return given


def faults(typed: Mapping[str, Any], headlines: Sequence[Headline]) -> Iterator[tuple[str, str]]:
    """What is wrong with comparators: (field, sentence)."""
    given = {one.id: _among(typed, one.id) for one in headlines}
    if not any(given.values()):
        if typed.get("comparators_source"):
            yield "comparators_source", "Enter a lowest, an average or a highest from this source."
        return
    for name, said in (
        ("comparators_source", "Name the source of these figures; it is printed beside them."),
        ("comparators_as_at", "Enter the day as at which these figures stood."),
        ("comparators_scope", "Say which services these figures are of."),
    ):
        if not typed.get(name):
            yield name, said
    for headline, among in given.items():
        known = [among[column] for column in COLUMNS if column in among]
        if known != sorted(known):
            first = next(column for column in COLUMNS if column in among)
            said = "Lowest, average and highest rise in that order; correct one of them."
            yield f"{first}_{headline}", said


def typed_comparators(
    typed: Mapping[str, Any], headlines: Sequence[Headline]
) -> dict[str, object] | None:
    """The comparators that were typed, as the report keeps them; None where none were."""
    given = {one.id: among for one in headlines if (among := _among(typed, one.id))}
    if not given:
        return None
    return {
        "source": typed["comparators_source"],
        "standing": typed["comparators_standing"] or "unverified",
        "as_at": typed["comparators_as_at"].isoformat(),
        "scope": typed["comparators_scope"],
        "services": typed["comparators_services"],
        "headlines": given,
    }


def _among(typed: Mapping[str, Any], headline: str) -> dict[str, int]:
    among = {column: typed.get(f"{column}_{headline}") for column in COLUMNS}
    return {column: value for column, value in among.items() if value is not None}


def _family(found: Shown) -> forms.Field:
    return forms.MultipleChoiceField(
        label="Services of the family, to stand beside yours",
        choices=found.beside,
        required=False,
        # A list of nothing is no question; beside the comparisons it is said why.
        widget=forms.CheckboxSelectMultiple if found.beside else forms.MultipleHiddenInput,
        help_text="Those with a published report of the same programme.",
    )


def _claims(found: Shown) -> forms.Field:
    lacking = ". No other service has a published report of the same programme yet."
    return forms.MultipleChoiceField(
        label="Comparisons that you would make",
        choices=[(one.words, one.words.capitalize()) for one in CLAIMS],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The report says of each what the published figures allow, and no more. "
        f"“Higher” compares with each service of the family{'.' if found.beside else lacking}",
    )


def _comparators(headlines: Iterable[Headline]) -> Iterator[tuple[str, forms.Field]]:
    yield (
        "comparators_source",
        Words(
            label="Source of the scores of other services",
            max_length=300,
            required=False,
            help_text="The inspectorate's report prints no lowest, average or highest score. Where "
            "you know them from another publication, name it; it stands beside the figures. Left "
            "blank, they are marked blanks.",
        ),
    )
    yield (
        "comparators_standing",
        forms.ChoiceField(
            label="How well they are known",
            choices=[(one, _STANDING_WORDS[one].capitalize()) for one in STANDINGS],
            widget=forms.RadioSelect,
            required=False,
        ),
    )
    yield "comparators_as_at", Day(label="Day as at which they stood", required=False)
    yield (
        "comparators_scope",
        Words(
            label="Which services they are of",
            max_length=200,
            required=False,
            help_text="As the source says it, such as: all services inspected so far.",
        ),
    )
    yield (
        "comparators_services",
        forms.IntegerField(
            label="How many services they are of", required=False, min_value=1, max_value=1000
        ),
    )
    for headline in headlines:
        for column in COLUMNS:
            label = f"{headline.title}: {column}, in whole per cent"
            number = forms.IntegerField(label=label, required=False, min_value=0, max_value=100)
            yield f"{column}_{headline.id}", number


def _findings(found: Shown) -> Iterator[tuple[str, forms.Field]]:
    for name, label, findings in (
        ("strengths", "Strengths that the report lists", found.told.strengths),
        ("areas", "Areas for improvement that the report lists", found.told.areas),
    ):
        kind = Content.STRENGTHS if name == "strengths" else Content.AREAS
        if found.headings.first(kind) and findings:
            yield (
                name,
                forms.MultipleChoiceField(
                    label=label,
                    choices=findings,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                    help_text="As the inspection's report says them, the clearest first.",
                ),
            )
