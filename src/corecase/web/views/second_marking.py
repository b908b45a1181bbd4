"""Views: second marking, the comparison of two readings, and moderation."""

from secrets import token_hex
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import comparisons, moderation
from corecase.actions import second_marking as actions
from corecase.actions.comparisons import Settlement
from corecase.actions.readings import Comparison, Row
from corecase.core.assessment_states import Marking
from corecase.core.second_marking import LEAST, SHARE, printed
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_NOT_ASKED = "NOT_ASKED"


class ChoiceForm(forms.Form):
    """How many cases are judged twice, and the seed that chooses them."""

    share_percent = forms.IntegerField(
        label="Share of the cases, in percent", min_value=0, max_value=100
    )
    least = forms.IntegerField(label="At least this many cases", min_value=0, max_value=200)
    seed = Words(
        label="Seed",
        max_length=60,
        help_text="Shown beside the choice, so that anybody can repeat it.",
    )


class AllocationForm(forms.Form):
    """The second assessor of a case."""

    assessor_id = forms.TypedChoiceField(label="Second assessor", coerce=int)

    def __init__(self, *args: Any, candidates: tuple[tuple[int, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["assessor_id"].choices = candidates  # type: ignore[attr-defined]  # of choices


class ReturnForm(forms.Form):
    """Why a case assessment goes back, and until when."""

    reason = Words(
        label="Reason",
        rows=4,
        max_length=moderation.LONGEST_REASON,
        help_text="The assessor reads it beside the case.",
    )
    until = Day(label="Open until", help_text="This day included.")


class SettlementForm(forms.Form):
    """The agreed answers of one case: an answer and its reason for each question to settle."""

    def __init__(self, *args: Any, rows: tuple[Row, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = rows
        for row in rows:
            answer = forms.ChoiceField(
                label=f"Agreed answer to {row.item_id}",
                choices=[(value or _NOT_ASKED, words) for value, words in row.options],
                widget=forms.RadioSelect if len(row.options) < _MANY else forms.Select,
                required=False,
            )
            if len(row.options) >= _MANY:
                answer.choices = [("", "Choose an answer"), *answer.choices]  # type: ignore[misc]  # pairs
            self.fields[f"answer-{row.item_id}"] = answer
            self.fields[f"reason-{row.item_id}"] = Words(
                label=f"Reason for the answer to {row.item_id}",
                rows=2,
                max_length=500,
                required=False,
            )
            self.fields[f"before-{row.item_id}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=_before(row)
            )

    def clean(self) -> dict[str, Any]:
        """Each answer with its reason, and no reason without an answer."""
        cleaned = super().clean() or {}
        for row in self.rows:
            answer, reason = (
                cleaned.get(f"answer-{row.item_id}"),
                cleaned.get(f"reason-{row.item_id}"),
            )
            if answer and not reason:
                self.add_error(f"reason-{row.item_id}", "Enter the reason for this answer.")
            if reason and not answer:
                self.add_error(f"answer-{row.item_id}", "Choose the agreed answer.")
        return cleaned


def _settlements(rows: tuple[Row, ...], cleaned: dict[str, Any]) -> tuple[Settlement, ...]:
    """What was filled in, question by question."""
    return tuple(
        Settlement(
            item_id=row.item_id,
            value=_text(cleaned[f"answer-{row.item_id}"]),
            reason=cleaned[f"reason-{row.item_id}"],
            before=_text(before) if (before := cleaned[f"before-{row.item_id}"]) else None,
        )
        for row in rows
        if cleaned[f"answer-{row.item_id}"]
    )


_MANY = 8


def _before(row: Row) -> str:
    return (row.agreed.value or _NOT_ASKED) if row.agreed else ""


def _text(value: str) -> str:
    return "" if value == _NOT_ASKED else value


@staff()
def room(request: StaffRequest, code: str) -> HttpResponse:
    """The cases that are judged twice, and how far both readings agree."""
    found = actions.room(code, by=request.actor, now=request.now)
    return page(request, "second_marking/room.html", {"room": found, "printed": printed})


@staff("GET", "POST")
def choose(request: StaffRequest, code: str) -> HttpResponse:
    """How many cases, and the seed."""
    found = actions.room(code, only=(), by=request.actor, now=request.now)
    if not found.may_choose:
        raise Http404
    first = {"share_percent": int(100 * SHARE), "least": LEAST, "seed": token_hex(6)}
    form = ChoiceForm(request.POST or None, initial=first)

    def act(cleaned: dict[str, Any]) -> None:
        refs = actions.choose(code, by=request.actor, now=request.now, **cleaned)
        judged = "one case is" if len(refs) == 1 else f"{len(refs)} cases are"
        messages.success(request, f"Saved the choice: {judged} judged twice.")

    if posted(request, form, act):
        return redirect("second_marking", code)
    context = {"form": form, "room": found}
    return page(request, "second_marking/choose.html", context, status=status_of(form))


@staff("GET", "POST")
def allocate(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Who judges a case blind."""
    found = actions.room(code, only=(ref,), by=request.actor, now=request.now)
    marked = next((row for row in found.marked if row.ref == ref), None)
    if marked is None or found.draw is None:
        raise Http404
    form = AllocationForm(request.POST or None, candidates=marked.candidates)

    def act(cleaned: dict[str, Any]) -> None:
        actions.allocate(code, ref, by=request.actor, now=request.now, **cleaned)

    if posted(request, form, act):
        messages.success(request, f"Saved the second assessor of {ref}.")
        return redirect("second_marking", code)
    context = {"form": form, "room": found, "marked": marked}
    return page(request, "second_marking/allocate.html", context, status=status_of(form))


@staff("GET", "POST")
def compare(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Both readings side by side, and the agreed answers."""
    found = comparisons.compare(code, ref, by=request.actor, now=request.now)
    if not found.may_settle:
        if request.method == "POST":
            raise Http404
        return _compared(request, found, None)
    rows = tuple(r for r in found.rows if r.is_to_settle or (r.agreed and "change" in request.GET))
    form = SettlementForm(request.POST or None, rows=rows)
    if request.method == "POST":
        form = SettlementForm(request.POST, rows=_shown(found, request))

    def act(cleaned: dict[str, Any]) -> None:
        left = comparisons.settle(
            code, ref, _settlements(form.rows, cleaned), by=request.actor, now=request.now
        )
        still = (
            f"{left} answers are still to be agreed" if left > 1 else "One is still to be agreed"
        )
        messages.success(
            request, f"Saved. {still}." if left else f"Saved. The case {ref} is agreed."
        )

    if posted(request, form, act):
        return redirect("second_marking_compare", code, ref)
    return _compared(request, found, form)


def _shown(found: Comparison, request: StaffRequest) -> tuple[Row, ...]:
    """The rows that the sent form had: some may be settled by now, and nothing typed is lost."""
    return tuple(
        row for row in found.rows if row.is_to_settle or f"reason-{row.item_id}" in request.POST
    )


def _compared(
    request: StaffRequest, found: Comparison, form: SettlementForm | None
) -> HttpResponse:
    context = {"comparison": found, "form": form, "printed": printed}
    status = status_of(form) if form is not None else 200
    return page(request, "second_marking/compare.html", context, status=status)


@staff()
def moderation_desk(request: StaffRequest, code: str) -> HttpResponse:
    """Every case assessment, to accept or to send back."""
    found = moderation.desk(code, by=request.actor, now=request.now)
    return page(request, "second_marking/moderation.html", {"desk": found})


@staff("POST")
def accept(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """A submitted case assessment becomes agreed."""
    moderation.accept(code, ref, by=request.actor, now=request.now)
    messages.success(request, f"Saved. The case {ref} is agreed.")
    return redirect("moderation", code)


@staff("GET", "POST")
def send_back(request: StaffRequest, code: str, ref: str, marking: str) -> HttpResponse:
    """A case assessment goes back to its assessor with a reason."""
    if marking.upper() not in set(Marking):
        raise Http404
    which = Marking(marking.upper())
    desk = moderation.one(code, ref, which, by=request.actor, now=request.now)
    (found,) = desk.rows
    form = ReturnForm(request.POST or None)

    def act(cleaned: dict[str, Any]) -> None:
        today = timezone.localdate(request.now)
        moderation.send_back(
            code, ref, which, today=today, by=request.actor, now=request.now, **cleaned
        )

    if posted(request, form, act):
        messages.success(request, f"Saved. {ref} is open again for {found.assessor}.")
        return redirect("moderation", code)
    context = {"form": form, "desk": desk, "row": found}
    return page(request, "second_marking/return.html", context, status=status_of(form))
