"""What a blank field asks for is a sentence, whatever its label begins with."""

import pytest
from django import forms

from corecase.web.forms import Words, name_what_is_missing


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Title", "Enter the title."),
        ("Whole name", "Enter the whole name."),
        ("Your comment", "Enter your comment."),
        ("Where it was seen", "Enter where it was seen."),
        ("Which records were read", "Enter which records were read."),
        ("When, if planned", "Enter when, if planned."),
        ("Why", "Enter why."),
        ("What was done?", "Enter what was done."),
        ("A reason", "Enter a reason."),
        ("An answer", "Enter an answer."),
        ("The reason", "Enter the reason."),
        ("", "Enter words here."),
    ],
)
def test_a_blank_field_asks_in_a_sentence(label: str, said: str) -> None:
    assert Words(label=label).error_messages["required"] == said


def test_fields_without_words_of_their_own_ask_in_the_same_way() -> None:
    form = forms.Form()
    form.fields["n"] = forms.IntegerField(label="Your number")
    name_what_is_missing(form)
    assert form.fields["n"].error_messages["required"] == "Enter your number."


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ({}, "Enter a whole number for “Target”."),
        ({"min_value": 1}, "Enter a whole number of 1 or more for “Target”."),
        ({"max_value": 9}, "Enter a whole number of at most 9 for “Target”."),
        ({"min_value": 1, "max_value": 9}, "Enter a whole number from 1 to 9 for “Target”."),
    ],
)
def test_a_number_that_does_not_fit_is_named_with_what_would(
    bounds: dict[str, int], said: str
) -> None:
    low, high = ["0"] * ("min_value" in bounds), ["10"] * ("max_value" in bounds)
    for typed in ("x", *low, *high):
        assert refusal(forms.IntegerField(label="Target", **bounds), typed) == [said]


def test_words_that_a_number_has_of_its_own_stay() -> None:
    own = {"invalid": "Own.", "min_value": "Own."}
    for typed in ("x", "0"):
        assert refusal(forms.IntegerField(min_value=1, error_messages=own), typed) == ["Own."]


def refusal(field: forms.Field, typed: str) -> list[str]:
    form = forms.Form({"n": typed})
    form.fields["n"] = field
    name_what_is_missing(form)
    return form.errors["n"]
