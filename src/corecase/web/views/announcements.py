"""Announcements: the form that tells the service, and the pack to download."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import announcements, inspections
from corecase.core.caseloads import EligibilityWindow
from corecase.core.stages import Stage
from corecase.web.forms import Day
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of


class AnnouncementForm(forms.Form):
    """The eligibility window and the contact."""

    first_start = Day(label="Orders started from")
    last_start = Day(label="Orders started until")
    custody_first_start = Day(
        label="Custody cases may start earlier, from",
        required=False,
        help_text="Leave blank for no exception. It is made where custody cases are few.",
    )
    contact = forms.ChoiceField(label="Contact at the service", required=False)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, choices: tuple[announcements.Contact, ...], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["contact"].choices = [  # type: ignore[attr-defined]  # a choice field
            ("", "Nobody is named yet"),
            *((str(one.person_id), one.name) for one in choices),
        ]

    def terms(self) -> announcements.Terms:
        """The terms that the form asks for. Raises InputError for days out of order."""
        values = {**self.cleaned_data}
        contact = values.pop("contact")
        del values["seen"]
        return announcements.Terms(
            window=EligibilityWindow(**values), contact_id=int(contact) if contact else None
        )


@staff("GET", "POST")
def announcement(request: StaffRequest, code: str) -> HttpResponse:
    """The form that announces an inspection, or corrects what was announced."""
    standing = announcements.standing(code, today=timezone.localdate(), by=request.actor)
    is_new = standing.stage is Stage.PLANNED
    form = AnnouncementForm(
        request.POST or None,
        choices=standing.contacts,
        initial={
            "first_start": standing.window.first_start,
            "last_start": standing.window.last_start,
            "custody_first_start": standing.window.custody_first_start,
            "contact": str(standing.contact_id or ""),
            "seen": standing.version,
        },
    )
    act = announcements.announce if is_new else announcements.change

    def save(typed: dict[str, Any]) -> None:
        try:
            act(code, form.terms(), seen=typed["seen"], by=request.actor, now=request.now)
        except announcements.AnnouncedMeanwhile as error:
            # What stands now is said: what is sent next is written on that.
            form.data = {**dict(form.data.items()), "seen": error.version}
            raise

    if posted(request, form, save):
        messages.success(request, "Saved. The pack is ready to be downloaded.")
        return redirect("inspection", code)
    context = {
        "form": form,
        "standing": standing,
        "is_new": is_new,
        "inspection": inspections.one(code, by=request.actor),
    }
    return page(request, "inspections/announcement.html", context, status=status_of(form))


@staff()
def pack(request: StaffRequest, code: str) -> HttpResponse:
    """The pack as a ZIP file to download."""
    made = announcements.pack(code, today=timezone.localdate(), by=request.actor)
    response = HttpResponse(made, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-announcement.zip"'
    return response
