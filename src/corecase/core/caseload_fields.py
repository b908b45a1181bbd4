"""What a caseload may say of a case: the fields, their accepted codes and how people write them.

The lists of codes are our own and unverified; a service maps its own spellings to them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal

from corecase.core.frames import CASE_ID

Kind = Literal["IDENTIFIER", "DATE", "AGE", "CODE", "TEXT"]

YOUNGEST, OLDEST = 8, 25
"""Ages in whole years that a caseload may hold; outside them a cell is questioned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadField:
    """One field: its stored name, the words people read, its headings and its codes.

    `spellings` gives the code of each spelling, in lower case; only fields of kind CODE have
    them, and accept nothing else.
    """

    name: str
    words: str
    kind: Kind
    headings: tuple[str, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[str, str] = field(default_factory=dict)

    def code(self, written: str) -> str | None:
        """The code of a spelling; None for one that is not known."""
        return self.spellings.get(spelt(written))


def spelt(written: str) -> str:
    """A spelling as it is compared: lower case, with single spaces for `-`, `_` and `/`."""
    plain = "".join(" " if mark in "-_/" else mark for mark in written.casefold())
    return " ".join(plain.split()).rstrip(".")


def _coded(name: str, words: str, headings: str, **codes: str) -> CaseloadField:
    """A field with codes; each is given its words and then other spellings, after commas."""
    spellings: dict[str, str] = {}
    for code, ways in codes.items():
        for way in (code, *ways.split(",")):
            spellings[spelt(way)] = code
    return CaseloadField(
        name=name,
        words=words,
        kind="CODE",
        headings=tuple(headings.split(",")),
        codes={code: ways.split(",")[0] for code, ways in codes.items()},
        spellings=spellings,
    )


def _plain(name: str, words: str, kind: Kind, headings: str) -> CaseloadField:
    return CaseloadField(name=name, words=words, kind=kind, headings=tuple(headings.split(",")))


_RISKS = {
    "LOW": "low,l",
    "MEDIUM": "medium,m,med",
    "HIGH": "high,h",
    "VERY_HIGH": "very high,vh,v high",
}

FIELDS: Final[tuple[CaseloadField, ...]] = (
    _plain(
        CASE_ID,
        "case reference",
        "IDENTIFIER",
        "case id,case,caseid,case number,case no,case ref,case reference,reference,id",
    ),
    _plain(
        "order_started_on",
        "day the order started",
        "DATE",
        "order started on,order start,order start date,start date,started on,start of order,"
        "date order started,intervention start date",
    ),
    _coded(
        "sentence",
        "custody or community",
        "sentence,custody or community,custody community,custody/community,sentence type",
        CUSTODY="custody,custodial,in custody,yes custody",
        COMMUNITY="community,in the community",
    ),
    _coded(
        "order_type",
        "type of order",
        "order type,type of order,order,disposal,disposal type",
        REFERRAL_ORDER="referral order,ro",
        REPARATION_ORDER="reparation order",
        YOUTH_REHABILITATION_ORDER="youth rehabilitation order,yro",
        YOUTH_REHABILITATION_ORDER_INTENSIVE=(
            "youth rehabilitation order with intensive supervision,yro iss,yro with iss,issp"
        ),
        OTHER_COMMUNITY_ORDER="other community order",
        DETENTION_AND_TRAINING_ORDER="detention and training order,dto",
        OTHER_CUSTODIAL_SENTENCE="other custodial sentence",
        OUT_OF_COURT_DISPOSAL="out-of-court disposal,oocd",
    ),
    _coded(
        "sex",
        "sex",
        "sex,gender",
        FEMALE="female,f,girl",
        MALE="male,m,boy",
        OTHER="other",
    ),
    _coded(
        "ethnicity_group",
        "ethnic group",
        "ethnicity group,ethnicity,ethnic group,ethnic origin",
        ASIAN="Asian,asian or asian british,asian british",
        BLACK="Black,black or black british,black british",
        MIXED="mixed,mixed or multiple,multiple,dual heritage",
        WHITE="White,white british,white irish,white other",
        OTHER="other,other ethnic group,chinese or other",
    ),
    _plain("age_at_start", "age in years at the start", "AGE", "age at start,age,age in years"),
    _coded(
        "looked_after",
        "looked-after",
        "looked after,looked-after child,lac,child looked after,in care",
        YES="yes,y,true,1",
        NO="no,n,false,0",
    ),
    _coded(
        "rosh_level",
        "Risk of Serious Harm",
        "rosh level,rosh,risk of serious harm,risk of serious harm level,risk level",
        **_RISKS,
    ),
    _coded(
        "vulnerability_level",
        "vulnerability",
        "vulnerability level,vulnerability,safety level,safety and wellbeing",
        **_RISKS,
    ),
    _plain(
        "case_manager",
        "case manager's code",
        "TEXT",
        "case manager,case manager code,case manager's code,worker,worker code,officer code",
    ),
    _plain("team", "team", "TEXT", "team,team name"),
    _plain("office", "office", "TEXT", "office,office name"),
)
FIELD: Final[Mapping[str, CaseloadField]] = MappingProxyType({one.name: one for one in FIELDS})
FRAME_COLUMNS: Final = tuple(one.name for one in FIELDS if one.name != CASE_ID)
"""The fixed columns of a frame after the identifier, in their order."""

STRATA: Final = tuple(one.name for one in FIELDS if one.kind in ("CODE", "TEXT"))
"""Fields by which cases may be grouped for a draw or a comparison."""


def level_words(name: str, value: str) -> str:
    """What a stored value of a field is in words: `"referral order"`; "" is `"not known"`."""
    return FIELD[name].codes.get(value, value) or "not known"
