"""Editions: fixed words with names to fill."""

import pytest

from corecase.core.editions import Edition
from corecase.core.errors import InputError

EDITION = Edition(
    id="test",
    cover=(),
    texts={
        "lead": "We inspected {service}.",
        "braces": "{{kept}}",
        "unnamed": "We inspected {}.",
        "unclosed": "We inspected {service.",
        "deep": "We inspected {service.name}.",
    },
    glossary={},
)


def test_words_are_filled() -> None:
    assert EDITION.text("lead", service="Anytown") == "We inspected Anytown."
    assert EDITION.text("braces") == "{kept}"


def test_a_text_that_is_missing_is_named() -> None:
    with pytest.raises(InputError, match="Edition test has no text 'tail'; add it to its file"):
        EDITION.text("tail")


def test_a_name_that_nothing_fills_is_named() -> None:
    with pytest.raises(InputError, match="Text 'lead' of edition test asks for 'service'"):
        EDITION.text("lead")


@pytest.mark.parametrize("key", ["unnamed", "unclosed", "deep"])
def test_braces_that_hold_no_name_are_a_sentence(key: str) -> None:
    with pytest.raises(InputError, match=f"Text '{key}' of edition test has braces"):
        EDITION.text(key, service="Anytown")
