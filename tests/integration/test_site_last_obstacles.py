"""What only the built report tells before it is signed: letters, terms, answers and the month."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from corecase.actions import (
    obstacles,
    report_particulars,
    report_recommendations,
    report_texts,
    sign_off,
)
from corecase.core.errors import InputError
from corecase.store.cases import models
from tests import signable, site
from tests.signable import DAY, Signable

pytestmark = pytest.mark.django_db
NOW = site.NOW


@pytest.fixture(scope="module")
def made(
    django_db_setup: None,  # noqa: ARG001  # the database has to be there
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Signable]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield signable.build()
        transaction.set_rollback(True)


def said(made: Signable) -> list[tuple[str, str]]:
    return [(one.room, one.text) for one in obstacles.of(made.inspection, site.TODAY)]


def narrate(made: Signable, text: str) -> None:
    words = report_texts.Words(text=text)
    report_texts.save(made.code, "narrative", words, base=1, by=made.editor, now=NOW)


def test_a_letter_that_the_pdf_lacks_is_named_before_anybody_signs(made: Signable) -> None:
    narrate(made, "The words 中 and so on.")
    assert said(made) == [
        ("report_preview", "The typeface of the PDF has no '中'; replace it in the text.")
    ]
    with pytest.raises(InputError, match="One thing has to be settled"):
        sign_off.hand_in(made.code, by=made.lead, now=NOW)


def test_an_answer_that_is_missing_is_named_before_anybody_signs(made: Signable) -> None:
    row = models.FieldState.objects.filter(
        assessment__case__inspection=made.inspection, item_id="CCI-R01", field="ANSWER"
    ).first()
    assert row is not None
    row.delete()
    room, text = said(made)[0]
    assert (room, "is unanswered" in text, "CCI-R01" in text) == ("moderation", True, True)


def test_a_term_is_looked_for_in_all_that_is_printed(made: Signable) -> None:
    by, stamp = made.editor, {"by": made.editor, "now": NOW}
    text = "The XQZ reports to the YJV."
    report_recommendations.write_own(made.code, text=text, owners=("the XQZ",), **stamp)  # type: ignore[arg-type]
    (one,) = said(made)
    assert one[0] == "report_preview"
    assert one[1].endswith("the glossary does not explain XQZ, YJV.")
    # A text says it in its own room, and what is explained once is known all through.
    narrate(made, "The YJV met. The Xylophone Quality Zone (XQZ) met.")
    (one,) = said(made)
    assert one[0] == "report_text"
    assert one[1].endswith("the glossary does not explain YJV.")
    assert by.person_id in obstacles.writers(made.inspection)


def test_the_month_on_the_cover_is_that_of_the_day_of_publication(made: Signable) -> None:
    sign_off.hand_in(made.code, by=made.lead, now=NOW)
    seen = sign_off.shown(made.code, by=made.chief, now=NOW).seen
    with pytest.raises(InputError, match="names November 2026 as its month"):
        sign_off.sign(made.code, date(2026, 12, 1), seen=seen, by=made.chief, now=NOW)
    assert not models.ReportVersion.objects.exists()
    assert sign_off.sign(made.code, DAY, seen=seen, by=made.chief, now=NOW)


def test_a_corrected_report_goes_on_naming_its_first_month(made: Signable) -> None:
    row = models.ReportVersion.objects.get(pk=signable.version_of(made))
    row.publish_at = row.published_at = row.released_at = NOW
    row.released_by_id = made.manager.person_id
    row.save()
    models.Correction.objects.create(
        inspection=made.inspection,
        reason="A number was wrong.",
        opened_by_id=made.editor.person_id,
        opened_at=NOW,
    )
    assert report_particulars.of(made.inspection).month == "November 2026"
    assert signable.signed(made, on=date(2026, 12, 1))
