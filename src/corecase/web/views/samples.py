"""Pages of a sample: planning and drawing it, reading it, replacing a case."""

from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect

from corecase.actions import replacements, sample_charts, sample_lists, sample_plans, samples
from corecase.core.errors import InputError
from corecase.core.replacements import MissingReason, ReplacementReason
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.sample_forms import ChoiceForm, DrawForm, ReasonForm, WithdrawForm


@staff()
def sample(request: StaffRequest, code: str) -> HttpResponse:
    """The sample with its draw, its reserves and how it mirrors the caseload."""
    found = sample_lists.sample(code, by=request.actor, now=request.now)
    return page(request, "samples/sample.html", {"heading": found.heading, "found": found})


@staff("GET", "POST")
def plan(request: StaffRequest, code: str) -> HttpResponse:
    """Plans a sample: GET shows what a choice would give, POST draws it."""
    found = sample_plans.plan(code, by=request.actor, now=request.now)
    asked = request.GET if "size" in request.GET else None
    data = request.POST if request.method == "POST" else asked
    form = ChoiceForm(found, data)
    drawing = DrawForm(_sent(request))
    if data is not None and form.is_valid():
        try:
            found = sample_plans.plan(code, choice=form.choice(), by=request.actor, now=request.now)
        except InputError as error:
            form.add_error(None, str(error))
    if form.is_valid() and posted(
        request, drawing, lambda given: _draw(request, code, form.choice(), given)
    ):
        messages.success(request, "Saved: the sample is drawn.")
        return redirect("sample", code)
    context = {
        "heading": found.heading,
        "plan": found,
        "form": form,
        "drawing": drawing,
        "given": data,
    }
    status = max(status_of(form), status_of(drawing))
    return page(request, "samples/plan.html", context, status=status)


@staff("GET", "POST")
def withdraw(request: StaffRequest, code: str) -> HttpResponse:
    """Takes the draw back."""
    found = sample_plans.plan(code, by=request.actor, now=request.now)
    form = WithdrawForm(_sent(request))

    def act(given: dict[str, Any]) -> None:
        samples.withdraw(code, reason=given["reason"], by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "Saved: the draw is withdrawn. Its record is kept.")
        return redirect("sample", code)
    context = {"heading": found.heading, "form": form}
    return page(request, "samples/withdraw.html", context, status=status_of(form))


@staff()
def replay(request: StaffRequest, code: str) -> HttpResponse:
    """Repeats the draw from the stored caseload and says whether it is the same."""
    found = samples.replay(code, by=request.actor)
    return page(request, "samples/replay.html", {"heading": found.heading, "found": found})


@staff()
def record(request: StaffRequest, code: str) -> HttpResponse:
    """The record of the draw as a file of JSON."""
    content = samples.record(code, by=request.actor, now=request.now)
    return HttpResponse(
        content,
        content_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{code}-draw.json"'},
    )


@staff()
def case_list(request: StaffRequest, code: str) -> HttpResponse:
    """The case list that was drawn from, as a file of values parted by tabs."""
    return HttpResponse(
        samples.case_list(code, by=request.actor, now=request.now),
        content_type="text/tab-separated-values; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{code}-case-list.tsv"'},
    )


@staff()
def chart(request: StaffRequest, code: str) -> HttpResponse:
    """The chart of the sample against the caseload, as a picture."""
    drawn = sample_charts.chart(code, narrow="narrow" in request.GET, by=request.actor)
    return HttpResponse(drawn, content_type="image/svg+xml")


@staff("GET", "POST")
def replace(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Lets the next reserve of the stratum stand in for a case."""
    found = replacements.replaceable(code, ref, by=request.actor, now=request.now)
    form = ReasonForm(ReplacementReason, _sent(request))

    def act(given: dict[str, Any]) -> None:
        replacements.replace(
            code,
            ref,
            reason=ReplacementReason(given["reason"]),
            note=given["note"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, f"Saved: case {found.reserve} stands in for case {ref}.")
        return redirect("sample", code)
    context = {"heading": found.heading, "found": found, "form": form}
    return page(request, "samples/replace.html", context, status=status_of(form))


@staff("GET", "POST")
def missing(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Marks a case that cannot be assessed and is not replaced."""
    found = replacements.replaceable(code, ref, by=request.actor, now=request.now)
    form = ReasonForm(MissingReason, _sent(request))

    def act(given: dict[str, Any]) -> None:
        replacements.miss(
            code,
            ref,
            reason=MissingReason(given["reason"]),
            note=given["note"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, f"Saved: case {ref} is marked as missing.")
        return redirect("sample", code)
    context = {"heading": found.heading, "found": found, "form": form}
    return page(request, "samples/missing.html", context, status=status_of(form))


@staff("POST")
def found_again(request: StaffRequest, code: str, ref: str) -> HttpResponse:
    """Takes the mark "missing" from a case."""
    replacements.find(code, ref, by=request.actor, now=request.now)
    messages.success(request, f"Saved: case {ref} can be assessed again.")
    return redirect("sample", code)


def _draw(request: StaffRequest, code: str, choice: samples.Choice, given: dict[str, Any]) -> None:
    samples.draw(
        code,
        choice,
        nonce_inspectorate=given["nonce_inspectorate"],
        nonce_service=given["nonce_service"] or token_hex(16),
        by=request.actor,
        now=request.now,
    )


def _sent(request: StaffRequest) -> QueryDict | None:
    """What a form sent, even if nothing; None where none was sent."""
    return request.POST if request.method == "POST" else None
