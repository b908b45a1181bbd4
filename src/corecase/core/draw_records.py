"""The record of a draw as it is kept: plain values, one form of bytes, a hash, a chain."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from corecase.core.draw_terms import Audits, Balance, Former
from corecase.core.draws import Draw, Stratum
from corecase.core.errors import InputError

FORM: Final = "corecase-draw-1"
WIDER_FORM: Final = "corecase-draw-2"
"""The form with two more fields, for draws that need them: the records of others stay as they
were, byte for byte, and a version that knows only the first form says that it cannot read it."""

AUDIT_FORM: Final = "corecase-draw-3"
"""The form of a quarterly audit, with the earlier audits that it passes over."""


def draw_sha256(drawn: Draw) -> str:
    """The hash of a draw: SHA-256 of the bytes of its record without the hash itself."""
    return sha256(_canonical(_body(drawn))).hexdigest()


def to_record(drawn: Draw) -> dict[str, Any]:
    """The draw as plain values that JSON can hold, its own hash among them."""
    return {**_body(drawn), "sha256": draw_sha256(drawn)}


def to_bytes(drawn: Draw) -> bytes:
    """The record as a file: the same draw always gives the same bytes."""
    return _canonical(to_record(drawn)) + b"\n"


def from_record(record: Mapping[str, Any]) -> Draw:
    """The draw in a record.

    Raises InputError where it is no record of a draw, or was changed after it was written.
    """
    if record.get("form") not in (FORM, WIDER_FORM, AUDIT_FORM):
        raise InputError(
            "This is not the record of a draw that can be read; choose the file draw.json, or use "
            "the version of Corecase that wrote it."
        )
    try:
        drawn = Draw(
            frame_sha256=record["frame_sha256"],
            seed=record["seed"],
            software=record["software"],
            n=record["n"],
            strata=tuple(record["strata"]),
            minimum=record["minimum"],
            groups=tuple(
                Stratum(
                    values=tuple(group["values"]),
                    n_drawn=group["n_drawn"],
                    cases=tuple(group["cases"]),
                )
                for group in record["groups"]
            ),
            previous_sha256=record["previous_sha256"],
            method=record["method"],
            balance=_balance(record.get("balance")),
            former=_former(record.get("former")),
            audits=_audits(record.get("audits")),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(
            "The record of this draw is incomplete; take an unchanged copy."
        ) from error
    if record != to_record(drawn):
        raise InputError("The record of this draw was changed after the draw; take another copy.")
    return drawn


def broken_links(draws: Iterable[Draw]) -> tuple[int, ...]:
    """The places (from 1) of draws that do not name the one before them; empty when all do."""
    broken, before = [], ""
    for place, drawn in enumerate(draws, start=1):
        if drawn.previous_sha256 != before:
            broken.append(place)
        before = draw_sha256(drawn)
    return tuple(broken)


def _balance(record: Mapping[str, Any] | None) -> Balance | None:
    if record is None:
        return None
    return Balance(
        attributes=tuple(record["attributes"]), columns=tuple(map(tuple, record["columns"]))
    )


def _former(record: Mapping[str, Any] | None) -> Former | None:
    if record is None:
        return None
    return Former(sha256=record["sha256"], seed=record["seed"], examined=tuple(record["examined"]))


def _audits(record: Mapping[str, Any] | None) -> Audits | None:
    if record is None:
        return None
    audited = tuple((case_id, quarter) for case_id, quarter in record["audited"])
    return Audits(quarter=record["quarter"], audited=audited)


def _body(drawn: Draw) -> dict[str, Any]:
    plain = _plain(drawn)
    if drawn.audits is not None:
        audited = [list(pair) for pair in drawn.audits.audited]
        audits = {"quarter": drawn.audits.quarter, "audited": audited}
        return {"form": AUDIT_FORM, **plain, "audits": audits}
    if drawn.balance is None and drawn.former is None:
        return {"form": FORM, **plain}
    return {
        "form": WIDER_FORM,
        **plain,
        "balance": drawn.balance
        and {
            "attributes": list(drawn.balance.attributes),
            "columns": [list(column) for column in drawn.balance.columns],
        },
        "former": drawn.former
        and {
            "sha256": drawn.former.sha256,
            "seed": drawn.former.seed,
            "examined": list(drawn.former.examined),
        },
    }


def _plain(drawn: Draw) -> dict[str, Any]:
    return {
        "method": drawn.method,
        "frame_sha256": drawn.frame_sha256,
        "seed": drawn.seed,
        "software": drawn.software,
        "n": drawn.n,
        "strata": list(drawn.strata),
        "minimum": drawn.minimum,
        "groups": [
            {"values": list(group.values), "n_drawn": group.n_drawn, "cases": list(group.cases)}
            for group in drawn.groups
        ],
        "previous_sha256": drawn.previous_sha256,
    }


def _canonical(values: Mapping[str, Any]) -> bytes:
    """JSON with sorted keys, no space and plain UTF-8."""
    return json.dumps(
        values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()
