"""What no committed file says: a path of somebody's machine, an address of a registry."""

import re

import pytest

from tests.architecture.tree import committed, shown, text_of

# Written in pieces, so that this file does not find itself.
MACHINE_PATHS = re.compile(r"(?<![\w.])/" + r"(?:home|Users|root|work)/")
REGISTRIES = re.compile("py" + "pi.org|npm" + "js.|python" + r"hosted|registry\.\w+\.\w")
TEXTS = {shown(path): text for path in committed() if (text := text_of(path)) is not None}


def test_the_texts_are_there_to_be_read() -> None:
    assert {"pyproject.toml", "requirements/runtime.txt", "src/corecase/__init__.py"} <= set(TEXTS)


@pytest.mark.parametrize("unwanted", [MACHINE_PATHS, REGISTRIES], ids=["path", "registry"])
def test_no_text_leads_out_of_the_project(unwanted: re.Pattern[str]) -> None:
    found = {name: match[0] for name, text in TEXTS.items() if (match := unwanted.search(text))}
    assert not found


def test_text_ends_with_one_line_end_and_holds_no_tabs_in_python() -> None:
    untidy = [
        name
        for name, text in TEXTS.items()
        if text and name.endswith((".py", ".md", ".toml", ".sh", ".yaml"))
        if not text.endswith("\n")
        or text.endswith("\n\n")
        or "\r" in text
        or (name.endswith(".py") and "\t" in text)
    ]
    assert not untidy


def test_a_share_is_printed_in_one_way() -> None:
    # Python rounds halves to even and prints 399 of 400 as 100%; core.figures.printed_share does
    # neither.
    own = [name for name, text in TEXTS.items() if name.startswith("src/") and ":.0" + "%" in text]
    assert not own
