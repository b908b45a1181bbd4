"""Views: links of services, entered by one person and released by another."""

from dataclasses import asdict
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import service_link_pages as pages
from corecase.actions import service_links as actions
from corecase.core.published_scores import STANDINGS
from corecase.core.service_links import Link, LinkKind
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import number_in, page, posted, staff, status_of

RELEASE, SEND_BACK, TAKE_OUT, WITHDRAW = "release", "send_back", "take_out", "withdraw"
_DAY: Final = "As 1 April 2012, April 2012 or 2012; empty where the source does not say."


class LinkForm(forms.Form):
    """A link, as a source says it."""

    service = Words(label="Service", max_length=200, help_text="The later one, or the joint one.")
    kind = forms.ChoiceField(
        label="How it stands to the other",
        choices=[
            (LinkKind.FOLLOWS, "It took over from the other"),
            (LinkKind.COVERS, "It is run for the other, and for more"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the service stands to the other."},
    )
    other = Words(
        label="The other service or place",
        max_length=200,
        help_text="Of a merger, enter one link for each service that was taken over.",
    )
    since = Words(label="From when", required=False, max_length=100, help_text=_DAY)
    until = Words(
        label="Until when",
        required=False,
        max_length=100,
        help_text=f"Only for a service that is run for several. {_DAY}",
    )
    source = Words(
        label="Source",
        max_length=1000,
        help_text="Who says so, in which text, when, and its address.",
    )
    standing = forms.ChoiceField(
        label="How well it is known",
        choices=[(one, one.capitalize()) for one in STANDINGS],
        initial="unverified",
    )

    def link(self) -> Link:
        """The link that was typed. Raises InputError for what no link may be."""
        said = {name: self.cleaned_data[name] for name in LinkForm.base_fields}
        return Link(**{**said, "kind": LinkKind(said["kind"])})


class CorrectionForm(LinkForm):
    """What a link that stands ought to say."""

    reason = Words(
        label="Why it is corrected",
        rows=3,
        max_length=1000,
        help_text="Kept with both, the link as it stood and this one.",
    )


class WordForm(forms.Form):
    """What is done with one link."""

    deed = forms.ChoiceField(
        label="What is to be done",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what is to be done with it.",
            "invalid_choice": actions.MEANWHILE,
        },
    )
    reason = Words(label="Why", required=False, rows=3, max_length=1000)

    def __init__(self, data: Any, *, found: pages.OneLink) -> None:
        super().__init__(data)
        choices = [(TAKE_OUT, "Take it out, once a second person agrees")]
        why = "Kept with the link."
        if found.may_release:
            choices = [(RELEASE, "Release it"), (SEND_BACK, "Send it back")]
            why = "Needed to send it back."
        elif found.may_withdraw:
            choices = [(WITHDRAW, "Withdraw it, so that nobody is asked about it")]
            why = ""
        self.fields["deed"].choices = choices  # type: ignore[attr-defined]  # a choice field
        if why:
            self.fields["reason"].help_text = why
        else:
            del self.fields["reason"]


@staff()
def links(request: StaffRequest) -> HttpResponse:
    """Every link, page by page: what waits, what stands, what was."""
    found = pages.links(page=number_in(request.GET.get("page", "1")), by=request.actor)
    return page(request, "printed_facts/links.html", {"found": found})


@staff("GET", "POST")
def new(request: StaffRequest) -> HttpResponse:
    """A link is entered."""
    pages.to_enter(by=request.actor)
    form = LinkForm(request.POST or None)
    done: list[int] = []

    def act(_: dict[str, Any]) -> None:
        done.append(actions.enter(form.link(), by=request.actor, now=request.now))

    if posted(request, form, act):
        messages.success(request, "Entered. Another person releases it.")
        return redirect("service_link", done[0])
    return page(request, "printed_facts/link_new.html", {"form": form}, status=status_of(form))


@staff("GET", "POST")
def one(request: StaffRequest, number: int) -> HttpResponse:
    """One link, how it came, and what can be done with it."""
    if request.method == "POST":
        pages.to_decide(by=request.actor)
    found = pages.link(number, by=request.actor)
    form = WordForm(request.POST or None, found=found)

    def act(cleaned: dict[str, Any]) -> None:
        messages.success(request, _done(request, number, cleaned))

    if posted(request, form, act):
        return redirect("service_links")
    context = {"found": found, "form": form}
    return page(request, "printed_facts/link.html", context, status=status_of(form))


@staff("GET", "POST")
def correct(request: StaffRequest, number: int) -> HttpResponse:
    """What a link that stands ought to say, with the reason."""
    found = pages.to_correct(number, by=request.actor)
    form = CorrectionForm(request.POST or None, initial=asdict(found.entry.link))
    done: list[int] = []

    def act(cleaned: dict[str, Any]) -> None:
        done.append(
            actions.correct(
                number, form.link(), reason=cleaned["reason"], by=request.actor, now=request.now
            )
        )

    if posted(request, form, act):
        messages.success(request, "Entered. The link stands as it is until another releases this.")
        return redirect("service_link", done[0])
    context = {"found": found, "form": form}
    return page(request, "printed_facts/link_correct.html", context, status=status_of(form))


def _done(request: StaffRequest, number: int, cleaned: dict[str, Any]) -> str:
    by, now, reason = request.actor, request.now, cleaned.get("reason", "")
    if cleaned["deed"] == RELEASE:
        actions.release(number, by=by, now=now)
        return "Released."
    if cleaned["deed"] == SEND_BACK:
        actions.send_back(number, reason=reason, by=by, now=now)
        return "Sent back."
    if cleaned["deed"] == WITHDRAW:
        actions.withdraw(number, by=by, now=now)
        return "Withdrawn."
    actions.take_out(number, reason=reason, by=by, now=now)
    return "Entered. The link stands until another person agrees."
