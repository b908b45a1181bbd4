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
