"""Invented caseloads with the attributes that inspectors balance a sample on."""

from datetime import date
from random import Random

from corecase.core.cases import Case
from corecase.core.draws import seed_string
from corecase.core.frames import Frame

LEVELS = {
    "sentence": ("COMMUNITY",) * 14 + ("CUSTODY",) * 6,
    "sex": ("MALE",) * 16 + ("FEMALE",) * 4,
    "ethnicity_group": ("WHITE",) * 15 + ("BLACK",) * 3 + ("ASIAN", "MIXED"),
    "looked_after": ("NO",) * 17 + ("YES",) * 3,
    "rosh_level": ("LOW",) * 8 + ("MEDIUM",) * 8 + ("HIGH",) * 3 + ("VERY_HIGH",),
    "team": ("North",) * 9 + ("South",) * 7 + ("East",) * 4,
}
"""Each attribute with twenty invented cases' worth of its levels, most important first."""
ATTRIBUTES = tuple(LEVELS)


def caseload(n: int, *, chance: int = 2010) -> Frame:
    """A frame of `n` invented cases, the same for the same number and seed."""
    rng = Random(chance)
    return Frame.of(
        (
            Case(
                id=f"SYN-{place:06}",
                attributes={name: rng.choice(levels) for name, levels in LEVELS.items()},
            )
            for place in range(n)
        ),
        ATTRIBUTES,
    )


def seed_for(frame: Frame, word: str = "amber") -> str:
    """A seed that names the frame; another word gives another draw."""
    return seed_string(
        drawn_on=date(2010, 1, 14),
        service="Invented",
        programme="CCI",
        frame_sha256=frame.sha256,
        nonce_inspectorate=word,
        nonce_service="larch",
    )
