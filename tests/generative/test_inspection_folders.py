"""An inspection's folder that is written reads back to what was written, whatever it says."""

from collections.abc import Mapping
from datetime import date
from importlib.resources import files as packaged
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corecase.core.cases import Case
from corecase.core.criteria import Recommendation
from corecase.core.drawn_samples import DrawnSample, StratumSize
from corecase.core.figures import Figure
from corecase.core.findings import Evidence, Kept
from corecase.core.inspections import (
    Comparator,
    Comparators,
    GoodPractice,
    Indicator,
    Inspection,
    Person,
    Quotation,
    Reinspection,
    Survey,
    SurveyStatement,
)
from corecase.core.judgements import Answer, Judgement, Judgements
from corecase.exchange import editions, frameworks, kept_findings
from corecase.exchange.inspection_folders import Material, files, unzipped, zipped
from corecase.pipelines.read import FINDINGS, read_folder
from tests import inspection_folder

EDITION = (packaged("corecase") / "data" / "editions" / "standard.yaml").read_text("utf-8")
FRAMEWORK = inspection_folder.FRAMEWORK
WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=30)
SOME = st.just("") | WORDS
FIGURES = st.integers(0, 40).flatmap(
    lambda out_of: st.builds(Figure, count=st.integers(0, out_of), out_of=st.just(out_of))
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PERCENTAGES = st.lists(st.integers(0, 100), min_size=3, max_size=3).map(sorted)
IDS = st.from_regex(r"[a-z][a-z0-9-]{0,9}", fullmatch=True)


def several(values: st.SearchStrategy[object], most: int = 3) -> st.SearchStrategy[object]:
    return st.lists(values, max_size=most).map(tuple)


COMPARATORS = PERCENTAGES.map(
    lambda p: Comparator(headline="safety", lowest=p[0], average=p[1], highest=p[2])
)
STATEMENTS = st.builds(
    SurveyStatement, text=WORDS, figure=st.none() | FIGURES, confirmed=st.booleans()
)
BASES = st.just((None, None)) | st.tuples(st.integers(0, 99), st.integers(1, 99))


@st.composite
def indicators(draw: st.DrawFn) -> Indicator:
    numerator, denominator = draw(BASES)
    return Indicator(
        name=draw(WORDS),
        value=draw(NUMBERS),
        unit=draw(st.sampled_from(("percent", "per 1,000", "per person", "count"))),
        period=draw(WORDS),
        comparator=draw(st.none() | NUMBERS),
        comparator_name=draw(SOME),
        change=draw(SOME),
        caution=draw(SOME),
        previous_value=draw(st.none() | NUMBERS),
        previous_period=draw(SOME),
        numerator=numerator,
        denominator=denominator,
        definition=draw(SOME),
        confirmed=draw(st.booleans()),
    )


RECOMMENDATIONS = st.one_of(
    st.just("plan"),
    st.builds(
        Recommendation,
        id=IDS.filter(lambda name: name != "plan"),
        text=WORDS.filter(str.strip),
        owners=several(WORDS),
        items=st.sampled_from(((), ("T-A1",), ("T-A1", "T-A2"))),
    ),
)
QUOTATIONS = st.builds(
    Quotation,
    id=IDS,
    words=WORDS.filter(str.strip),
    criterion=st.just("T-1.1"),
    checked=st.booleans(),
)
GONE = Case(id="X-9", attributes={"sentence": "custody"})
STRATA = (
    StratumSize(values=("custody",), n_population=2),
    StratumSize(values=("community",), n_population=1),
    StratumSize(values=("",), n_population=9),
)
DRAWN = (
    None,
    DrawnSample(n_population=3),
    DrawnSample(n_population=5, missing=(GONE, Case(id="X-8"))),
    DrawnSample(n_population=12, by=("sentence",), strata=STRATA, missing=(GONE,)),
)
INSPECTIONS = st.builds(
    Inspection,
    service=WORDS,
    year=SOME,
    month=SOME,
    published_on=st.none() | st.dates(min_value=date(2009, 1, 1)),
    fieldwork=SOME,
    inspectorate=SOME,
    chief=SOME,
    synthetic=SOME,
    sample=several(WORDS),
    drawn=st.sampled_from(DRAWN),
    team=several(st.builds(Person, role=WORDS, name=SOME)),
    overall=SOME,
    narrative=several(WORDS),
    comparators=st.none()
    | st.builds(
        Comparators,
        scope=WORDS,
        as_at=WORDS,
        n_services=st.none() | st.integers(1, 200),
        rows=several(COMPARATORS),
    ),
    reinspection=st.none() | st.builds(Reinspection, planned=st.booleans(), reason=SOME, when=SOME),
    surveys=several(
        st.builds(Survey, group=WORDS, returned=st.integers(40, 99), statements=several(STATEMENTS))
    ),
    good_practice=several(
        st.builds(
            GoodPractice,
            section=st.just("T-1"),
            reference=SOME,
            text=SOME,
            pseudonym=SOME,
            read=st.booleans(),
        )
    ),
    evidence=st.lists(
        st.builds(
            Evidence,
            id=IDS,
            criterion=st.just("T-1.1"),
            kind=st.just("area"),
            statement=WORDS,
            source=WORDS,
        ),
        max_size=3,
        unique_by=lambda evidence: evidence.id,
    ).map(tuple),
    commentary=st.dictionaries(st.just("T-1"), WORDS),
    recommendations=st.none()
    | st.lists(
        RECOMMENDATIONS, max_size=3, unique_by=lambda r: r if isinstance(r, str) else r.id
    ).map(tuple),
    quotations=st.lists(QUOTATIONS, max_size=2, unique_by=lambda q: q.id).map(tuple),
    area=several(WORDS),
    organisation=several(WORDS),
    indicators=several(indicators()),
)
KEPT = st.builds(
    Kept,
    id=IDS,
    criterion=st.just("T-1.1"),
    kind=st.sampled_from(("strength", "area")),
    text=WORDS,
    status=st.sampled_from(("accepted", "edited", "dropped")),
    figures=st.dictionaries(st.sampled_from(("T-A1", "T-A2:missed")), FIGURES),
    evidence=SOME,
    note=SOME,
)
CASES = ("X-1", "X-2", "X-3")


@st.composite
def judged(draw: st.DrawFn) -> Judgements:
    found = [
        Judgement(case_id=case, item_id=item, answer=answer, known_but_not_recorded=known)
        for case in CASES
        for item in ("T-A1", "T-A2")
        if (answer := draw(st.none() | st.sampled_from(Answer)))
        for known in (draw(st.booleans()),)
    ]
    return Judgements.of(found, cases=CASES)


MATERIAL = st.builds(
    Material,
    framework_text=st.just(FRAMEWORK),
    edition_text=st.just(EDITION),
    inspection=INSPECTIONS,
    judgements=judged(),
    cases=st.just(
        (
            Case(id="X-1", attributes={"sentence": "custody"}),
            Case(id="X-2", attributes={"sentence": "community", "age": "14"}),
            Case(id="X-3"),
        )
    ),
    kept=st.lists(KEPT, max_size=3).map(tuple),
)


def written(folder: Path, content: Mapping[str, bytes]) -> Path:
    unzipped(zipped(content), folder)
    return folder


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(MATERIAL)
def test_what_is_written_reads_back(material: Material) -> None:
    content = files(material)
    assert files(material) == content
    with TemporaryDirectory() as made:
        folder = read_folder(written(Path(made), content))
        assert folder.inspection == material.inspection
        assert folder.judged.framework == frameworks.from_text(FRAMEWORK)
        assert folder.judged.judgements == material.judgements
        assert folder.judged.judgements.case_ids == material.judgements.case_ids
        assert folder.judged.cases == material.cases
        assert editions.load(folder.edition).id == "standard"
        if material.kept:
            assert kept_findings.read(folder.path / FINDINGS) == material.kept
