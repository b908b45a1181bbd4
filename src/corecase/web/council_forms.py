"""The form of a council report: what the council alone knows, a field for each blank of its set."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django import forms

from corecase.actions.council_reports import Shown
from corecase.core.claims import Claim
from corecase.core.council_facts import IMPACTS
from corecase.core.heading_sets import Content, Decision, HeadingSet, Piece
from corecase.web import council_comparison
from corecase.web.forms import Day, Words

N_MEETINGS: Final = 3
N_YEARS: Final = 4
"""How many financial years the table of money has where nobody names them."""
LONGEST: Final = 6000
DECISIONS: Final = [(one.value.lower(), one.words.capitalize()) for one in Decision]
_SPLIT: Final = ";"


class CouncilForm(forms.Form):
    """Meetings, decision, comparison, and each entry that the heading set asks for."""

    def __init__(self, found: Shown, data: Any = None) -> None:
        super().__init__(data, initial=initial_of(found))
        self.headings = found.headings
        self.headlines = found.made.report.framework.headlines
        self.fields |= dict(_meetings())
        self.fields |= dict(_decision())
        self.fields |= dict(council_comparison.fields(found))
        self.fields |= dict(_entered(found.headings))
        self.fields |= dict(_tables(found.headings))
        if found.headings.first(Content.FOCI):
            self.fields["foci"] = _lines("Key foci of the improvement plan")
        if found.headings.first(Content.PAPERS):
            self.fields["papers"] = _lines("Background papers")
        self.fields["seen"] = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        """Refuses what the report would leave out: a day of no committee, a sum of no year."""
        typed: Mapping[str, Any] = self.cleaned_data
        for place in range(1, N_MEETINGS + 1):
            name = f"committee_{place}"
            if typed.get(f"day_{place}") and not typed.get(name) and name not in self.errors:
                self.add_error(name, "Name the committee that meets on that day.")
        for name, said in council_comparison.faults(typed, self.headlines):
            self.add_error(name, said)
        money = self.headings.first(Content.MONEY)
        n_years = len(_split(typed.get("years", ""))) or (len(money.years) if money else 0)
        for name in [one for one in typed if one.startswith("sums_")]:
            if typed[name].count(_SPLIT) >= (n_years or N_YEARS):
                said = f"There are {n_years or N_YEARS} years: enter one sum for each, no more."
                self.add_error(name, said)

    @property
    def content(self) -> dict[str, object]:
        """What was typed, as the report keeps it."""
        typed: Mapping[str, Any] = self.cleaned_data
        paper = {
            "meetings": list(_typed_meetings(typed)),
            "decision": typed["decision"] or None,
            "decision_words": typed["decision_words"],
            "progress_on": _day(typed["progress_on"]),
            "claims": [{"claim": one} for one in typed["claims"] if one != Claim.HIGHER.words],
            "assumed_cases": typed["assumed_cases"],
            "entries": _under("entry", typed),
            "fields": _under("field", typed),
            "objectives": _under("objective", typed),
            "sums": {row: sums.split(_SPLIT) for row, sums in _sums(self.headings, typed)},
            "years": [one.strip() for one in _split(typed.get("years", ""))],
            "papers": _split_lines(typed.get("papers", "")),
        }
        if Claim.HIGHER.words in typed["claims"]:
            names = dict(self.fields["family"].choices)  # type: ignore[attr-defined]  # chosen from
            paper["claims"] += [
                {"claim": Claim.HIGHER.words, "other": names[code]} for code in typed["family"]
            ]
        return {
            "paper": paper,
            "plan": {"foci": _split_lines(typed.get("foci", ""))},
            "family": typed["family"],
            "comparators": council_comparison.typed_comparators(typed, self.headlines),
            "strengths": typed.get("strengths", []),
            "areas": typed.get("areas", []),
        }


def initial_of(found: Shown) -> dict[str, object]:
    """What the form says of a report that was saved before, or of one that was not."""
    paper = found.made.report.paper
    kept: Mapping[str, Any] = dict(found.content)
    raw: Mapping[str, Any] = kept.get("paper", {})
    initial: dict[str, object] = {
        "decision": found.made.report.decision.value.lower(),
        "decision_words": paper.decision_words,
        "progress_on": paper.progress_on,
        "claims": list(dict.fromkeys(one.claim.words for one in paper.claims)),
        "assumed_cases": paper.assumed_cases,
        "family": kept.get("family", []),
        "years": f"{_SPLIT} ".join(paper.years),
        "papers": "\n".join(paper.papers),
        "foci": "\n".join(found.made.report.plan.foci),
        "strengths": kept.get("strengths", _first(found.told.strengths, found, "strengths")),
        "areas": kept.get("areas", _first(found.told.areas, found, "areas")),
        "seen": found.seen,
    }
    initial |= council_comparison.initial(kept.get("comparators") or {})
    for place, meeting in enumerate(paper.meetings, start=1):
        initial |= {f"committee_{place}": meeting.committee, f"day_{place}": meeting.held_on}
    for kind, plural in (("entry", "entries"), ("field", "fields"), ("objective", "objectives")):
        initial |= {f"{kind}_{name}": value for name, value in raw.get(plural, {}).items()}
    money = found.headings.first(Content.MONEY)
    for place, row in enumerate(money.rows if money else (), start=1):
        initial[f"sums_{place}"] = _SPLIT.join(raw.get("sums", {}).get(row, []))
    return initial


def _first(findings: Iterable[tuple[str, str]], found: Shown, name: str) -> list[str]:
    """The findings that the report lists by itself."""
    listed = getattr(found.made.report.inspection, name)
    return [finding for finding, words in findings if words in listed]


def _meetings() -> Iterable[tuple[str, forms.Field]]:
    for place in range(1, N_MEETINGS + 1):
        which = "" if place == 1 else f" {place}"
        yield (
            f"committee_{place}",
            Words(label=f"Committee{which}", max_length=160, required=place == 1),
        )
        yield f"day_{place}", Day(label=f"Day of its meeting{which}", required=False)


def _decision() -> Iterable[tuple[str, forms.Field]]:
    yield (
        "decision",
        forms.ChoiceField(
            label="The decision asked for", choices=DECISIONS, widget=forms.RadioSelect
        ),
    )
    yield (
        "decision_words",
        Words(
            label="The decision in your own words",
            rows=2,
            max_length=LONGEST,
            required=False,
            help_text="Left blank, the words of the heading set stand.",
        ),
    )
    yield (
        "progress_on",
        Day(
            label="Day by which progress is to be reported",
            required=False,
            help_text="Where the report names one already.",
        ),
    )


def _entered(headings: HeadingSet) -> Iterable[tuple[str, forms.Field]]:
    for one in headings.fields():
        label = one.label.strip(": ")
        yield f"field_{one.value}", Words(label=label, max_length=300, required=False)
    for piece in headings.entries():
        yield (
            f"entry_{piece.entry}",
            Words(
                label=piece.entry.replace("_", " ").capitalize(),
                rows=5,
                max_length=LONGEST,
                required=False,
                help_text=_hint(piece),
            ),
        )


def _hint(piece: Piece) -> str:
    """What is asked for, unless the label says just that."""
    is_said = piece.asked_for == piece.entry.replace("_", " ")
    return "" if is_said else f"{piece.asked_for[:1].upper()}{piece.asked_for[1:]}."


def _tables(headings: HeadingSet) -> Iterable[tuple[str, forms.Field]]:
    objectives, money = headings.first(Content.OBJECTIVES), headings.first(Content.MONEY)
    for number, objective in enumerate(objectives.rows if objectives else (), start=1):
        yield (
            f"objective_{number}",
            forms.ChoiceField(
                label=f"Impact on: {objective}",
                choices=[("", "Not chosen"), *((one, one.capitalize()) for one in IMPACTS)],
                required=False,
            ),
        )
    if money:
        yield (
            "years",
            Words(
                label="Financial years of the table of money",
                max_length=120,
                required=False,
                help_text="With ; between them. Left blank, the four up to the meeting's.",
            ),
        )
    for number, row in enumerate(money.rows if money else (), start=1):
        if not row.endswith(":") and not row.isupper():
            yield (
                f"sums_{number}",
                Words(
                    label=row,
                    max_length=200,
                    required=False,
                    help_text="A sum in pounds for each year, with ; between them.",
                ),
            )


def _lines(label: str) -> Words:
    return Words(label=label, rows=4, max_length=LONGEST, required=False, help_text="One a line.")


def _typed_meetings(typed: Mapping[str, Any]) -> Iterable[dict[str, object]]:
    for place in range(1, N_MEETINGS + 1):
        if typed[f"committee_{place}"]:
            day = _day(typed[f"day_{place}"])
            yield {"committee": typed[f"committee_{place}"], "date": day}


def _under(kind: str, typed: Mapping[str, Any]) -> dict[str, str]:
    before = f"{kind}_"
    named = ((name.removeprefix(before), v) for name, v in typed.items() if name.startswith(before))
    return {name: value for name, value in named if value}


def _sums(headings: HeadingSet, typed: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    money = headings.first(Content.MONEY)
    for number, row in enumerate(money.rows if money else (), start=1):
        if typed.get(f"sums_{number}"):
            yield row, typed[f"sums_{number}"]


def _split(written: str) -> list[str]:
    return [one for one in written.split(_SPLIT) if one.strip()]


def _split_lines(written: str) -> list[str]:
    return [line.strip() for line in written.splitlines() if line.strip()]


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
