"""Views: the draft that a service checks, one comment after the other, until it is sent back."""

from typing import Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import factual_accuracy, factual_drafts
from corecase.core.factual_accuracy import LONGEST
from corecase.core.identifying import Passage
from corecase.web import rendered_files
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of
from corecase.web.views.factual_accuracy import say

_ROOM = {"current": "factual_accuracy"}
_POINTED_OUT: Final = (
    "Saved your comment. Somebody could be known by what is pointed out below it: read it again, "
    "and tell the lead inspector where that is so."
)


class CommentForm(forms.Form):
    """What the service says of a paragraph."""

    words = Words(
        label="Your comment",
        rows=6,
        max_length=LONGEST,
        help_text="Say which fact is wrong, what is right, and how you know. No child is named.",
    )


@staff()
def draft(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The whole draft as it was given."""
    found = factual_drafts.draft(code, number, by=request.actor, now=request.now)
    files = found.rendering.files if found.rendering else ()
    named = [(name, rendered_files.words_of(name)) for name in files]
    context = {"inspection": found, "files": named, **_ROOM}
    return page(request, "factual_accuracy/draft.html", context)


@staff()
def file(request: StaffRequest, code: str, number: int, name: str) -> HttpResponse:
    """One file of the draft."""
    found = factual_drafts.file(code, number, name, by=request.actor, now=request.now)
    called = f"{code}-draft-{number}-{name.replace('/', '-')}"
    return rendered_files.answer(name, found.content, called=called)


@staff("GET", "POST")
def paragraph(request: StaffRequest, code: str, number: int, paragraph: int) -> HttpResponse:
    """One paragraph, what was said of it, and a form to say more."""
    found = factual_drafts.paragraph(code, number, paragraph, by=request.actor, now=request.now)
    form = CommentForm(request.POST or None)

    pointed_out: list[Passage] = []

    def act(cleaned: dict[str, str]) -> None:
        words = cleaned["words"]
        said = factual_drafts.comment(
            code, number, paragraph, words, by=request.actor, now=request.now
        )
        pointed_out.extend(said)

    if posted(request, form, act):
        if pointed_out:
            messages.warning(request, _POINTED_OUT)
            return redirect("facts_paragraph", code, number, paragraph)
        messages.success(request, "Saved your comment. You can make more until you send it back.")
        return redirect(f"{reverse('facts_draft', args=[code, number])}#paragraph-{paragraph}")
    context = {"inspection": found, "form": form, **_ROOM}
    return page(request, "factual_accuracy/paragraph.html", context, status=status_of(form))


@staff("GET", "POST")
def send_back(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The service is done: nothing more can be said afterwards."""
    found = factual_accuracy.returnable(code, number, by=request.actor)
    form = forms.Form(request.POST if request.method == "POST" else None)
    done: list[factual_accuracy.Told] = []

    def act(_: dict[str, object]) -> None:
        done.append(factual_accuracy.send_back(code, number, by=request.actor, now=request.now))

    if posted(request, form, act):
        say(request, "Sent back to the inspectorate.", done[0])
        return redirect("factual_accuracy", code)
    context = {"inspection": found, "form": form, **_ROOM}
    return page(request, "factual_accuracy/send_back.html", context, status=status_of(form))
