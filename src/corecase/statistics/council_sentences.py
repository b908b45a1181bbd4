"""Which council sentences the figures allow: one rule for each claim, and one door to them."""

from collections.abc import Sequence

from corecase.core.claims import SAID_FROM, Allowed, Claim, all_at_once
from corecase.core.council_sentences import Subject, by_chance, not_computed
from corecase.core.errors import InputError
from corecase.statistics.claim_rules import RULES, higher
from corecase.statistics.multiplicity import Flag, flags
from corecase.statistics.standing_among import Comparing


def allowed(comparing: Comparing, claim: Claim, headline: str = "", *, other: str = "") -> Allowed:
    """The sentence that the figures allow where a council would make this claim.

    `headline` is empty for all headlines at once, which the claims to be best overall and in
    the top quartile can be made of. `other` is the service that HIGHER compares with. Raises
    InputError for a service of which the record tells nothing, an unknown headline, or a claim
    that lacks its headline or its other service.
    """
    if comparing.service not in comparing.record.services():
        raise InputError(
            f"Nothing is told of {comparing.service} by {comparing.as_at}; check the name or "
            "choose a later as-at date."
        )
    if not headline:
        return _of_all(comparing, claim)
    if headline not in comparing.headlines:
        raise InputError(
            f"There is no headline {headline!r}; use one of {', '.join(comparing.headlines)}."
        )
    if claim is Claim.HIGHER:
        if other in ("", comparing.service):
            raise InputError("To be higher needs another service to compare with; name it.")
        return higher(comparing, headline, other)
    if claim is Claim.BEST_OVERALL:
        raise InputError("The best overall is a claim about all headlines; name none.")
    return RULES[claim](comparing, headline)


def _of_all(comparing: Comparing, claim: Claim) -> Allowed:
    """A claim about every headline at once, because there is no overall score."""
    if claim not in (Claim.BEST_OVERALL, Claim.TOP_QUARTILE):
        raise InputError(f'The claim "{claim.words}" is about one headline; name it.')
    part = Claim.BEST_PERFORMING if claim is Claim.BEST_OVERALL else claim
    parts = [RULES[part](comparing, headline) for headline in comparing.headlines]
    subject = Subject(service=comparing.service)
    missing = tuple(dict.fromkeys(reason for one in parts for reason in one.missing))
    if missing:
        return not_computed(claim, subject, parts[0].standpoint, missing)
    chance = all_at_once(one.chance for one in parts if one.chance is not None)
    told = dict.fromkeys(said for one in parts for said in one.assumptions)
    together = "how the headlines of one service move together is not printed, so the chance of "
    return by_chance(
        claim,
        subject,
        parts[0].standpoint,
        chance,
        (*told, f"{together}all at once is only known within bounds"),
    )


def among_all(sentences: Sequence[Allowed]) -> tuple[tuple[Allowed, Flag | None], ...]:
    """Each sentence with its flag among all that were asked for at once; None without a chance.

    1 less the chance that decides is the p value.
    """
    p_values = {str(at): 1 - one.chance.low for at, one in enumerate(sentences) if one.chance}
    found = flags(p_values, p_values, level=SAID_FROM) if p_values else ()
    by_place = {flag.name: flag for flag in found}
    return tuple((one, by_place.get(str(at))) for at, one in enumerate(sentences))
