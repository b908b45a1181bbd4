"""The cases of an inspection, a case, and the questions of one criterion."""

import json
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.db import DatabaseError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from corecase.actions import allocations, answers, assessments, case_lists, case_pages
from corecase.actions.case_pages import CriterionPage
from corecase.core.assessment_states import Marking
from corecase.core.errors import InputError
from corecase.core.operations import Field, Operation, Outcome, Receipt
from corecase.core.questions import FoundIn
from corecase.web import criterion_form
from corecase.web.criterion_form import Filled
from corecase.web.middleware import StaffRequest
from corecase.web.pages import NOT_SAVED, page, posted, staff, status_of

MOST_OPERATIONS = 500


def marking_of(request: StaffRequest) -> Marking | None:
    """Which marking a lead inspector asks for; None for the reader's own, or the first."""
    wanted = request.GET.get("marking")
    return Marking(wanted) if wanted in set(Marking) else None


@staff()
def cases(request: StaffRequest, code: str) -> HttpResponse:
    """The cases: all for the lead inspector, an assessor's own for the assessor."""
    found = case_lists.listed(code, by=request.actor, now=request.now)
    return page(request, "assessments/cases.html", {"cases": found})


class AllocationForm(forms.Form):
    """Which cases go to whom."""

    assessor = forms.TypedChoiceField(
        label="Assessor",
        coerce=int,
        error_messages={"required": "Choose an assessor.", "invalid_choice": "Choose an assessor."},
    )
    refs = forms.MultipleChoiceField(
        label="Cases",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one case.",
            "invalid_choice": "Choose cases of the sample.",
        },
    )


@staff("GET", "POST")
def allocation(request: StaffRequest, code: str) -> HttpResponse:
    """Cases are given to an assessor, or from one to another."""
    people = allocations.candidates(code, by=request.actor, now=request.now)
    found = case_lists.listed(code, by=request.actor, now=request.now)
    form = AllocationForm(request.POST if request.method == "POST" else None)
    form.fields["assessor"].choices = [  # type: ignore[attr-defined]  # a choice field
        ("", "Choose somebody"),
        *((one.person_id, f"{one.name}, {one.n_cases} cases") for one in people if not one.refusal),
    ]
    first = [row for row in found.rows if row.marking is Marking.FIRST]
    form.fields["refs"].choices = [  # type: ignore[attr-defined]  # a choice field
        (row.ref, f"{row.ref}: {row.assessor or 'nobody yet'}") for row in first
    ]

    def act(data: dict[str, object]) -> None:
        refs = tuple(str(ref) for ref in request.POST.getlist("refs"))
        allocations.allocate(
            code, refs, int(str(data["assessor"])), by=request.actor, now=request.now
        )

    if posted(request, form, act):
        messages.success(request, "Saved: the cases are allocated.")
        return redirect("cases", code)
    refused = [one for one in people if one.refusal]
    context = {"form": form, "cases": found, "refused": refused}
    return page(request, "assessments/allocation.html", context, status=status_of(form))


@staff()
def case(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """A case: its facts, its criteria and what is left."""
    found = case_pages.case_page(
        code, ref, marking=marking_of(request), by=request.actor, now=request.now
    )
    return page(request, "assessments/case.html", {"page": found, "head": found.file.heading})


@staff("GET", "POST")
def submission(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """What is left to do before a case assessment can be handed in, and the handing in."""
    head = assessments.own_heading(code, ref, by=request.actor, now=request.now)
    form = forms.Form(request.POST if request.method == "POST" else None)

    def act(_: dict[str, object]) -> None:
        assessments.submit(code, ref, by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, f"Saved: case {ref} is submitted.")
        return redirect("cases", code)
    found = case_pages.case_page(code, ref, by=request.actor, now=request.now)
    context = {"page": found, "head": head, "form": form}
    return page(request, "assessments/submission.html", context, status=status_of(form))


@staff("GET", "POST")
def criterion(request: StaffRequest, code: str, ref: str, criterion: str) -> HttpResponse:
    """The questions of one criterion, as one form that a script also saves as it is filled."""
    found = case_pages.criterion_page(
        code, ref, criterion, marking=marking_of(request), by=request.actor, now=request.now
    )
    if request.method != "POST":
        return _criterion(request, found, criterion_form.stored(found))
    filled = criterion_form.stored(found) | criterion_form.typed(found, request.POST)
    if any(one.error for one in filled.values()):
        return _criterion(request, found, filled, status=422)
    try:
        receipts = answers.save(
            code,
            ref,
            criterion_form.changes(filled),
            _page_id(request),
            by=request.actor,
            now=request.now,
        )
    except InputError as error:
        return _criterion(request, found, filled, said=str(error), status=422)
    except DatabaseError:
        return _criterion(request, found, filled, said=NOT_SAVED, status=503)
    _say(request, receipts)
    following = found.following.id if found.following and "next" in request.POST else criterion
    return redirect("case_criterion", code, ref, following)


@staff("POST")
def operations(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Changes as JSON, one receipt for each; 409 where an identifier is another change's."""
    try:
        sent = _operations(request.body)
        receipts = answers.record(code, ref, sent, by=request.actor, now=request.now)
    except InputError as error:
        # Whoever has no part in the case learns nothing of it, not even what was wrong.
        answers.check_sender(code, ref, by=request.actor)
        return JsonResponse({"error": str(error)}, status=422)
    is_refused = any(receipt.outcome is Outcome.REFUSED_ID for receipt in receipts)
    listed = [_receipt(receipt) for receipt in receipts]
    return JsonResponse({"receipts": listed}, status=409 if is_refused else 200)


def _criterion(
    request: StaffRequest,
    found: CriterionPage,
    filled: dict[str, Filled],
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "page": found,
        "head": found.file.heading,
        "filled": filled,
        "said": said,
        "problems": [(one.item, one.error) for one in filled.values() if one.error],
        "page_id": request.POST.get("page") or uuid4(),
        "found_in": list(FoundIn),
    }
    return page(request, "assessments/criterion.html", context, status=status)


def _page_id(request: StaffRequest) -> UUID:
    try:
        return UUID(request.POST.get("page", ""))
    except ValueError:
        raise InputError("This form is spoilt; open the page again.") from None


def _say(request: StaffRequest, receipts: tuple[Receipt, ...]) -> None:
    """Tells what became of a form: what is saved, and what is kept for a person to decide."""
    counts = answers.outcome_counts(receipts)
    if not counts:
        messages.info(request, "Nothing was changed, so there was nothing to save.")
    if counts.get(Outcome.APPLIED) or counts.get(Outcome.UNCHANGED):
        messages.success(request, f"Saved {timezone.localtime(request.now):%H:%M}.")
    if counts.get(Outcome.CONFLICT):
        messages.warning(
            request,
            "Somebody else changed this while you did. Both are kept: decide under Conflicts.",
        )
    if counts.get(Outcome.QUARANTINED) or counts.get(Outcome.REFUSED_ID):
        messages.warning(request, "Not applied: it is kept whole for the lead inspector.")


def _operations(body: bytes) -> tuple[Operation, ...]:
    """The changes in a request. Raises InputError where it holds anything else."""
    try:
        rows = json.loads(body)
        if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_OPERATIONS:
            raise InputError(f"Send a list of 1 to {MOST_OPERATIONS} changes.")
        return tuple(_operation(row) for row in rows)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise InputError("What arrived is no list of changes; open the page again.") from None


def _operation(row: dict[str, object]) -> Operation:
    numbers = [row["sequence"], row["base_version"]]
    if not all(type(number) is int and number < 2**31 for number in numbers):
        raise ValueError
    texts = ("id", "device", "case_assessment_id", "item_id", "value", "device_time")
    found = {name: row[name] for name in texts}
    if not all(isinstance(text, str) for text in found.values()):
        raise ValueError
    if len(str(row["device"])) > 60 or len(str(row["device_time"])) > 40:
        raise ValueError
    sequence, base_version = numbers
    return Operation(
        **found,  # type: ignore[arg-type]  # every one was checked to be a text
        field=Field(str(row["field"])),
        sequence=sequence,  # type: ignore[arg-type]  # checked to be a whole number
        base_version=base_version,  # type: ignore[arg-type]  # checked to be a whole number
    )


def _receipt(receipt: Receipt) -> dict[str, object]:
    return {
        "operation_id": receipt.operation_id,
        "outcome": receipt.outcome,
        "version": receipt.version,
        "hash": receipt.hash,
        "at": receipt.at.isoformat(),
        "time": f"{timezone.localtime(receipt.at):%H:%M}",
    }


def case_address(name: str, code: str, ref: str, marking: Marking | None) -> str:
    """The address of a page of a case, for the same marking."""
    query = f"?marking={marking}" if marking else ""
    return reverse(name, args=(code, ref)) + query
