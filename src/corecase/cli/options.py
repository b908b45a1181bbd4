"""Options that several commands share, and options that a command receives as one object."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

Command = Callable[..., Any]
Option = Callable[[Command], Command]

level_option = click.option(
    "--level",
    type=click.Choice(("0.80", "0.90", "0.95")),
    default="0.95",
    show_default=True,
    help="The level of the intervals.",
)


def framework_option(*, use: str = "") -> Option:
    """`--framework`, where `cci-2009` does without it; `use` says what for."""
    return click.option(
        "--framework",
        "-f",
        default="cci-2009",
        show_default=True,
        help=f"A shipped name or a framework file{use and f', {use}'}.",
    )


def seed_option(words: str, *, default: int = 1) -> Option:
    """`--seed`; `words` say what another seed does."""
    return click.option(
        "--seed", type=click.IntRange(min=0), default=default, show_default=True, help=words
    )


def gathered(name: str, make: Callable[..., object], *options: Option) -> Option:
    """Options of which a command receives, as its argument `name`, what `make` makes of them.

    `make` takes each by its own name. Their order is that of `--help`.
    """

    def gather(command: Command) -> Command:
        @wraps(command)
        def run(**given: Any) -> Any:
            own = {option: given.pop(option) for option in names}
            return command(**given, **{name: make(**own)})

        taking: Command = run
        for option in reversed(options):
            taking = option(taking)
        return taking

    names = _names(options)
    return gather


def _names(options: tuple[Option, ...]) -> list[str]:
    """The names under which options reach a command."""

    @click.command()
    def nothing() -> None:
        """Takes each option once, to tell its name."""

    for option in options:
        option(nothing)
    return [str(one.name) for one in nothing.params]
