"""Two persons: who made a report in any way, its figures too, neither signs nor releases it."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import yaml
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import corrections, editions, factual_comments, obstacles, series, sign_off
from corecase.core.errors import InputError
from corecase.core.people import Actor, Role
from corecase.core.reports import CommentOutcome
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import publications, signable, site
from tests.signable import Signable

pytestmark = pytest.mark.django_db
NOW = site.NOW
YESTERDAY = site.TODAY - timedelta(days=1)


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    """A report that waits for its signature."""
    with django_db_blocker.unblock(), transaction.atomic():
        report = signable.build()
        sign_off.hand_in(report.code, by=report.lead, now=NOW)
        yield report
        transaction.set_rollback(True)


def also(person_id: int, role: Role) -> Actor:
    """Somebody who is given another role."""
    person = models.Person.objects.get(pk=person_id)
    site.grant(person, role)
    return site.actor(person)


def wrote(made: Signable, who: Actor) -> bool:
    return who.person_id in obstacles.writers(models.Inspection.objects.get(code=made.code))


def test_whoever_judged_does_not_sign_also_after_leaving_the_team(made: Signable) -> None:
    case = models.CaseAssessment.objects.filter(case__inspection=made.inspection).first()
    assert case is not None
    grants = models.Grant.objects.filter(person=case.assessor_id, inspection=made.inspection)
    grants.update(starts_on=YESTERDAY, ends_on=YESTERDAY)
    both = also(case.assessor_id, Role.CHIEF_INSPECTOR)
    page = sign_off.shown(made.code, by=both, now=NOW)
    assert page.refusal.startswith("You worked on this inspection")
    with pytest.raises(InputError, match="You worked on this inspection"):
        signable.signed(made, by=both)
    signable.rendered(signable.signed(made))
    with pytest.raises(InputError, match="You worked on this inspection"):
        signable.released(made, by=both)


def test_the_lead_does_not_release(made: Signable) -> None:
    signable.rendered(signable.signed(made))
    both = also(made.lead.person_id, Role.PROGRAMME_MANAGER)
    with pytest.raises(InputError, match="You worked on this inspection"):
        signable.released(made, by=both)
    assert not wrote(made, both)
    assert signable.released(made)


def test_the_reason_of_a_correction_is_written(made: Signable) -> None:
    models.Inspection.objects.filter(code=made.code).update(stage=Stage.PUBLISHED)
    publications.released(made.inspection, NOW)
    models.ReportVersion.objects.update(published_at=NOW)
    corrections.open_(made.code, reason="A word was wrong.", by=made.lead, now=NOW)
    assert wrote(made, made.lead)


def test_an_answer_to_the_service_is_written(made: Signable) -> None:
    round_ = models.FactualRound.objects.get(inspection=made.inspection)
    round_.closed_by = round_.closed_at = None
    round_.save()
    comment = round_.comments.create(
        place="", quoted="", comment="Invented.", by_id=made.lead.person_id, at=NOW
    )
    factual_comments.answer(
        made.code,
        1,
        comment.pk,
        outcome=CommentOutcome.NOT_ACCEPTED,
        answer="Invented.",
        by=made.lead,
        now=NOW,
    )
    assert wrote(made, made.lead)


def test_who_pins_words_of_their_own_wrote_them(made: Signable) -> None:
    programme = made.inspection.programme.code

    def pinned(by: Actor, **choice: str) -> Actor:
        seen = editions.shown(programme, by=by).version
        editions.choose(programme, seen=seen, by=by, now=NOW, **choice)
        return by

    assert not wrote(made, pinned(made.manager, shipped="standard"))
    own = yaml.safe_load(editions.written(programme, by=made.manager))
    own["id"] = "invented-2027"
    other = pinned(site.somebody(Role.PROGRAMME_MANAGER), text=yaml.safe_dump(own))
    assert wrote(made, other)
    assert not wrote(made, made.manager)
    elsewhere = site.inspection(Stage.DRAFTING)
    assert other.person_id not in obstacles.writers(elsewhere)
    signable.rendered(signable.signed(made))
    with pytest.raises(InputError, match="You wrote in this report"):
        signable.released(made, by=other)


def test_who_says_what_the_headlines_stand_beside_wrote(made: Signable) -> None:
    programme = made.inspection.programme.code
    assert not wrote(made, made.manager)
    series.count_reinspections(programme, counts=True, by=made.manager, now=NOW)
    assert wrote(made, made.manager)
