"""The diary: its page, the running order to print, and what happens to one interview."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import bookings
from corecase.actions import diary as actions
from corecase.actions.bookings import BookedTwice, Booking
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

MET = {"CASE_MANAGER": "The case manager", "OTHER_REPRESENTATIVE": "Another representative"}


class Clock(forms.TimeField):
    """A time of day, typed as 14:05 or chosen."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")

    def __init__(self, at_which: str, **options: Any) -> None:
        told = f"Enter the time at which {at_which}"
        messages = {"required": f"{told}.", "invalid": f"{told}, like 14:05."}
        super().__init__(error_messages=messages, **options)


class BookingForm(forms.Form):
    """An interview to book or to change.

    `seen` are the numbers of the interviews in its way that the page has shown: the tick is
    about those and no others.
    """

    assessor = forms.ChoiceField(label="Assessor")
    ref = forms.ChoiceField(label="Case", required=False)
    with_whom = forms.ChoiceField(
        label="With", widget=forms.RadioSelect, choices=list(MET.items()), initial="CASE_MANAGER"
    )
    manager_code = Words(
        label="Code of the case manager",
        required=False,
        max_length=40,
        help_text="The service's own code, the same each time; never a name.",
    )
    day = Day(label="Day")
    starts = Clock("it begins", label="Begins")
    ends = Clock("it ends", label="Ends")
    place = Words(label="Place", required=False, max_length=120)
    anyway = forms.BooleanField(label="Book it all the same", required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *given: Any, diary: actions.Diary, **options: Any):
        super().__init__(*given, **options)
        refs = [("", "Not about one case"), *((ref, ref) for ref in diary.refs)]
        choices = {"assessor": list(diary.assessors), "ref": refs}
        for name, chosen in choices.items():
            self.fields[name].choices = chosen  # type: ignore[attr-defined]  # choice fields

    @property
    def shows_anyway(self) -> bool:
        """Whether a clash was shown, so that there is something to tick."""
        return bool(self["seen"].value())

    def booking(self) -> Booking:
        """What was typed."""
        typed = self.cleaned_data
        return Booking(
            assessor_id=int(typed["assessor"]),
            ref=typed["ref"],
            with_whom=typed["with_whom"],
            manager_code=typed["manager_code"],
            starts_at=timezone.make_aware(datetime.combine(typed["day"], typed["starts"])),
            ends_at=timezone.make_aware(datetime.combine(typed["day"], typed["ends"])),
            place=typed["place"],
        )

    def despite(self) -> frozenset[int]:
        """The clashes that were seen and ticked."""
        if not self.cleaned_data["anyway"]:
            return frozenset()
        seen = self.cleaned_data["seen"].split(",")
        return frozenset(int(number) for number in seen if number.isdigit())

    def show(self, clash: BookedTwice) -> None:
        """Puts a clash beside the fields that it is about, and the tick under them."""
        for name, sentence in clash.sentences.items():
            self.add_error(name, sentence)
        typed = {name: self.data.get(name) for name in self.data if name != "anyway"}
        self.data = {**typed, "seen": ",".join(map(str, sorted(clash.interviews)))}


@staff()
def diary(request: StaffRequest, code: str) -> HttpResponse:
    """Every interview in order of time, with what is in its way."""
    return page(request, "teams/diary.html", _shown(request, code))


@staff()
def running_order(request: StaffRequest, code: str) -> HttpResponse:
    """The running order to print: by day, and within a day by assessor."""
    return page(request, "teams/running_order.html", _shown(request, code))


@staff("GET", "POST")
def book(request: StaffRequest, code: str) -> HttpResponse:
    """A new interview."""
    context = _run(request, code)
    form = BookingForm(request.POST or None, diary=context["diary"])
    if _booked(
        request,
        form,
        lambda booking, despite: bookings.book(
            code, booking, despite=despite, by=request.actor, now=request.now
        ),
    ):
        messages.success(request, "Saved: the interview is in the diary.")
        return redirect("diary", code)
    context |= {"form": form, "entry": None}
    return page(request, "teams/interview.html", context, status=status_of(form))


@staff("GET", "POST")
def interview(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """One interview, to move or to cancel."""
    context = _run(request, code)
    entry = _entry(context["diary"], number)
    form = BookingForm(request.POST or None, diary=context["diary"], initial=_initial(entry))
    if _booked(
        request,
        form,
        lambda booking, despite: bookings.change(
            code, number, booking, despite=despite, by=request.actor, now=request.now
        ),
    ):
        messages.success(request, "Saved: the interview is changed.")
        return redirect("diary", code)
    context |= {"form": form, "entry": entry}
    return page(request, "teams/interview.html", context, status=status_of(form))


@staff("POST")
def held(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Marks an interview as held, or as not held after all."""
    is_held = request.POST.get("is_held") != "no"
    bookings.hold(code, number, is_held=is_held, by=request.actor, now=request.now)
    messages.success(request, "Saved: held." if is_held else "Saved: not held.")
    return redirect("diary", code)


@staff("GET", "POST")
def cancel(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """Asks once more before an interview leaves the diary."""
    context = _run(request, code)
    entry = _entry(context["diary"], number)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if posted(
        request,
        form,
        lambda _: bookings.cancel(code, number, by=request.actor, now=request.now),
    ):
        messages.success(request, "Saved: the interview is out of the diary.")
        return redirect("diary", code)
    context |= {"form": form, "entry": entry}
    return page(request, "teams/cancel.html", context, status=status_of(form))


def _shown(request: StaffRequest, code: str) -> dict[str, Any]:
    shown = actions.one(code, by=request.actor, now=request.now)
    return {"inspection": shown, "diary": shown, "met": MET, "current": "diary"}


def _run(request: StaffRequest, code: str) -> dict[str, Any]:
    shown = _shown(request, code)
    if not shown["diary"].may_run:
        raise Http404
    return shown


def _entry(diary: actions.Diary, number: int) -> actions.Entry:
    found = next((entry for entry in diary.entries if entry.number == number), None)
    if found is None:
        raise Http404
    return found


def _booked(
    request: StaffRequest,
    form: BookingForm,
    save: Callable[[Booking, frozenset[int]], object],
) -> bool:
    def act(_: dict[str, Any]) -> None:
        try:
            save(form.booking(), form.despite())
        except BookedTwice as clash:
            form.show(clash)
            raise

    return posted(request, form, act)


def _initial(entry: actions.Entry) -> dict[str, Any]:
    booking = entry.booking
    starts, ends = timezone.localtime(booking.starts_at), timezone.localtime(booking.ends_at)
    return {
        "assessor": booking.assessor_id,
        "ref": booking.ref,
        "with_whom": booking.with_whom,
        "manager_code": booking.manager_code,
        "day": starts.date(),
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "place": booking.place,
    }
