"""Views: printed facts, from the text that somebody uploads to the decision about each."""

from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from corecase.actions import printed_fact_pages as pages
from corecase.actions import printed_fact_reviews as reviews
from corecase.actions import printed_texts
from corecase.core.people import NotAllowedError
from corecase.web.forms import Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import number_in, page, posted, staff, status_of
from corecase.web.printed_fact_form import FactForm

TAKE, REFUSE, CERTAIN = "take", "refuse", "certain"
_LONGEST: Final = 1000
_NEXT: Final = "A second person releases what was taken."


class TextForm(forms.Form):
    """A published text, or a table of facts."""

    file = forms.FileField(
        label="Published text or table of facts",
        help_text=f"A PDF, Word, HTML or text file, or a table as CSV or XLSX, of at most "
        f"{printed_texts.MAX_BYTES // 2**20} MB. Only what is published already.",
        error_messages={
            "required": "Choose the file.",
            "empty": "The file is empty; choose another.",
        },
    )
    source = Words(
        label="How a text is cited",
        required=False,
        max_length=_LONGEST,
        help_text="Who published it, what it is called, when, and its address. A table says it "
        "itself.",
    )
    source_published = Words(
        label="When the text was published",
        required=False,
        max_length=100,
        help_text="As 19 June 2012, June 2012 or 2012. Without it, nothing that it says counts as "
        "known on any day.",
    )


class ChosenForm(forms.Form):
    """Facts of a page, and what is done with them; `ticked` are those to be ticked again."""

    chosen = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        error_messages={"invalid_choice": "Some of these were decided meanwhile; choose again."},
    )
    deed = forms.ChoiceField(
        choices=[(one, one) for one in (TAKE, REFUSE, CERTAIN)],
        error_messages={"required": "Press one of the buttons."},
    )
    reason = Words(
        label="Why the chosen facts are refused",
        required=False,
        max_length=_LONGEST,
        help_text="Needed to refuse them; one reason for all that are chosen.",
    )
    seen = forms.IntegerField(required=False, min_value=0)

    def __init__(self, data: QueryDict | None, *, found: pages.Queue) -> None:
        super().__init__(data)
        self.ticked = frozenset(data.getlist("chosen")) if data else frozenset()
        self.fields["chosen"].choices = [(one.number, one.number) for one in found.facts]  # type: ignore[attr-defined]  # a choice field


class DecisionForm(forms.Form):
    """What is decided about one fact."""

    deed = forms.ChoiceField(
        label="What is to be done with it",
        choices=[(TAKE, "Take it"), (REFUSE, "Refuse it")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether to take or to refuse it."},
    )
    reason = Words(
        label="Why it is refused",
        required=False,
        rows=3,
        max_length=_LONGEST,
        help_text="Needed to refuse it.",
    )


@staff()
def register(request: StaffRequest) -> HttpResponse:
    """The register at a glance."""
    return page(request, "printed_facts/register.html", {"found": pages.register(by=request.actor)})


@staff()
def conflicts(request: StaffRequest) -> HttpResponse:
    """Where sources differ, which one is used, and why."""
    return page(
        request, "printed_facts/conflicts.html", {"found": pages.conflicts(by=request.actor)}
    )


@staff("GET", "POST")
def upload(request: StaffRequest) -> HttpResponse:
    """A text is brought in, to be read; a table of facts is read at once."""
    printed_texts.check_may_upload(by=request.actor)
    form = TextForm(request.POST or None, request.FILES or None)
    done: list[int] = []

    def act(cleaned: dict[str, Any]) -> None:
        file = cleaned.pop("file")
        content = file.read()
        done.append(
            printed_texts.upload(file.name, content, by=request.actor, now=request.now, **cleaned)
        )

    if posted(request, form, act):
        messages.success(request, "The file is here. What it says is listed once it is read.")
        return redirect("printed_text", done[0])
    return page(request, "printed_facts/upload.html", {"form": form}, status=status_of(form))


@staff("GET", "POST")
def waiting(request: StaffRequest) -> HttpResponse:
    """All facts that wait, doubts first."""
    return _queue(request, None)


@staff("GET", "POST")
def text(request: StaffRequest, number: int) -> HttpResponse:
    """The facts of one text that wait, doubts first."""
    return _queue(request, number)


@staff("GET", "POST")
def fact(request: StaffRequest, number: int) -> HttpResponse:
    """One fact with its history, and the decision about it."""
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        reviews_of = pages.to_review(number, by=request.actor)

        def act(cleaned: dict[str, Any]) -> None:
            _decided(request, [reviews_of.number], cleaned)

        if posted(request, form, act):
            return redirect("printed_fact", number)
    found = pages.one(number, by=request.actor)
    query = urlencode(_where_released(found))
    release_at = f"{reverse('printed_fact_releases')}?{query}"
    context = {"found": found, "form": form, "release_at": release_at}
    return page(request, "printed_facts/fact.html", context, status=status_of(form))


@staff("GET", "POST")
def correct(request: StaffRequest, number: int) -> HttpResponse:
    """What a fact ought to have said, with the reason."""
    found = pages.to_review(number, by=request.actor)
    form = FactForm(request.POST or None, before=found.fact)
    done: list[int] = []

    def act(cleaned: dict[str, Any]) -> None:
        reason = cleaned.pop("reason")
        done.append(
            reviews.correct(number, form.fact(), reason=reason, by=request.actor, now=request.now)
        )

    if posted(request, form, act):
        messages.success(
            request,
            "Corrected. The fact as it was read is kept beside this one, and shown until a second "
            "person releases the correction.",
        )
        return redirect("printed_fact", done[0])
    context = {"found": found, "form": form}
    return page(request, "printed_facts/correct.html", context, status=status_of(form))


def _where_released(found: pages.One) -> dict[str, object]:
    """What the page for a second person is asked, to list this fact among few others."""
    fact = found.fact
    named = {
        "service": fact.service,
        "programme": fact.programme,
        "kind": fact.kind_of_inspection,
        "inspected": fact.inspected,
    }
    said = {name: words for name, words in named.items() if words} if fact.service else {}
    return {**said, "text": found.text.number}


def _queue(request: StaffRequest, number: int | None) -> HttpResponse:
    asked, sent = number_in(request.GET.get("page", "1")), request.method == "POST"
    found = pages.queue(text=number, page=asked, or_last=sent, by=request.actor)
    form = ChosenForm(request.POST or None, found=found)
    if sent and not found.may_review:
        raise NotAllowedError("There is no such page.")

    def act(cleaned: dict[str, Any]) -> None:
        if cleaned["deed"] == CERTAIN and number is not None:
            n_taken = reviews.take_certain(
                number, seen=cleaned["seen"] or 0, by=request.actor, now=request.now
            )
            messages.success(request, f"Taken: {_facts(n_taken)}. {_NEXT}")
            return
        _decided(request, cleaned["chosen"], cleaned)

    if posted(request, form, act):
        return redirect(request.path)
    context = {"found": found, "form": form}
    return page(request, "printed_facts/queue.html", context, status=status_of(form))


def _decided(request: StaffRequest, numbers: list[int], cleaned: dict[str, Any]) -> None:
    by, now = request.actor, request.now
    if cleaned["deed"] == REFUSE:
        n_decided = reviews.refuse(numbers, reason=cleaned["reason"], by=by, now=now)
        messages.success(request, f"Refused: {_facts(n_decided)}.")
    else:
        n_decided = reviews.take(numbers, by=by, now=now)
        messages.success(request, f"Taken: {_facts(n_decided)}. {_NEXT}")


def _facts(count: int) -> str:
    return "1 fact" if count == 1 else f"{count} facts"
