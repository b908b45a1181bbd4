"""Errors: a place, a value, a reason, and how many there are."""

from corecase.core.errors import IncompleteError, InputError, ManyProblems, Problem


def test_a_problem_reads_as_a_line() -> None:
    problem = Problem(where="row 3", value="Yess", reason="is not an answer")
    assert str(problem) == "row 3: 'Yess' is not an answer"
    assert str(Problem(where="row 3", reason="is empty")) == "row 3: is empty"


def test_many_problems_say_how_many_and_that_nothing_was_loaded() -> None:
    one = Problem(where="row 3", reason="is empty")
    assert str(ManyProblems("a.csv", (one,))) == (
        "a.csv has 1 problem; nothing was loaded. Correct each one listed and try again."
    )
    both = ManyProblems("a.csv", (one, one))
    assert str(both).startswith("a.csv has 2 problems; nothing was loaded.")
    assert both.problems == (one, one)
    assert both.source == "a.csv"


def test_no_problems_are_no_error() -> None:
    assert ManyProblems.unless_empty("a.csv", []) is None
    error = ManyProblems.unless_empty("a.csv", [Problem(where="row 1", reason="is empty")])
    assert isinstance(error, ManyProblems)


def test_what_a_person_can_put_right_is_an_input_error() -> None:
    assert issubclass(ManyProblems, InputError)
    assert issubclass(IncompleteError, InputError)
