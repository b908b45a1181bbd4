"""The page of a report's particulars, for those who write the draft and those who read it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import particulars_pages, report_particulars
from corecase.web.letter_forms import LetterForm
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.particulars_forms import ParticularsForm


@staff("GET", "POST")
def particulars(request: StaffRequest, code: str) -> HttpResponse:
    """The particulars, to read and, while the draft is open, to write."""
    today = timezone.localdate(request.now)
    found = particulars_pages.page(code, by=request.actor, today=today)
    if request.method == "POST":
        report_particulars.check_may_write(code, by=request.actor)
    kind = LetterForm if found.form == "letter" else ParticularsForm
    form: LetterForm | ParticularsForm = kind(found, request.POST or None)

    def act(_: dict[str, Any]) -> None:
        report_particulars.write(
            code,
            form.particulars(),
            form.choice(),
            seen=form.cleaned_data["seen"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(request, "Saved the particulars.")
        return redirect("report_particulars", code)
    standing = None
    if form.is_bound and form["seen"].value() != found.standing.version:
        standing = found.standing
        form.data = form.data.copy()  # type: ignore[attr-defined]  # of a request, so a QueryDict
        form.data["seen"] = standing.version  # type: ignore[index]  # a copy can be written
    context = {"found": found, "form": form, "standing": standing}
    name = "letter" if found.form == "letter" else "particulars"
    return page(request, f"report_particulars/{name}.html", context, status=status_of(form))
