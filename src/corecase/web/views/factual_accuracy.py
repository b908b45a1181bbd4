"""Views: the rounds on the factual accuracy of a draft, and the answers to its comments."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from corecase.actions import factual_accuracy as actions
from corecase.actions import factual_comments
from corecase.core.factual_accuracy import LONGEST
from corecase.core.reports import CommentOutcome
from corecase.web.forms import Day, Words
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, posted, staff, status_of

_NOT_MAILED = "Its mail could not be sent to everybody: tell them yourself."


class OpenForm(forms.Form):
    """Until when the service has the draft."""

    due_on = Day(
        label="To be sent back by",
        help_text=(
            "Suggested is the day of the timetable, or ten working days from today. No source "
            "says how long a service has (unverified); choose the day that was agreed."
        ),
    )


class GoOnForm(forms.Form):
    """Why a corrected draft is not shown again."""

    reason = Words(
        label="Why the service need not see the draft again",
        max_length=actions.LONGEST_REASON,
        rows=3,
    )


class CloseForm(forms.Form):
    """Why a round closes although the draft was not sent back."""

    reason = Words(
        label="Why the round closes",
        max_length=actions.LONGEST_REASON,
        rows=3,
        required=False,
        help_text="Only where the service has not sent the draft back and its time is over.",
    )


class AnswerForm(forms.Form):
    """What came of a comment, and why."""

    outcome = forms.ChoiceField(
        label="What comes of it",
        choices=[(one.value, one.words.capitalize()) for one in CommentOutcome],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what comes of the comment."},
    )
    answer = Words(
        label="Answer",
        rows=5,
        max_length=LONGEST,
        help_text="The service reads it once the round is closed. No child is named.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


@staff()
def rounds(request: StaffRequest, code: str) -> HttpResponse:
    """Every round, and what can be done next."""
    today = timezone.localdate(request.now)
    found = actions.rounds(code, by=request.actor, today=today)
    return page(request, "factual_accuracy/rounds.html", {"inspection": found, **_ROOM})


@staff("GET", "POST")
def open_round(request: StaffRequest, code: str) -> HttpResponse:
    """The draft is given to the service."""
    today = timezone.localdate(request.now)
    found = actions.openable(code, by=request.actor, today=today)
    form = OpenForm(request.POST or None, initial={"due_on": found.suggested_due})
    done: list[actions.Told] = []

    def act(cleaned: dict[str, object]) -> None:
        told = actions.open_round(code, by=request.actor, now=request.now, **cleaned)  # type: ignore[arg-type]  # the fields of the form, cleaned
        done.append(told)

    if posted(request, form, act):
        say(request, f"Round {done[0].number} is open: the service can read the draft.", done[0])
        return redirect("factual_accuracy", code)
    context = {"inspection": found, "form": form, **_ROOM}
    return page(request, "factual_accuracy/open.html", context, status=status_of(form))


@staff("GET", "POST")
def go_on(request: StaffRequest, code: str) -> HttpResponse:
    """The corrected draft goes on without another round."""
    today = timezone.localdate(request.now)
    found = actions.openable(code, by=request.actor, today=today)
    form = GoOnForm(request.POST or None)

    def act(cleaned: dict[str, str]) -> None:
        actions.go_on(code, reason=cleaned["reason"], by=request.actor, now=request.now)

    if posted(request, form, act):
        messages.success(request, "The inspection stands at factual accuracy again.")
        return redirect("factual_accuracy", code)
    context = {"inspection": found, "form": form, **_ROOM}
    return page(request, "factual_accuracy/go_on.html", context, status=status_of(form))


@staff()
def comments(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The comments of a round with their answers."""
    found = factual_comments.of_round(code, number, by=request.actor, now=request.now)
    return page(request, "factual_accuracy/comments.html", {"inspection": found, **_ROOM})


@staff("GET", "POST")
def answer(request: StaffRequest, code: str, number: int, comment: int) -> HttpResponse:
    """One comment beside what was frozen and what stands now, to be answered."""
    found = factual_comments.one(code, number, comment, by=request.actor, now=request.now)
    asked = found.comments[0]
    stands = asked.answer
    initial = {"outcome": stands.outcome.value, "answer": stands.words} if stands else {}
    form = AnswerForm(request.POST or None, initial={**initial, "seen": asked.version})

    def act(cleaned: dict[str, str]) -> None:
        factual_comments.answer(
            code,
            number,
            comment,
            outcome=CommentOutcome(cleaned["outcome"]),
            answer=cleaned["answer"],
            seen=cleaned["seen"],
            by=request.actor,
            now=request.now,
        )

    if posted(request, form, act):
        messages.success(
            request, "Saved the answer. The service reads it once you close the round."
        )
        return redirect("facts_comments", code, number)
    # Both are shown, and what is sent next is written on the answer that stands.
    is_meanwhile = form.is_bound and form["seen"].value() != asked.version
    if is_meanwhile:
        form.data = {**form.data.dict(), "seen": asked.version}  # type: ignore[attr-defined]  # of a request, so a QueryDict
    context = {"inspection": found, "asked": asked, "form": form, "is_meanwhile": is_meanwhile}
    return page(
        request, "factual_accuracy/answer.html", {**context, **_ROOM}, status=status_of(form)
    )


@staff("GET", "POST")
def close(request: StaffRequest, code: str, number: int) -> HttpResponse:
    """The round is closed, and the service reads the answers."""
    found = actions.closable(code, number, by=request.actor)
    form = CloseForm(request.POST or None)
    done: list[actions.Told] = []

    def act(cleaned: dict[str, str]) -> None:
        reason = cleaned["reason"]
        done.append(actions.close(code, number, reason=reason, by=request.actor, now=request.now))

    if posted(request, form, act):
        say(request, f"Round {number} is closed: the service can read the answers.", done[0])
        return redirect("factual_accuracy", code)
    context = {"inspection": found, "form": form, **_ROOM}
    return page(request, "factual_accuracy/close.html", context, status=status_of(form))


def say(request: StaffRequest, done: str, told: actions.Told) -> None:
    """Says what was done, and who has yet to be told of it by other ways."""
    if not told.names:
        messages.warning(request, f"{done} Nobody was there to be told: check who holds a role.")
    elif not told.is_mailed:
        messages.warning(request, f"{done} {_NOT_MAILED}")
    else:
        messages.success(request, f"{done} Told by mail: {', '.join(told.names)}.")


_ROOM = {"current": "factual_accuracy"}
