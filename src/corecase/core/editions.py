"""Editions: the fixed words of a programme's report, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from corecase.core.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The headings, fixed paragraphs and glossary of one programme's report.

    `cover` holds lines with their language ("cy", "en-GB"). Texts carry `{names}` that the
    builder fills.
    """

    id: str
    cover: tuple[tuple[str, str], ...]
    texts: Mapping[str, str]
    glossary: Mapping[str, str]

    def text(self, key: str, /, **values: str) -> str:
        """The fixed words under a key, filled. Raises InputError naming what is missing."""
        if key not in self.texts:
            raise InputError(f"Edition {self.id} has no text {key!r}; add it to its file.")
        try:
            return self.texts[key].format(**values)
        except KeyError as missing:
            raise InputError(
                f"Text {key!r} of edition {self.id} asks for {missing}, which is not known there."
            ) from None
        except (ValueError, IndexError, AttributeError):
            raise InputError(
                f"Text {key!r} of edition {self.id} has braces that hold no name; write a name "
                "such as {service} in them, or double them to print them."
            ) from None
