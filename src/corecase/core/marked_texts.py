"""Marked text: `[[key|words]]` ties the words that say a figure to it, or a quotation to its note.

So text and data cannot drift apart unseen. A key of a quotation is `quote:` and its id.
"""

import re
from collections.abc import Iterable, Mapping

from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.quotations import Quotation
from corecase.core.sentences import Number, Piece, Quoted

QUOTE = "quote:"
_MARK = re.compile(r"\[\[([^|\[\]]+)\|([^\[\]]+)\]\]")
# Brackets that are left over, with the words beside them by which they are found.
_STRAY = re.compile(r".{0,20}(?:\[\[|\]\]).{0,20}")


def parse_marked(
    text: str, book: Mapping[str, Figure], quotations: Iterable[Quotation] = ()
) -> tuple[Piece, ...]:
    """Marked text into pieces, each number with its figure of today.

    Raises InputError naming a key that no figure and no quotation has, words that do not stand
    in their quotation, or brackets that tie no words.
    """
    by_key = {QUOTE + quotation.id: quotation for quotation in quotations}
    pieces: list[Piece] = []
    end = 0
    for match in _MARK.finditer(text):
        key, said = match.groups()
        pieces.append(text[end : match.start()])
        if key in book or not key.startswith(QUOTE):
            pieces.append(_number(key, said, book))
        else:
            pieces.append(_quoted(key, said, by_key))
        end = match.end()
    pieces.append(text[end:])
    for stray in (found for p in pieces if isinstance(p, str) for found in _STRAY.findall(p)):
        raise InputError(
            f"“{stray}” has brackets that tie no words; write [[KEY|words]].", field="text"
        )
    return tuple(p for p in pieces if p)


def as_marked(pieces: Iterable[Piece]) -> str:
    """Pieces as marked text for a person to edit."""
    return "".join(p if isinstance(p, str) else f"[[{p.key}|{p.text}]]" for p in pieces)


def printed(pieces: Iterable[Piece]) -> str:
    """The words alone, quotations in their marks."""
    return "".join(
        p if isinstance(p, str) else p.printed if isinstance(p, Quoted) else p.text for p in pieces
    )


def unchecked(pieces: Iterable[Piece]) -> tuple[str, ...]:
    """The keys of the quotations that no second person has checked."""
    return tuple(p.key for p in pieces if isinstance(p, Quoted) and not p.checked)


def _number(key: str, said: str, book: Mapping[str, Figure]) -> Number:
    if key not in book:
        raise InputError(
            f"The text says {said!r} for {key!r}, which is no figure of this inspection; "
            "use the identifier of an item."
        )
    return Number(text=said, key=key, figure=book[key])


def _quoted(key: str, said: str, by_key: Mapping[str, Quotation]) -> Quoted:
    if key not in by_key:
        raise InputError(
            f"The text quotes {said!r} from {key!r}, which is no quotation of this inspection; "
            "take one from a note first."
        )
    if not by_key[key].holds(said):
        raise InputError(
            f"The words {said!r} do not stand in {key} as they are; quote them word for word."
        )
    return Quoted(text=said, key=key, checked=by_key[key].checked)
