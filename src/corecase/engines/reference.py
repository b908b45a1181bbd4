"""The reference engine: slow and obvious, case by case, with the scoring of the core."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from corecase.core.figures import NOTHING, Figure
from corecase.core.judgements import Judgements
from corecase.core.national_answers import Answer, Tally, answer_of
from corecase.core.national_data import (
    Merger,
    National,
    PublishedVersion,
    pickable,
    whole_mergers,
)
from corecase.core.national_questions import (
    Counting,
    Grouping,
    Mergers,
    NationalQuestion,
    Reinspections,
)
from corecase.core.scoring import score


@dataclass(frozen=True, kw_only=True)
class ReferenceEngine:
    """Answers from the values of a snapshot, in plain Python."""

    data: National

    def answers(self, questions: Sequence[NationalQuestion]) -> tuple[Answer, ...]:
        """An answer to each question, in their order."""
        return tuple(answer_of(asked, self._tallies(asked)) for asked in questions)

    def _tallies(self, asked: NationalQuestion) -> Iterator[Tally]:
        for version, service in self._counted(asked):
            framework = self.data.frameworks[version.framework]
            wanted = [one.id for one in pickable(framework) if asked.picks(one)]
            for group, cases in self._groups(asked, version, service).items():
                for score_id in wanted:
                    found = [self._figures[version.key, case][score_id] for case in cases]
                    yield _tally(asked, version, service, group, score_id, found)

    def _counted(self, asked: NationalQuestion) -> list[tuple[PublishedVersion, str]]:
        """The versions that count, each with the service that it counts to."""
        taken = whole_mergers(self.data.mergers) if asked.mergers is Mergers.AS_NOW else {}
        standing = [one for one in self.data.versions if _is_meant(asked, one)]
        if asked.counting is Counting.LATEST:
            standing = [
                one
                for one in standing
                if not any(_is_superseded_by(one, other, taken, asked.as_at) for other in standing)
            ]
        counted = [(one, list(_heirs(one.service, taken, asked.as_at))[-1]) for one in standing]
        return [(one, service) for one, service in counted if self._is_there(asked, service)]

    def _is_there(self, asked: NationalQuestion, service: str) -> bool:
        place = self.data.services[service]
        return (
            asked.region in ("", place.region)
            and asked.nation in ("", place.nation)
            and (not asked.services or service in asked.services)
        )

    def _groups(
        self, asked: NationalQuestion, version: PublishedVersion, service: str
    ) -> dict[tuple[str, ...], list[str]]:
        """The cases of a version by the group in which they fall."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for case in self.data.judgements[version.key].case_ids:
            group = tuple(self._value(by, version, service, case) for by in asked.by)
            groups.setdefault(group, []).append(case)
        return groups

    def _value(self, by: Grouping, version: PublishedVersion, service: str, case: str) -> str:
        if by is Grouping.SERVICE:
            return service
        if by is Grouping.REGION:
            return self.data.services[service].region
        if by is Grouping.NATION:
            return self.data.services[service].nation
        if by is Grouping.YEAR:
            return str(version.published_on.year)
        if by is Grouping.INSPECTION:
            return version.inspection
        return self.data.attributes[version.key].get(case, {}).get(by.value.lower(), "")

    @cached_property
    def _figures(self) -> dict[tuple[int, str], dict[str, Figure]]:
        """For every case of every version each score and each item, by the scoring of the core."""
        found = {}
        for version in self.data.versions:
            framework = self.data.frameworks[version.framework]
            for case, answers in self.data.judgements[version.key].by_case.items():
                scores = score(framework, Judgements({case: answers}))
                found[version.key, case] = {
                    **scores.items,
                    **{one.id: one.figure for one in scores.all},
                }
        return found


def _is_meant(asked: NationalQuestion, version: PublishedVersion) -> bool:
    """Whether a version is of the programme, stood on the day, and was published in the period."""
    first, last = asked.published_from or date.min, asked.published_until or date.max
    wanted = {
        Reinspections.LEFT_OUT: not version.is_reinspection,
        Reinspections.COUNTED: True,
        Reinspections.ALONE: version.is_reinspection,
    }
    return (
        version.programme == asked.programme
        and version.stood(asked.as_at)
        and first <= version.published_on <= last
        and wanted[asked.reinspections]
    )


def _is_superseded_by(
    one: PublishedVersion, other: PublishedVersion, taken: dict[str, Merger], day: date
) -> bool:
    """Whether a later report is on the same service, or on an heir since it was one."""
    later = (other.published_on, other.key) > (one.published_on, one.key)
    since = _heirs(one.service, taken, day).get(other.service)
    return later and since is not None and other.published_on >= since


def _heirs(service: str, taken: dict[str, Merger], day: date) -> dict[str, date]:
    """A service and those that had taken it over by a day, each since when; the last one last."""
    found, last = {service: date.min}, service
    while (merger := taken.get(last)) and merger.merged_on <= day:
        found[merger.service] = max(found[last], merger.merged_on)
        last = merger.service
    return found


def _tally(
    asked: NationalQuestion,
    version: PublishedVersion,
    service: str,
    group: tuple[str, ...],
    score_id: str,
    found: Iterable[Figure],
) -> Tally:
    figures = list(found)
    pooled = sum(figures, NOTHING)
    counted = {
        "n_cases": len(figures),
        "n_applicable": sum(one.is_applicable for one in figures),
        "yy": sum(one.count * one.count for one in figures),
        "xy": sum(one.count * one.out_of for one in figures),
        "xx": sum(one.out_of * one.out_of for one in figures),
        "most": max(one.out_of for one in figures),
    }
    return Tally(
        group=group,
        score=score_id,
        inspection=version.inspection,
        service=service,
        sufficient=pooled.count,
        applicable=pooled.out_of,
        **(counted if asked.counts_cases else {}),
    )
