"""One side of a comparison of two inspections: its figures, its standard errors, its cases."""

from dataclasses import dataclass
from typing import Self

from corecase.core import scoring
from corecase.core.cases import Case
from corecase.core.drawn_samples import DrawnSample
from corecase.core.figures import Figure
from corecase.core.frameworks import Framework
from corecase.core.judgements import Answer, Judgements
from corecase.core.scoring import Scores
from corecase.statistics.differences import Estimated
from corecase.statistics.drawn_totals import assessed, drawn_totals
from corecase.statistics.estimates import Estimates, Target, estimate
from corecase.statistics.intervals import LEAST_CASES, Method
from corecase.statistics.practice_errors import RECONSTRUCTED
from corecase.statistics.reinspection import CaseFigures

TOO_FEW = Method.COUNT_ONLY.words.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class AsJudged:
    """An inspection whose judgements are at hand. `when` says in words when it was made."""

    framework: Framework
    judgements: Judgements
    cases: tuple[Case, ...]
    drawn: DrawnSample | None = None
    when: str = ""

    @property
    def complete(self) -> Judgements:
        """The judgements of the cases fully answered, by what was asked of them then."""
        return assessed(self.framework, self.judgements, self.cases)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSide:
    """An inspection worked out: `scores` as printed, `estimates` of practice where cases allow.

    `complete` are the judgements of the cases fully answered, which stand behind every interval.
    """

    framework: Framework
    complete: Judgements
    scores: Scores
    estimates: Estimates | None
    is_reconstructed: bool

    @classmethod
    def of(
        cls,
        side: AsJudged,
        framework: Framework | None = None,
        judgements: Judgements | None = None,
    ) -> Self:
        """The side by its own framework, or by another with its judgements put under that."""
        asked = framework or side.framework
        said = side.judgements if judgements is None else judgements
        finished = side.complete.case_ids
        complete = Judgements({case: said.by_case[case] for case in finished})
        return cls(
            framework=asked,
            complete=complete,
            scores=scoring.score(asked, said),
            estimates=estimate(
                drawn_totals(asked, complete, side.cases, side.drawn), Target.PRACTICE
            )
            if finished
            else None,
            is_reconstructed=side.framework.is_reconstructed,
        )

    def figure(self, score: str) -> Figure:
        """The figure as it is printed: every judgement, those of unfinished cases too."""
        return self.scores.of(score).figure

    def estimated(self, score: str) -> Estimated | str:
        """The printed share with its standard error of practice, or in words why there is none."""
        figure, found = self.figure(score), self.estimates
        if not figure.is_applicable:
            return "nothing applied"
        if self.is_reconstructed:
            return RECONSTRUCTED
        if found is None or int(found.applicable_cases[found.place(score)]) < LEAST_CASES:
            return TOO_FEW
        _, error = found.of(score)
        if not error or not 0 < figure.share < 1:
            return "its cases show no spread"
        return Estimated(
            share=float(figure.share),
            standard_error=error,
            degrees_of_freedom=found.degrees_of_freedom,
        )

    def by_case(self, score: str) -> CaseFigures:
        """What each finished case adds to a score."""
        stands = scoring.pools(self.framework, score)
        wanted = {item.id for item in self.framework.items if stands(item)}
        return {
            case: Figure(
                count=sum(
                    one.answer is Answer.SUFFICIENT for i, one in answers.items() if i in wanted
                ),
                out_of=sum(one.answer.is_scored for i, one in answers.items() if i in wanted),
            )
            for case, answers in self.complete.by_case.items()
        }

    def answers(self, item: str) -> dict[str, Answer]:
        """The answers to one question by finished case."""
        return {
            case: answers[item].answer
            for case, answers in self.complete.by_case.items()
            if item in answers
        }
