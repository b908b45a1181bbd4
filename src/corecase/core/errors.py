"""What can go wrong, by who can put it right."""

from dataclasses import dataclass
from typing import Self


class CorecaseError(Exception):
    """Anything Corecase raises on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in something a person supplied.

    `where` is a place a person can find: a row and column, or a path in a framework file.
    """

    where: str
    value: str = ""
    reason: str

    def __str__(self) -> str:
        shown = f" {self.value!r}" if self.value else ""
        return f"{self.where}:{shown} {self.reason}"


class InputError(CorecaseError):
    """A person can put this right: the message is a sentence that says what to do.

    `problems` are the places that it speaks of, where there are several; `field` is the one
    value that it is about, by its name in the action, so that a form can say it beside it.
    """

    def __init__(
        self, message: str, problems: tuple[Problem, ...] = (), *, field: str = ""
    ) -> None:
        super().__init__(message)
        self.problems = problems
        self.field = field


class ManyProblems(InputError):
    """Every problem found in one input, reported together, with a note where one helps."""

    def __init__(self, source: str, problems: tuple[Problem, ...], note: str = "") -> None:
        self.source = source
        noun = "problem" if len(problems) == 1 else "problems"
        super().__init__(
            f"{source} has {len(problems)} {noun}; nothing was loaded. "
            "Correct each one listed and try again." + (f" {note}" if note else ""),
            problems,
        )

    @classmethod
    def unless_empty(cls, source: str, problems: list[Problem], note: str = "") -> Self | None:
        """An error that carries the problems, or None when there are none."""
        return cls(source, tuple(problems), note) if problems else None


class IncompleteError(InputError):
    """A case assessment or a report that cannot be finalised yet."""
