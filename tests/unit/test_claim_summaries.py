"""A comparison in short: nothing said twice, and nothing left out."""

from datetime import date

from corecase.core.claim_summaries import CASES_NOT_PRINTED, shared_reasons, summary, together
from corecase.core.claims import Allowed, Claim, Standpoint, Verdict
from corecase.core.council_sentences import Subject, not_computed

LABELS = {"a": "Safeguarding", "b": "Risk of Harm", "c": "Reoffending"}
POINT = Standpoint(as_at=date(2012, 6, 19), group="the London services", n_services=None)
BROOK, CROFT = (CASES_NOT_PRINTED.format(name) for name in ("Brook", "Croft"))
MANY = "how many London services there are is not told"


def lacking(headline: str, *missing: str, claim: Claim = Claim.HIGHEST_IN_THE_REGION) -> Allowed:
    subject = Subject(service="Anytown", headline=headline, label=LABELS.get(headline, ""))
    return not_computed(claim, subject, POINT, missing)


def said(headline: str) -> Allowed:
    return Allowed(
        claim=Claim.ABOVE_AVERAGE,
        service="Anytown",
        headline=headline,
        verdict=Verdict.SAID,
        sentence=f"The {LABELS[headline]} score of Anytown is above.",
        standpoint=POINT,
    )


def test_what_all_lack_is_said_once_and_what_one_lacks_beside_it() -> None:
    found = summary(
        [
            *(said(name) for name in LABELS),
            lacking("a", BROOK, CROFT, MANY),
            lacking("b", BROOK, CROFT, MANY),
            lacking("c", BROOK, CROFT, MANY, "sources differ on Dale"),
        ],
        LABELS,
    )
    assert found.said == ("In each headline: the score of Anytown is above.",)
    (one,) = found.open
    assert one.sentence == (
        "In each headline: whether the score of Anytown is the highest cannot be computed (of the "
        "London services, as at 19 June 2012; number of services not printed)."
    )
    assert one.missing == ("Reoffending: sources differ on Dale",)
    assert found.missing == ("the numbers of cases of Brook and Croft are not printed", MANY)


def test_claims_of_some_headlines_name_them_and_one_alone_is_as_it_was() -> None:
    both = [lacking("a", BROOK), lacking("c", BROOK)]
    alone = lacking("", CROFT, MANY, claim=Claim.BEST_OVERALL)
    found = summary([*both, alone], LABELS)
    assert found.missing == ()
    two, one = found.open
    assert two.sentence.startswith("In Safeguarding and Reoffending: whether the score of Anytown")
    assert two.missing == (BROOK,)
    assert one.sentence.startswith("Whether Anytown, taking all headlines together, is the best")
    assert one.sentence.count("cannot be computed (of the London services") == 1
    assert one.missing == (CROFT, MANY)


def test_nothing_lacks_where_everything_is_said() -> None:
    assert summary([said("a")], LABELS).open == ()
    assert summary([], LABELS).missing == ()
    assert shared_reasons([["x", "y", "x"], ["y", "x"], ["x"]]) == ("x",)


def test_what_is_told_elsewhere_is_not_said_again() -> None:
    found = summary([lacking("a", BROOK, MANY), lacking("b", BROOK)], LABELS, [BROOK])
    assert found.missing == ()
    assert [one.missing for one in found.open] == [("Safeguarding: " + MANY,)]


def test_services_without_cases_are_named_together() -> None:
    assert together([BROOK]) == (BROOK,)
    dale = CASES_NOT_PRINTED.format("Dale")
    assert together([MANY, BROOK, CROFT, BROOK, dale]) == (
        MANY,
        "the numbers of cases of Brook, Croft and Dale are not printed",
    )
