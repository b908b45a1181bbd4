"""docs/reference/commands.md: every command, its arguments, options and exit codes."""

from collections.abc import Iterator

import click

from corecase.cli import exits
from corecase.cli.main import cli
from tools.reference.markdown import document, table

ALWAYS = (exits.OK, exits.USAGE, exits.INPUT, exits.INTERNAL)
ALSO = {
    "corecase audit verify": (exits.TAMPERED,),
    "corecase restore": (exits.TAMPERED,),
    "corecase demo": (exits.NOT_REPRODUCED,),
    "corecase sample replay": (exits.NOT_REPRODUCED,),
    "corecase score": (exits.INCOMPLETE,),
    "corecase report": (exits.INCOMPLETE,),
    "corecase suppress": (exits.UNPROTECTED,),
}
"""The codes that only some commands end with."""


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that can be typed, with its full name, in the order of `--help`."""
    yield from _below("corecase", cli)


def page() -> str:
    """The page."""
    return document(
        "Commands",
        "Every command takes `-h` or `--help`. With `--json` a command prints JSON for programs, "
        "and so does an error. `corecase --version` prints the version.",
        *(part for name, command in commands() for part in _command(name, command)),
        "## Exit codes",
        table(("Code", "Meaning"), ((str(code), said) for code, said in exits.MEANINGS.items())),
        "What a person can put right is told in a sentence that says what to do. A file with "
        "faults loads nothing: every fault is listed, with the place where it stands.",
    )


def _below(name: str, group: click.Group) -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group, info_name=name)
    for part in sorted(group.list_commands(context)):
        command = group.get_command(context, part)
        if isinstance(command, click.Group):
            yield from _below(f"{name} {part}", command)
        else:
            yield f"{name} {part}", command


def _command(name: str, command: click.Command) -> Iterator[str]:
    context = click.Context(command, info_name=name)
    yield f"## {name}"
    yield "```text\n" + " ".join((name, *command.collect_usage_pieces(context))) + "\n```"
    yield from _help(command)
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        yield table(("Option", "Takes", "What it does"), map(_option, options))
    codes = sorted((*ALWAYS, *ALSO.get(name, ())))
    yield f"Ends with {', '.join(map(str, codes))}: see [exit codes](#exit-codes)."


def _help(command: click.Command) -> Iterator[str]:
    """The paragraphs of a command's help; one that click keeps as it is becomes a block."""
    for paragraph in (command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield "```text\n" + paragraph.removeprefix("\b\n") + "\n```"
        else:
            yield " ".join(paragraph.split())


def _option(option: click.Option) -> tuple[str, str, str]:
    names = ", ".join(f"`{name}`" for name in option.opts)
    if isinstance(option.type, click.Choice):
        takes = ", ".join(f"`{choice}`" for choice in option.type.choices)
    else:
        takes = "" if option.is_flag else (option.metavar or option.type.name)
    marks = ["required"] if option.required else []
    marks += ["may be repeated"] if option.multiple else []
    marks += [f"default `{option.default}`"] if option.show_default else []
    marks += [f"or the variable `{option.envvar}`"] if option.show_envvar else []
    said = " ".join((option.help or "", f"({'; '.join(marks)})" if marks else ""))
    return names, takes, said.strip()
