"""A draft under way to the service: an invented inspection at drafting, and those who take part."""

import smtplib
from datetime import date, datetime, timedelta

from django.core.mail.backends.base import BaseEmailBackend
from django.test import Client

from corecase.actions import (
    factual_accuracy,
    factual_comments,
    factual_drafts,
    frameworks,
)
from corecase.core.people import Actor, Role
from corecase.core.reports import CommentOutcome
from corecase.core.sign_off import Obstacle
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

DUE = site.TODAY + timedelta(days=14)
AFTER = site.NOW + timedelta(days=15)
SILENT = f"{__name__}.SilentServer"
"""The name of a mail server that does not answer."""
SAID = "The invented panel met monthly, not yearly."
ANSWER = "The minutes show that; the sentence is corrected."
REASON = "The service said on the telephone that it has nothing to say."


class Scene:
    """An inspection at drafting, all of it judged, with those who take part in a round."""

    def __init__(self) -> None:
        self.inspection = site.inspection(Stage.DRAFTING)
        self.code = self.inspection.code
        service = self.inspection.service
        self.assessor = site.person(Role.ASSESSOR, inspection=self.inspection)
        framework = frameworks.of(self.inspection)
        for case in site.sample(self.inspection, 5):  # fewer would wait for their confirmation
            site.answered(site.assessment(case, self.assessor), framework)
        extra = models.Grant.objects.filter(role=Role.LEAD_INSPECTOR, inspection=self.inspection)
        extra.delete()
        self.people = {
            "lead": self._person(Role.LEAD_INSPECTOR),
            "editor": self._person(Role.EDITOR),
            "chief": site.person(Role.CHIEF_INSPECTOR),
            "manager": site.person(Role.PROGRAMME_MANAGER),
            "liaison": site.person(Role.SERVICE_LIAISON, service=service, name="Liaison"),
            "colleague": site.person(Role.SERVICE_LIAISON, service=service, name="Colleague"),
            "quality": site.person(Role.QUALITY_MANAGER, service=service),
            "stranger": site.person(Role.SERVICE_LIAISON, service=site.service()),
        }

    def _person(self, role: Role) -> models.Person:
        return site.person(role, inspection=self.inspection, name=role.words.capitalize())

    def by(self, who: str) -> Actor:
        """Somebody as the actions know them."""
        return site.actor(self.people[who])

    def browser(self, who: str) -> Client:
        """A browser in which somebody is signed in."""
        return site.client_for(self.people[who])

    def address(self, rest: str = "") -> str:
        return f"/inspections/{self.code}/report/factual-accuracy/{rest}"

    def opened(self, due_on: date = DUE, now: datetime = site.NOW) -> factual_accuracy.Told:
        return factual_accuracy.open_round(self.code, due_on=due_on, by=self.by("lead"), now=now)

    def said(self, paragraph: int = 2, words: str = SAID, who: str = "liaison") -> int:
        """The number of a comment that was made."""
        factual_drafts.comment(self.code, 1, paragraph, words, by=self.by(who), now=site.NOW)
        return models.FactualComment.objects.latest("pk").pk

    def answered(
        self, comment: int, seen: str = "", words: str = ANSWER, who: str = "lead"
    ) -> None:
        given = {"outcome": CommentOutcome.ACCEPTED, "answer": words, "seen": seen}
        factual_comments.answer(self.code, 1, comment, **given, by=self.by(who), now=site.NOW)

    def returned(self, who: str = "liaison", now: datetime = site.NOW) -> factual_accuracy.Told:
        return factual_accuracy.send_back(self.code, 1, by=self.by(who), now=now)

    def closed(self, reason: str = "", now: datetime = site.NOW) -> factual_accuracy.Told:
        return factual_accuracy.close(self.code, 1, reason=reason, by=self.by("editor"), now=now)

    def comments(self, who: str = "lead") -> factual_comments.Comments:
        return factual_comments.of_round(self.code, 1, by=self.by(who), now=site.NOW)

    def draft(self, who: str = "liaison") -> factual_drafts.Draft:
        return factual_drafts.draft(self.code, 1, by=self.by(who), now=site.NOW)

    def stage(self) -> str:
        self.inspection.refresh_from_db()
        return self.inspection.stage

    def kinds(self) -> list[str]:
        """The events of the inspection's chain."""
        events = models.Event.objects.filter(chain=self.code).order_by("sequence")
        return list(events.values_list("kind", flat=True))

    def obstacles(self) -> list[Obstacle]:
        return factual_accuracy.obstacles(models.Inspection.objects.get(pk=self.inspection.pk))


class SilentServer(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, email_messages: object) -> int:
        raise smtplib.SMTPServerDisconnected
