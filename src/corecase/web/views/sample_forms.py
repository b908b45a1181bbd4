"""Forms of a sample: its size and spread, the words of its seed, reasons."""

from typing import Any

from django import forms

from corecase.actions import sample_plans, samples
from corecase.core.errors import InputError
from corecase.core.replacements import MissingReason, ReplacementReason
from corecase.core.sampling import VERIFIED, SizeProposal, sample_size
from corecase.web.forms import Words

MARGIN, OWN = "MARGIN", "OWN"


class ChoiceForm(forms.Form):
    """How many cases, and by which attributes they are spread."""

    size = forms.ChoiceField(
        label="How many cases",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how many cases are drawn."},
    )
    confidence = forms.DecimalField(
        label="Confidence, in per cent",
        initial=80,
        required=False,
        help_text="Only for a size from confidence and margin.",
    )
    margin = forms.DecimalField(
        label="Margin, in points either way",
        initial=5,
        required=False,
        help_text="Only for a size from confidence and margin.",
    )
    own = forms.IntegerField(
        label="Your own number of cases", required=False, help_text="Only for a number of your own."
    )
    strata = forms.MultipleChoiceField(
        label="Spread the sample over",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Each combination of the values is a stratum and gives cases in proportion. "
        "Two or three attributes are usually enough.",
    )
    balance = forms.MultipleChoiceField(
        label="Balance the sample on",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Keeps the number of cases of every value near its share, for many attributes at "
        "once. The first of them is kept best. Leave all empty for a draw by strata alone.",
    )
    avoids = forms.BooleanField(
        label="Leave the cases of the inspection before alone",
        initial=True,
        required=False,
        help_text="As long as others are there. It cannot be balanced too.",
    )
    minimum = forms.IntegerField(
        label="At least this many cases from each stratum",
        initial=0,
        required=False,
        min_value=0,
        max_value=100,
        help_text="0 for none. A stratum with fewer cases gives all it has.",
    )

    def __init__(self, plan: sample_plans.Plan, data: Any = None) -> None:
        super().__init__(data)
        self.n_population = plan.n_population
        self.fields["size"].choices = [  # type: ignore[attr-defined]  # a field with choices
            *((str(one.n_cases), _words(one)) for one in plan.proposals),
            (MARGIN, "From a confidence and a margin"),
            (OWN, "A number of your own"),
        ]
        for name in ("strata", "balance"):
            self.fields[name].choices = [  # type: ignore[attr-defined]  # a field with choices
                (one.name, f"{one.words} ({one.n_levels} values)") for one in plan.attributes
            ]
        if plan.avoidable is None:
            del self.fields["avoids"]
        if not plan.attributes:
            # Where no attribute tells the cases apart there is nothing to choose.
            del self.fields["strata"], self.fields["minimum"], self.fields["balance"]

    def clean(self) -> dict[str, Any]:
        """What was chosen, with the number of cases as `n`."""
        given = self.cleaned_data
        size = given.get("size")
        if size == OWN:
            if not given.get("own"):
                self.add_error("own", "Enter how many cases are drawn.")
            given["n"] = given.get("own")
        elif size == MARGIN:
            given["n"] = self._computed(given)
        elif size:
            given["n"] = int(size)
        return given

    def choice(self) -> samples.Choice:
        """The choice, once the form is valid."""
        given = self.cleaned_data
        return samples.Choice(
            n=given["n"],
            strata=tuple(given.get("strata") or ()),
            minimum=given.get("minimum") or 0,
            balance=tuple(given.get("balance") or ()),
            avoids=bool(given.get("avoids")),
        )

    def _computed(self, given: dict[str, Any]) -> int | None:
        confidence, margin = given.get("confidence"), given.get("margin")
        if confidence is None or margin is None:
            self.add_error("confidence", "Enter a confidence and a margin, such as 80 and 5.")
            return None
        try:
            return sample_size(
                self.n_population,
                confidence=float(confidence / 100),
                margin=float(margin / 100),
            )
        except InputError as error:
            self.add_error("confidence", str(error))
            return None


class DrawForm(forms.Form):
    """The two words or numbers that nobody can foresee together."""

    nonce_inspectorate = Words(
        label="Any word or number that the service does not know",
        max_length=100,
        help_text="It becomes part of the seed, so that the service cannot foresee which cases "
        "are drawn.",
        error_messages={"required": "Enter a word or number that the service does not know."},
    )
    nonce_service = Words(
        label="Any word or number from the service",
        max_length=100,
        required=False,
        help_text="What the service told you after the case list was accepted, so that you cannot "
        "choose the cases either. Left empty, chance makes one.",
    )


class ReasonForm(forms.Form):
    """A coded reason and a note."""

    reason = forms.ChoiceField(
        label="Reason", widget=forms.RadioSelect, error_messages={"required": "Choose the reason."}
    )
    note = Words(
        label="Note",
        required=False,
        max_length=300,
        help_text="If it needs saying; no names and nothing about the child.",
    )

    def __init__(self, reasons: type[ReplacementReason | MissingReason], data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].choices = [  # type: ignore[attr-defined]  # a field with choices
            (one.value, one.words[:1].upper() + one.words[1:]) for one in reasons
        ]


class WithdrawForm(forms.Form):
    """Why a draw is taken back."""

    reason = Words(label="Reason", max_length=300, rows=3)


def _words(proposal: SizeProposal) -> str:
    standing = "" if proposal.standing == VERIFIED else f" ({proposal.standing})"
    return f"{proposal.n_cases}: {proposal.words}{standing}"
