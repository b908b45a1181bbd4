"""Views: the agreement of two readings, and what a moderation would notice."""

from django import forms
from django.http import HttpResponse

from corecase.actions import agreements, moderation_plans
from corecase.core.errors import InputError
from corecase.web.forms import name_what_is_missing
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff, status_of


class PlanForm(forms.Form):
    """How many cases are checked, and how many of them may need changing."""

    n_checked = forms.IntegerField(label="Cases to check", min_value=1, max_value=1000)
    n_allowed = forms.IntegerField(
        label="Cases that may need changing",
        min_value=0,
        max_value=999,
        help_text="With more, all cases are looked at again.",
    )


@staff()
def agreement(request: StaffRequest, code: str) -> HttpResponse:
    """How far both readings agree beyond luck."""
    found = agreements.page(code, by=request.actor, now=request.now)
    return page(request, "second_marking/agreement.html", {"found": found})


@staff()
def plan(request: StaffRequest, code: str) -> HttpResponse:
    """What checking some of the cases would notice."""
    usual = moderation_plans.curve(code, None, None, by=request.actor)
    form = PlanForm(request.GET if "n_checked" in request.GET else None, initial=_initial(usual))
    found = usual
    name_what_is_missing(form)
    if form.is_valid():
        try:
            found = moderation_plans.curve(code, *_numbers(form), by=request.actor)
        except InputError as error:
            form.add_error(error.field, str(error))
    context = {"form": form, "found": found}
    return page(request, "second_marking/plan.html", context, status=status_of(form))


@staff()
def curve(request: StaffRequest, code: str) -> HttpResponse:
    """The operating curve as a picture."""
    form = PlanForm(request.GET)
    numbers = _numbers(form) if form.is_valid() else (None, None)
    narrow = "narrow" in request.GET
    drawn = moderation_plans.chart(code, *numbers, narrow=narrow, by=request.actor)
    return HttpResponse(drawn, content_type="image/svg+xml")


def _initial(usual: moderation_plans.Curve) -> dict[str, int]:
    plan = usual.plan
    return {"n_checked": plan.n_checked, "n_allowed": plan.n_allowed} if plan else {}


def _numbers(form: PlanForm) -> tuple[int, int]:
    return form.cleaned_data["n_checked"], form.cleaned_data["n_allowed"]
