"""What the open API answers with: one class for each answer, described for its schema."""

from typing import Annotated

from ninja import Schema
from pydantic import Field


class Fault(Schema):
    """Why a request was not answered, in a sentence."""

    detail: str


class Wrong(Schema):
    """One thing that is wrong with a request: where, what, and of which kind."""

    type: str
    loc: list[str | int]
    msg: str


class WrongRequest(Schema):
    """What is wrong with a request: a sentence, or a list of values that cannot be read."""

    detail: str | list[Wrong]


class Service(Schema):
    """A service of which something is public."""

    id: Annotated[str, Field(description="The service in addresses.")]
    name: str
    region: Annotated[str | None, Field(description="Empty where no source gives it.")]
    nation: Annotated[str | None, Field(description="ENGLAND, WALES or empty.")]
    programmes: list[str]
    n_inspections: int


class Fact(Schema):
    """A published fact, as its source prints it."""

    service: str
    service_id: str
    measure: str
    value: float | None
    most: float | None
    out_of: int | None
    unit: str | None
    said: str | None
    programme: str | None
    region: str | None
    kind_of_inspection: str | None
    inspected: str | None
    published: str | None
    scope: str | None
    scope_understood: str | None
    n_services: int | None
    owner: str | None
    standing: str
    source: str | None
    withheld: Annotated[str | None, Field(description="Why its figures are not given.")]
    cases: Annotated[int | None, Field(description="How many were assessed, where printed.")]


class Page(Schema):
    """Where a list stands: how many there are in all, and from which on these are."""

    total: int
    offset: int
    limit: int


class Services(Page):
    """Services, by name."""

    items: list[Service]


class Facts(Page):
    """Published facts."""

    items: list[Fact]


class Headline(Schema):
    """A headline of a published report; its base is given as a band."""

    id: str
    label: str
    percent: int | None
    base: str
    band: str | None


class File(Schema):
    """A file of a published report."""

    name: str
    sha256: str
    address: str


class Report(Schema):
    """A published report in the version that stands."""

    id: str
    service: str
    programme: str
    region: str | None
    published_on: str
    is_reinspection: bool
    version: int
    address: str
    headlines: list[Headline]
    files: list[File]


class Reports(Page):
    """Published reports, the newest first."""

    items: list[Report]


class Programme(Schema):
    """A programme of which something is public."""

    id: str
    name: str
    n_services: int


class Figure(Schema):
    """One figure of a benchmark with what stands behind it."""

    what: str
    headline: str
    label: str
    service: str | None
    percent: float | None
    band: str | None
    low: float | None
    high: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    n_services: int | None
    n_cases: int | None
    used_as: str | None
    reason: str | None
    inspected: str | None
    published: str | None
    standing: str | None
    source: str | None
    as_at: str


class Said(Schema):
    """A sentence that the figures allow; its chance in words, where it has one."""

    sentence: str
    chance: str | None
    may_be_said: bool


class LeftOut(Schema):
    """What a benchmark could not use, and why."""

    service: str
    reason: str


class Benchmark(Schema):
    """A service among others as at a day, with the sentences that its figures allow."""

    title: str
    figures: list[Figure]
    sentences: list[Said]
    rests_on: list[str]
    left_out: list[LeftOut]
    limits: list[str]
