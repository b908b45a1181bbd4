"""docs/reference/settings.md: every variable of the environment that the site reads."""

from collections.abc import Iterator

from corecase.config import environment
from tools.reference.markdown import document, table


def page() -> str:
    """The page."""
    return document(
        "Settings",
        "The site reads these variables of its environment when it starts, and nothing else. There "
        "is no file of settings. A value that cannot be used stops the start with a sentence that "
        "says what to do; [Run the service](../how-to/run-the-service.md) says which values are "
        "refused because they are not safe.",
        table(("Variable", "What it says", "Without it"), rows()),
    )


def rows() -> Iterator[tuple[str, str, str]]:
    """Each variable with its meaning, and the value that stands where it is not given."""
    default = environment.read({})
    for name, meaning in environment.VARIABLES.items():
        value = getattr(default, name.removeprefix("CORECASE_").lower())
        yield f"`{name}`", meaning, _shown(value, name)


def _shown(value: object, name: str) -> str:
    if name == "CORECASE_HOME":
        # Whoever reads the page starts it in another folder.
        return f"`{getattr(value, 'name', '')}` where it is started"
    if isinstance(value, tuple):
        return f"`{','.join(value)}`"
    return f"`{value}`" if value else "nothing"
