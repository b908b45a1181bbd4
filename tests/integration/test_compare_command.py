"""`corecase compare` as typed: what it prints, its JSON, and what it refuses."""

from pathlib import Path

import pytest

import corecase
from corecase.cli import exits
from tests.terminal import Terminal

FACTS = Path(corecase.__file__).parent / "data" / "reference" / "cci-published" / "facts.csv"
ESSEX = ("compare", FACTS, "--service", "Essex", "--as-at", "2012-06-19")
SEFTON = ("compare", FACTS, "--service", "Sefton", "--as-at", "2011-02-08")


def flat(text: str) -> str:
    """The words without the lines that a terminal breaks them into."""
    return " ".join(text.split())


def test_a_comparison_prints_intervals_scopes_sentences_and_limits(terminal: Terminal) -> None:
    ran = terminal.run(*ESSEX, "--with", "Kent, Hertfordshire", "--assume-cases", "Kent=85")
    assert ran.code == exits.OK
    said = flat(ran.out)
    assert "Essex beside Kent and Hertfordshire, as at 19 June 2012" in said
    assert "Essex less Kent: 14 points higher (95% interval: 5 to 22 points higher)." in said
    assert "Essex less Hertfordshire" not in said
    assert 'of "the England average"; understood as "Wales and the English regions' in said
    assert "number of services not printed" in said
    assert "is higher than that of Kent by more than sampling explains" in said
    assert "the number of cases of Hertfordshire is not printed" in said
    assert "- Kent: 85 cases, assumed" in said
    assert "spread between assessors as it is assumed (0.25 on the logit, 4 for each" in said
    assert "No service is put in order here" in said
    assert "[1] Essex County Council, Cabinet paper FP/806/03/12, 19 June 2012" in said


def test_teams_may_be_taken_as_alike_or_smaller(terminal: Terminal) -> None:
    kent = (*ESSEX, "--with", "Kent", "--assume-cases", "Kent=85", "--headline", "safeguarding")
    alike = flat(terminal.run(*kent, "--severity", "0").out)
    assert "Essex less Kent: 14 points higher (95% interval: 8 to 20 points higher)." in alike
    assert "The intervals hold sampling error only" in alike
    assert "each team" not in alike
    two = flat(terminal.run(*kent, "--assessors", "2").out)
    assert "- each team: 2 assessors with equal shares" in two
    assert "14 points higher (95% interval: 3 to 24 points higher)" in two


def test_before_and_after_are_shown_with_what_was_to_be_expected(terminal: Terminal) -> None:
    ran = terminal.run(*SEFTON, "--assume-cases", "38", "--claim", "improved")
    said = flat(ran.out)
    assert "Now less before: 37 points higher (95% interval: 26 to 47 points higher)." in said
    assert "Had nothing changed, about 41 to 44% was to be expected, not the first score." in said
    assert (
        "Printed SUBSTANTIAL or DRASTIC: seven of the eight criteria, inspected June 2009" in said
    )
    assert "The Safeguarding work of Sefton improved" in said
    one = terminal.run(*SEFTON, "--assume-cases", "38", "--claim", "improved", "--spread", "10")
    assert "Had nothing changed, about 42% was to be expected" in flat(one.out)


def test_without_claims_those_with_figures_are_weighed(terminal: Terminal) -> None:
    ran = terminal.run(*SEFTON, "--assume-cases", "38", "--json")
    claims = [row["claim"] for row in ran.data["sentences"]]
    assert claims == ["ABOVE_AVERAGE"] * 3 + ["IMPROVED"] * 3
    scoped = terminal.run(*SEFTON, "--assume-cases", "38", "--scope", "programme", "--json")
    claims = [row["claim"] for row in scoped.data["sentences"]]
    assert claims[6:] == ["BEST_PERFORMING"] * 3 + ["BEST_OVERALL"]


def test_json_holds_intervals_scopes_chances_and_what_is_missing(terminal: Terminal) -> None:
    ran = terminal.run(*ESSEX, "--with", "Kent", "--headline", "safeguarding", "--json")
    assert ran.data["as_at"] == "2012-06-19"
    assert ran.data["n_comparisons"] == 1
    (headline,) = ran.data["headlines"]
    assert headline["interval"] == "67% to 78%"
    assert headline["beside"][0]["difference"] is None
    assert headline["to_date"][0]["n_services"] is None
    assert headline["to_date"][0]["scope_printed"] == "the England average"
    higher, average = ran.data["sentences"]
    assert higher["verdict"] == "CANNOT_BE_COMPUTED"
    assert higher["missing"] == ["the number of cases of Kent is not printed"]
    assert average["verdict"] == "SAID"
    assert average["chance"][0] > 0.9


def test_json_tells_a_difference_and_an_earlier_inspection(terminal: Terminal) -> None:
    ran = terminal.run(*SEFTON, "--assume-cases", "38", "--claim", "improved", "--json")
    before = ran.data["headlines"][0]["before"]
    assert before["difference"]["points"] == pytest.approx(37)
    assert before["difference"]["low"] == pytest.approx(25.7, abs=0.1)
    assert ran.data["counts"][0]["sufficient"] == 7


def test_sources_that_differ_are_both_printed(terminal: Terminal, tmp_path: Path) -> None:
    rows = (
        "service,published,measure,value,source,inspected",
        "Sefton,2009-11,headline:safeguarding,38,council paper,June 2009",
        "Sefton,2009-11,headline:safeguarding,28,newspaper,June 2009",
    )
    facts = tmp_path / "facts.csv"
    facts.write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = terminal.run("compare", facts, "-s", "Sefton", "--as-at", "2011-02-08")
    said = flat(ran.out)
    assert "sources differ" in said
    assert "38%" in said
    assert "28%" in said
    assert "- nothing: the file has no figures that a claim could rest on" in said
    claimed = terminal.run(
        "compare", facts, "-s", "Sefton", "--as-at", "2011-02-08", "--claim", "lowest to date"
    )
    assert "38% (council paper; unverified), 28% (newspaper; unverified)" in flat(claimed.out)


def test_the_number_of_services_is_told_where_it_is_printed(
    terminal: Terminal, tmp_path: Path
) -> None:
    rows = (
        "service,published,measure,value,source,services,cases",
        "Sefton,2011-01,headline:safeguarding,75,paper,,38",
        "Sefton,2011-01,average_to_date:safeguarding,67,paper,105,",
    )
    facts = tmp_path / "facts.csv"
    facts.write_text("\n".join(rows) + "\n", encoding="utf-8")
    ran = terminal.run("compare", facts, "-s", "Sefton", "--as-at", "2011-02-08")
    assert "average 67%" in ran.out
    assert flat(ran.out).count("105 services") == 2


def test_each_sentence_says_whether_it_stands_among_all_that_were_asked(
    terminal: Terminal, tmp_path: Path
) -> None:
    rows = (
        "service,published,measure,value,source,cases",
        "Anytown,2012-01,headline:safeguarding,70,paper,38",
        *(f"{name},2012-01,headline:safeguarding,62,paper,38" for name in ("Brook", "Croft")),
    )
    facts = tmp_path / "facts.csv"
    facts.write_text("\n".join(rows) + "\n", encoding="utf-8")
    asked = ("compare", facts, "-s", "Anytown", "--as-at", "2012-06-19", "--with")
    alone = flat(terminal.run(*asked, "Brook").out)
    assert "is higher than that of Brook" in alone
    assert "one of" not in alone
    both = terminal.run(*asked, "Brook,Croft")
    assert flat(both.out).count("not clear as one of 2 comparisons") == 2
    assert "only what is clear even among them all (Holm)" in flat(both.out)
    clear = [
        row["clear_among_all"]
        for row in terminal.run(*asked, "Brook,Croft", "--json").data["sentences"]
    ]
    assert [one for one in clear if one is not None] == [False, False]


def test_a_sentence_that_cannot_be_computed_is_none_of_the_family(terminal: Terminal) -> None:
    ran = terminal.run(
        *ESSEX, "--with", "Kent,Hertfordshire", "--assume-cases", "Kent=38", "--json"
    )
    clear = [row["clear_among_all"] for row in ran.data["sentences"]]
    assert clear == [True] * 3 + [None] * 3 + [True] * 3
    shown = flat(terminal.run(*ESSEX, "--with", "Kent,Hertfordshire", "--assume-cases", "38").out)
    assert shown.count("clear even as one of 9 comparisons") == 9


def test_a_low_score_is_said_to_be_below_the_average(terminal: Terminal) -> None:
    ran = terminal.run("compare", FACTS, "-s", "Hartlepool", "--as-at", "2010-02-11")
    said = flat(ran.out)
    assert "The Safeguarding score of Hartlepool is below the average by more than samp" in said


def test_rows_sources_and_gaps_are_told_briefly(terminal: Terminal) -> None:
    ran = terminal.run(*SEFTON, "--assume-cases", "38")
    said = flat(ran.out)
    assert (said.split().count("now"), said.split().count("before")) == (3, 3)
    assert "[1] attributed" in said
    assert "18 January 2011; attributed" not in said
    bare = terminal.run(*ESSEX, "--with", "Kent", "--headline", "safeguarding")
    assert "cases not printed" in flat(bare.out)


def test_no_shape_of_the_command_puts_services_in_order(terminal: Terminal) -> None:
    ran = terminal.run(
        "compare", FACTS, "-s", "Bromley", "--as-at", "2012-12-31", "--scope", "region",
        "--services", "5", "--assume-cases", "38", "--claim", "best performing", "--json",
    )  # fmt: skip
    assert all(not headline["beside"] for headline in ran.data["headlines"])
    assert {"rank", "place"}.isdisjoint(ran.out.casefold().replace('"', " ").split())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("--as-at", "soon"), "--as-at takes a day"),
        (("--with", "Atlantis"), "tells nothing of Atlantis by 2012-06-19; it tells of"),
        (("--claim", "a beacon"), "There is no claim 'a beacon'"),
        (("--headline", "leadership"), "has no headline 'leadership'"),
        (("--assume-cases", "Kent=many"), "--assume-cases takes NAME=NUMBER"),
        (("--assume-cases", "0"), "--assume-cases takes 1 case or more"),
        (("--assume-cases", "Kemt=38"), "tells nothing of Kemt by 2012-06-19; it tells of"),
        (("--judgements", "nope=3"), "has no headline 'nope'; use one of safeguarding"),
        (("--judgements", "safeguarding=0.2"), "at least one judgement"),
        (("--scope", "region", "--services", "1", "--claim", "best overall"), ""),
    ],
    ids=[
        "day",
        "service",
        "claim",
        "headline",
        "cases",
        "no cases",
        "misspelt",
        "no headline",
        "judgements",
        "alone",
    ],
)
def test_what_cannot_be_compared_is_refused(
    terminal: Terminal, typed: tuple[str, ...], said: str
) -> None:
    ran = terminal.run(*ESSEX, *typed)
    if said:
        assert ran.code == exits.INPUT
        assert said in flat(ran.err)
    else:
        assert ran.code == exits.OK
        assert "another service to compare with" in ran.out


def test_before_anything_was_published_nothing_is_told(terminal: Terminal) -> None:
    ran = terminal.run("compare", FACTS, "-s", "Essex", "--as-at", "2009-01-01")
    assert ran.code == exits.INPUT
    assert "it tells of none" in flat(ran.err)
