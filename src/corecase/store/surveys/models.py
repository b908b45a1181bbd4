"""Surveys: what was opened, codes that are left, answers that nobody can be paired with.

This application knows inspections by code only, and no person. Between a code and an answer
there is no key, no order and no time: a code is gone once it is used, an answer has a random key
and no day, and what was said in one's own words hangs on no other answer.
"""

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from corecase.core.surveys import Group, Way

TEXT_STATES = ("TO_SCREEN", "USABLE", "WITHHELD")


class Survey(models.Model):
    """One survey of one group, opened for an inspection. `service` is the name it is shown under.

    `questionnaire` names a version of what is asked. The last day is `closes_on`, or before that
    the day `stopped_on` from which no code opened a form any more; `closed_on` is the day on
    which somebody closed it, and from then on its results can be read.
    """

    inspection_code = models.SlugField(max_length=60)
    group = models.CharField(max_length=10, choices=[(one.value, one.words) for one in Group])
    service = models.CharField(max_length=200, default="")
    questionnaire = models.SlugField(max_length=60, default="")
    opened_on = models.DateField()
    closes_on = models.DateField()
    stopped_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        """One survey for each group of an inspection."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["inspection_code", "group"], name="survey_once_for_each_group"
            ),
            models.CheckConstraint(
                condition=Q(group__in=[one.value for one in Group]), name="survey_group_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opened_on")), name="survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True)
                | Q(stopped_on__gte=F("opened_on"), stopped_on__lte=F("closes_on")),
                name="survey_is_stopped_while_it_is_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection_code} {self.group}"


class SurveyLot(models.Model):
    """Codes that were made together: sheets for people, or one code for a shared device.

    `n_made` is how many questionnaires can come back by it; `n_handed_out` how many sheets
    were given to somebody, None while nobody has said so; `n_used` how many came back, None
    until the survey is closed and its codes are gone.
    """

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="lots")
    is_device = models.BooleanField(default=False)
    made_on = models.DateField()
    expires_on = models.DateField()
    n_made = models.PositiveSmallIntegerField()
    n_handed_out = models.PositiveSmallIntegerField(null=True, blank=True)
    n_used = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        """In the order in which they were made."""

        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(n_handed_out__isnull=True) | Q(n_handed_out__lte=F("n_made")),
                name="survey_lot_hands_out_what_it_has",
            ),
            models.CheckConstraint(
                condition=Q(n_used__isnull=True) | Q(n_used__lte=F("n_made")),
                name="survey_lot_takes_back_what_it_has",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.n_made} of {self.survey_id}"


class SurveyCode(models.Model):
    """A code that can still be used, as a hash under the site's key. Gone with its last use."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="codes")
    lot = models.ForeignKey(SurveyLot, on_delete=models.PROTECT, related_name="codes")
    code_hash = models.CharField(max_length=64, unique=True)
    n_left = models.PositiveSmallIntegerField(default=1)
    is_device = models.BooleanField(default=False)
    expires_on = models.DateField()

    def __str__(self) -> str:
        return str(self.pk)


class SurveyAnswer(models.Model):
    """What one person chose: {question: [code, ...]}. No code, no time, no language, no place."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="answers")
    way = models.CharField(max_length=10)
    chosen = models.JSONField(default=dict)

    class Meta:
        """How it came is known; no order is kept."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(way__in=[one.value for one in Way]), name="survey_way_is_known"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


class SurveyText(models.Model):
    """What one person said in their own words to one question. It hangs on no other answer.

    Nobody but its screener reads it before it is USABLE.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="texts")
    question = models.SlugField(max_length=40)
    text = models.TextField()
    state = models.CharField(max_length=10, default="TO_SCREEN")
    reason = models.CharField(max_length=20, blank=True)

    class Meta:
        """A reason stands beside what is withheld, and nowhere else."""

        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=TEXT_STATES), name="survey_text_state_is_known"
            ),
            models.CheckConstraint(
                condition=(Q(state="WITHHELD") & ~Q(reason=""))
                | (~Q(state="WITHHELD") & Q(reason="")),
                name="survey_text_is_withheld_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
