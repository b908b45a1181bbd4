"""ISBN-13: the number of a published report."""

from corecase.core.errors import InputError


def check_isbn(text: str) -> str:
    """The ISBN as given, once its thirteen digits and its check digit are right.

    Digits weigh 1 and 3 in turn and add up to a multiple of ten (ISO 2108). Raises
    InputError with what is wrong.
    """
    digits = text.replace("-", "").replace(" ", "")
    if len(digits) != 13 or not (digits.isascii() and digits.isdigit()):
        raise InputError(f"ISBN {text!r} needs thirteen digits; copy it again from the form.")
    body, given = digits[:12], int(digits[12])
    expected = -sum(int(d) * (3 if place % 2 else 1) for place, d in enumerate(body)) % 10
    if given != expected:
        raise InputError(
            f"ISBN {text!r} ends in {given} where its check digit is {expected}; a digit is wrong."
        )
    return text
