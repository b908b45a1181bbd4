"""Every page of the site, as somebody who may see it: axe, a narrow screen, an empty form."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse
from playwright.sync_api import Browser, Page

from tests.functional.demonstration_places import Places
from tests.functional.site_server import sign_in_as

AXE = (Path(__file__).parents[1] / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
# What passed is neither gathered nor carried over: on long pages that takes most of the time.
RUN = """async tags => {
    const what = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']};
    return (await axe.run(what)).violations;
}"""
STICKING_OUT = """() => Array.from(document.querySelectorAll('table:not(.corecase-scroll table)'))
    .filter(table => table.offsetWidth > table.parentElement.clientWidth + 1)
    .map(table => table.caption ? table.caption.textContent : table.className)"""
"""Tables that are wider than their column, but those in a frame that scrolls."""
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 320)
SECURED = "secured"
PAGE, NO_PAGE, FILE, ELSEWHERE, REFUSED = "page", "POST", "file", "elsewhere", "refused"
STATUSES = {NO_PAGE: 405, FILE: 200, ELSEWHERE: 302, REFUSED: 403}
NAMES = {
    "administrator": "Ada Admin",
    "manager": "Mona Manager",
    "quality": "Quinn Quality",
    "chief": "Cleo Chief",
    "lead": "Lee Lead",
    "assessor": "Asa Assessor",
    "liaison": "Lia Liaison",
    "exampleton": "Exa Exampleton",
    "oversight": "Ollie Oversight",
}
Arguments = Callable[[Places], tuple[object, ...]]


def here(places: Places) -> tuple[object, ...]:
    """The inspection of the invented service, in its fieldwork."""
    return (places.inspection("Anyborough"),)


def planned(places: Places) -> tuple[object, ...]:
    """An inspection that is only planned."""
    return (places.inspection("Otherton"),)


def nowhere(_: Places) -> tuple[object, ...]:
    """An address without arguments."""
    return ()


@dataclass(frozen=True, slots=True)
class Visit:
    """Who goes there, with which arguments, and what is seen: a page unless said otherwise."""

    person: str
    arguments: Arguments = nowhere
    shows: str = PAGE


def with_(arguments: Arguments, *more: object) -> Arguments:
    """The arguments with fixed ones behind them."""
    return lambda places: (*arguments(places), *more)


def case_of(key: str, state: str) -> Arguments:
    """A case of the invented service that somebody has in a state."""
    return lambda places: (*here(places), places.case(str(here(places)[0]), key, state))


def found(query: str, *before: object, inside: Arguments = here) -> Arguments:
    """The inspection and something in it that a query finds by its code."""
    return lambda places: (
        *inside(places),
        *before,
        places.one(query, *inside(places)),
    )


_A_CASE = case_of("assessor", "STARTED")
_SUBMITTED = case_of("assessor", "SUBMITTED")
_INSPECTION = "(select id from cases_inspection where code = ?)"
_EVIDENCE = found(f"select id from cases_evidenceitem where inspection_id = {_INSPECTION}")
_INTERVIEW = found(
    f"select id from cases_interview where held_at is null and inspection_id = {_INSPECTION}"
)
_ALERT = found(f"select id from cases_alert where inspection_id = {_INSPECTION}")


def _grant(places: Places) -> tuple[object, ...]:
    person = places.person("chief")
    return person, places.one("select id from cases_grant where person_id = ?", person)


def _programme(places: Places) -> tuple[object, ...]:
    title = "Demonstration screenings"
    return (places.one("select code from cases_programme where title = ?", title),)


def _funnelled(places: Places) -> tuple[object, ...]:
    return (places.filled["funnelled"],)


def _somebody(key: str) -> Arguments:
    return lambda places: (places.person(key),)


def _conflict(places: Places) -> tuple[object, ...]:
    ref = places.one(
        "select c.ref from cases_conflict x join cases_caseassessment a on a.id = x.assessment_id "
        "join cases_sampledcase c on c.id = a.case_id"
    )
    return (*here(places), ref)


def _compared(places: Places) -> tuple[object, ...]:
    ref = places.case(str(here(places)[0]), "second", "SUBMITTED", "SECOND")
    return (*here(places), ref)


def _note(places: Places) -> tuple[object, ...]:
    ref, note = (
        places.one(
            f"select {what} from cases_casenote n join cases_caseassessment a "
            "on a.id = n.assessment_id join cases_sampledcase c on c.id = a.case_id "
            "join cases_inspection i on i.id = c.inspection_id "
            f"where i.code = '{here(places)[0]}' order by n.at, n.id"
        )
        for what in ("c.ref", "n.id")
    )
    return (*here(places), ref, _uuid(note))


def _alert(places: Places) -> tuple[object, ...]:
    code, key = _ALERT(places)
    return (code, _uuid(str(key)))


def _uuid(text: str) -> str:
    """SQLite keeps it without dashes."""
    return re.sub(r"^(.{8})(.{4})(.{4})(.{4})(.{12})$", r"\1-\2-\3-\4-\5", text)


def given(places: Places) -> tuple[object, ...]:
    """The inspection whose draft the service checks, and the number of the round."""
    return tuple(places.filled["given"])


def _improving(places: Places) -> tuple[object, ...]:
    """The inspection whose improvement plan is under way."""
    return (places.inspection("Nowhereby"),)


def _asked(places: Places) -> tuple[object, ...]:
    """A question about an action that waits for its answer."""
    number = places.one("select id from cases_improvementquestion where answered_at is null")
    return (*_improving(places), "1.2", number)


def _drafted(places: Places) -> tuple[object, ...]:
    return given(places)[:1]


VISITS: dict[str, Visit] = {
    "home": Visit("chief"),
    "account": Visit("lead"),
    "account_declare": Visit("lead"),
    "account_end_sessions": Visit("lead"),
    "account_leave": Visit("lead"),
    "account_login": Visit(""),
    "account_logout": Visit("lead"),
    "account_inactive": Visit(""),
    "account_reset_password": Visit(""),
    "account_reset_password_done": Visit(""),
    "account_reset_password_from_key_done": Visit(""),
    "account_reset_password_from_key": Visit("", lambda _: ("1", "no-such-key")),
    "account_session": Visit("lead"),
    "account_second_factor": Visit("lead"),
    "account_change_password": Visit(SECURED),
    "account_set_password": Visit("lead", shows=ELSEWHERE),
    "account_reauthenticate": Visit(SECURED),
    "account_demonstration": Visit("", shows=NO_PAGE),
    "invitation": Visit("", lambda p: (p.filled["token"],)),
    "mfa_index": Visit("lead"),
    "people": Visit("administrator"),
    "people_invite": Visit("administrator"),
    "people_person": Visit("administrator", _somebody("assessor")),
    "people_grant": Visit("administrator", _somebody("assessor")),
    "people_leave": Visit("administrator", _somebody("editor")),
    "people_reset_second_factor": Visit("administrator", _somebody("editor")),
    "programmes": Visit("manager"),
    "programme_new": Visit("manager"),
    "services": Visit("manager"),
    "service_new": Visit("manager"),
    "pool": Visit("manager"),
    "pool_member": Visit("manager", _somebody("assessor")),
    "pool_leave": Visit("manager", _somebody("editor")),
    "inspection": Visit("lead", here),
    "inspection_previous": Visit("lead", here),
    "profile": Visit("lead", here),
    "announcement": Visit("manager", planned),
    "announcement_pack": Visit("lead", here, FILE),
    "timetable": Visit("lead", here),
    "fieldwork": Visit("lead", here),
    "evidence": Visit("lead", here),
    "evidence_item": Visit("lead", _EVIDENCE),
    "team": Visit("lead", here),
    "team_member": Visit("lead", lambda p: (*here(p), p.person("assessor"))),
    "team_leave": Visit("lead", lambda p: (*here(p), p.person("editor"))),
    "diary": Visit("lead", here),
    "interview_book": Visit("lead", here),
    "running_order": Visit("lead", here),
    "interview": Visit("lead", _INTERVIEW),
    "interview_cancel": Visit("lead", _INTERVIEW),
    "interview_held": Visit("lead", _INTERVIEW, NO_PAGE),
    "caseload": Visit("liaison", here),
    "sample": Visit("lead", here),
    "sample_withdraw": Visit("lead", here),
    "sample_record": Visit("lead", here, FILE),
    "sample_case_list": Visit("lead", here, FILE),
    "sample_chart": Visit("lead", here, FILE),
    "sample_replace": Visit("lead", case_of("assessor", "ALLOCATED")),
    "sample_missing": Visit("lead", case_of("assessor", "ALLOCATED")),
    "cases": Visit("lead", here),
    "allocation": Visit("lead", here),
    "judgements": Visit("lead", here, NO_PAGE),
    "case": Visit("assessor", _A_CASE),
    "case_criterion": Visit("assessor", with_(_A_CASE, "CCI-1.1")),
    "case_operations": Visit("assessor", _A_CASE, NO_PAGE),
    "case_submission": Visit("assessor", _A_CASE),
    "case_notes": Visit("assessor", _A_CASE),
    "case_note": Visit("assessor", _note),
    "case_conflicts": Visit("assessor", _conflict),
    "case_journal": Visit("assessor", _A_CASE),
    "case_form": Visit("assessor", _A_CASE),
    "case_form_file": Visit("assessor", _A_CASE, NO_PAGE),
    "case_alert": Visit("assessor", _A_CASE),
    "second_marking": Visit("lead", here),
    "second_marking_compare": Visit("lead", _compared),
    "agreement": Visit("lead", here),
    "moderation": Visit("lead", here),
    "moderation_plan": Visit("lead", here),
    "moderation_curve": Visit("lead", here, FILE),
    "moderation_return": Visit("lead", with_(_SUBMITTED, "first")),
    "alerts_waiting": Visit("lead"),
    "alerts": Visit("lead", here),
    "alert": Visit("lead", _alert),
    "progress": Visit("lead", here),
    "audit": Visit("lead", here),
    "audit_looks": Visit("lead", here),
    "scores": Visit("lead", here),
    "feedback": Visit("lead", here),
    "feedback_new": Visit("lead", here),
    "feedback_case": Visit("lead", lambda p: (*here(p), p.filled["sheet"])),
    "feedback_case_write": Visit("lead", lambda p: (*here(p), p.filled["sheet"])),
    "feedback_case_give": Visit("lead", lambda p: (*here(p), p.filled["sheet"]), NO_PAGE),
    "feedback_meeting": Visit("lead", lambda p: (*here(p), p.filled["meeting"])),
    "feedback_change": Visit("lead", lambda p: (*here(p), p.filled["meeting"])),
    "feedback_give": Visit("lead", lambda p: (*here(p), p.filled["meeting"]), NO_PAGE),
    "feedback_word": Visit("lead", lambda p: (*here(p), p.filled["meeting"]), FILE),
    "factual_accuracy": Visit("lead", _drafted),
    "facts_open": Visit("lead", _drafted),
    "facts_go_on": Visit("lead", _drafted),
    "facts_draft": Visit("liaison", given),
    "facts_file": Visit("liaison", with_(given, "report.pdf"), FILE),
    "facts_paragraph": Visit("liaison", with_(given, 2)),
    "facts_send_back": Visit("liaison", given),
    "facts_comments": Visit("lead", given),
    "facts_answer": Visit("lead", lambda p: (*given(p), p.filled["comment"])),
    "facts_close": Visit("lead", given),
    "report": Visit("lead", _drafted),
    "report_criterion": Visit("lead", with_(_drafted, "CCI-1.1")),
    "report_text": Visit("lead", lambda p: p.filled["text"]),
    "report_text_history": Visit("lead", lambda p: p.filled["text"]),
    "report_text_choose": Visit("lead", lambda p: p.filled["text"]),
    "report_evidence": Visit("lead", _drafted),
    "report_evidence_record": Visit("lead", lambda p: p.filled["record"]),
    "report_evidence_remove": Visit("lead", lambda p: p.filled["record"], NO_PAGE),
    "report_preview": Visit("lead", _drafted),
    "report_folder": Visit("lead", _drafted, FILE),
    "report_rendering": Visit("lead", lambda p: p.filled["preview"]),
    "report_rendering_state": Visit("lead", lambda p: p.filled["preview"], FILE),
    # The page runs no script, not even a test's; tests/functional/test_report_page.py checks it.
    "report_rendering_file": Visit(
        "lead", with_(lambda p: p.filled["preview"], "report.pdf"), FILE
    ),
    "programme_edition": Visit("manager", _programme),
    "programme_edition_file": Visit("manager", _programme, FILE),
    "report_particulars": Visit("lead", _drafted),
    "report_recommendations": Visit("lead", _drafted),
    "report_recommendations_choose": Visit("lead", _drafted, NO_PAGE),
    "report_recommendations_order": Visit("lead", _drafted, NO_PAGE),
    "report_recommendation_new": Visit("lead", _drafted),
    "report_recommendation": Visit("lead", lambda p: p.filled["recommendation"]),
    "report_recommendation_remove": Visit("lead", lambda p: p.filled["recommendation"]),
    "report_quotations": Visit("lead", _drafted),
    "report_quotation_take": Visit("lead", lambda p: p.filled["quotable"]),
    "report_quotation_check": Visit("lead", with_(_drafted, 1), NO_PAGE),
    "report_quotation_withdraw": Visit("lead", with_(_drafted, 1), NO_PAGE),
    "report_practice": Visit("lead", _drafted),
    "report_practice_new": Visit("lead", _drafted),
    "report_practice_change": Visit("lead", lambda p: p.filled["example"]),
    "report_practice_read": Visit("lead", lambda p: p.filled["example"]),
    "report_practice_withdraw": Visit("lead", lambda p: p.filled["example"]),
    "report_indicators": Visit("lead", _drafted),
    "report_indicator_new": Visit("lead", _drafted),
    "report_indicators_file": Visit("lead", _drafted),
    "report_indicators_take": Visit("lead", _drafted, NO_PAGE),
    "report_indicators_template": Visit("lead", _drafted, FILE),
    "report_indicator": Visit("lead", lambda p: p.filled["indicator"]),
    "report_indicator_confirm": Visit("lead", lambda p: p.filled["indicator"]),
    "report_indicator_remove": Visit("lead", lambda p: p.filled["indicator"]),
    "report_indicator_move": Visit("lead", lambda p: p.filled["indicator"], NO_PAGE),
    "report_respondents": Visit("lead", _drafted),
    "report_case_managers": Visit("lead", _drafted),
    "report_group_new": Visit("lead", _drafted),
    "report_group": Visit("lead", lambda p: p.filled["respondents"]),
    "report_group_remove": Visit("lead", lambda p: p.filled["respondents"]),
    "report_group_move": Visit("lead", lambda p: p.filled["respondents"], NO_PAGE),
    "report_statement_new": Visit("lead", lambda p: p.filled["respondents"]),
    "report_statement": Visit("lead", lambda p: p.filled["statement"]),
    "report_statement_confirm": Visit("lead", lambda p: p.filled["statement"]),
    "report_statement_remove": Visit("lead", lambda p: p.filled["statement"]),
    "report_statement_move": Visit("lead", lambda p: p.filled["statement"], NO_PAGE),
    "surveys": Visit("lead", _drafted),
    "survey_new": Visit("lead", _drafted),
    "survey_close": Visit("lead", lambda p: p.filled["survey"]),
    "survey_hand_out": Visit("lead", lambda p: p.filled["survey_sheets"]),
    "survey_codes": Visit("lead", lambda p: p.filled["survey"]),
    "survey_form": Visit("lead", lambda p: p.filled["survey"], FILE),
    "survey_type": Visit("lead", lambda p: p.filled["survey"]),
    "survey_results": Visit("lead", lambda p: p.filled["survey_closed"]),
    "survey_take": Visit("lead", lambda p: p.filled["survey_closed"], NO_PAGE),
    "survey_screen": Visit("lead", lambda p: p.filled["survey_closed"]),
    "sign_off": Visit("chief", _drafted),
    "sign_off_hand_in": Visit("lead", _drafted, NO_PAGE),
    "sign_off_withdraw": Visit("chief", _drafted),
    "sign_off_render": Visit("chief", _drafted, NO_PAGE),
    "council_reports": Visit("exampleton"),
    "council_report_begin": Visit("exampleton", lambda p: p.filled["council"][:1]),
    "council_report": Visit("exampleton", lambda p: tuple(p.filled["council"])),
    "council_report_write": Visit("exampleton", lambda p: tuple(p.filled["council"])),
    "council_report_file": Visit(
        "exampleton", lambda p: (*p.filled["council"], "council-report.pdf"), FILE
    ),
    "council_report_minute": Visit("exampleton", lambda p: tuple(p.filled["council"])),
    "council_report_step": Visit("exampleton", lambda p: tuple(p.filled["council"])),
    "council_report_progress": Visit("exampleton", lambda p: tuple(p.filled["council"])),
    "publication": Visit("lead", _drafted),
    "publication_state": Visit("lead", _drafted, FILE),
    "publication_file": Visit("lead", lambda p: (*p.filled["version"], "report.pdf"), FILE),
    "publication_folder": Visit("lead", lambda p: tuple(p.filled["version"]), FILE),
    "release": Visit("manager", _drafted),
    "release_cancel": Visit("manager", _drafted, NO_PAGE),
    "correction": Visit("lead", _drafted),
    "correction_close": Visit("lead", _drafted, NO_PAGE),
    "remarks": Visit("manager"),
    "remark_new": Visit("manager"),
    "remark": Visit("manager", lambda p: (p.filled["remark"],)),
    "remark_answer": Visit("manager", lambda p: (p.filled["remark"],)),
    "remark_move": Visit("manager", lambda p: (p.filled["remark"],)),
    "remark_reopen": Visit("manager", lambda p: (p.filled["remark"],)),
    "printed_facts": Visit("manager"),
    "printed_fact_conflicts": Visit("manager"),
    "printed_facts_waiting": Visit("manager"),
    "printed_text_new": Visit("manager"),
    "printed_text": Visit("manager", lambda p: (p.filled["printed_text"],)),
    "printed_fact": Visit("manager", lambda p: (p.filled["printed_fact"],)),
    "printed_fact_releases": Visit("chief"),
    "service_links": Visit("manager"),
    "service_link_new": Visit("manager"),
    "service_link": Visit("manager", lambda p: (p.filled["service_link"],)),
    "service_link_correct": Visit("manager", lambda p: (p.filled["service_link"],)),
    "printed_fact_correct": Visit("manager", lambda p: (p.filled["printed_fact"],)),
    "own_inspections": Visit("quality", lambda p: p.filled["own_service"]),
    "own_inspection_new": Visit("quality", lambda p: p.filled["own_service"]),
    "own_export": Visit("quality", lambda p: p.filled["own_service"]),
    "own_inspection": Visit("quality", lambda p: p.filled["own"]),
    "own_guest": Visit("quality", lambda p: p.filled["own"]),
    "own_share": Visit("quality", lambda p: p.filled["own"], NO_PAGE),
    "own_quarterly_draw": Visit("quality", lambda p: p.filled["own"]),
    "own_calibration": Visit("quality", lambda p: p.filled["own"]),
    "improvement_plans": Visit("oversight"),
    "improvement_settings": Visit("manager", _programme),
    "improvement_plan": Visit("exampleton", _improving),
    "improvement_history": Visit("exampleton", _improving),
    "improvement_area_new": Visit("exampleton", _improving),
    "improvement_area": Visit("exampleton", with_(_improving, "1")),
    "improvement_area_join": Visit("exampleton", with_(_improving, "1")),
    "improvement_area_remove": Visit("exampleton", with_(_improving, "1")),
    "improvement_action_new": Visit("exampleton", with_(_improving, "1")),
    "improvement_action": Visit("oversight", with_(_improving, "1.1")),
    "improvement_action_change": Visit("exampleton", with_(_improving, "1.2")),
    "improvement_action_remove": Visit("exampleton", with_(_improving, "1.2")),
    "improvement_progress": Visit("exampleton", with_(_improving, "1.2")),
    "improvement_reopen": Visit("exampleton", with_(_improving, "1.2")),
    "improvement_reaudit": Visit("exampleton", with_(_improving, "1.1")),
    "improvement_view": Visit("oversight", with_(_improving, "1.2")),
    "improvement_question": Visit("oversight", with_(_improving, "1.2")),
    "improvement_answer": Visit("exampleton", _asked),
    "improvement_steps": Visit("exampleton", _improving),
    "improvement_file": Visit("exampleton", with_(_improving, "pdf"), FILE),
    "improvement_pack": Visit("exampleton", _improving),
    "improvement_pack_file": Visit("exampleton", with_(_improving, "pdf"), FILE),
    "improvement_import": Visit("exampleton", _improving),
    "improvement_import_take": Visit("exampleton", _improving, NO_PAGE),
    "mfa_authenticate": Visit("", shows=ELSEWHERE),
    "mfa_reauthenticate": Visit(SECURED),
    "mfa_activate_totp": Visit("lead"),
    "mfa_deactivate_totp": Visit(SECURED),
    "mfa_view_recovery_codes": Visit(SECURED),
    "mfa_generate_recovery_codes": Visit(SECURED),
    "mfa_download_recovery_codes": Visit(SECURED, shows=FILE),
    "mfa_list_webauthn": Visit(SECURED),
    "mfa_add_webauthn": Visit("lead"),
    "mfa_login_webauthn": Visit("", shows=ELSEWHERE),
    "mfa_reauthenticate_webauthn": Visit("lead", shows=REFUSED),
    "mfa_remove_webauthn": Visit(SECURED, lambda p: (p.filled["passkey"],)),
    "mfa_edit_webauthn": Visit(SECURED, lambda p: (p.filled["passkey"],)),
    "people_withdraw": Visit("administrator", lambda p: (p.filled["invitation"],), NO_PAGE),
    "people_end_grant": Visit("administrator", _grant),
    "distribution": Visit("lead", lambda p: p.filled["recipient"][:1]),
    "distribution_send_all": Visit("lead", lambda p: p.filled["recipient"][:1], NO_PAGE),
    "distribution_send": Visit("lead", lambda p: p.filled["recipient"], NO_PAGE),
    "distribution_remove": Visit("lead", lambda p: p.filled["recipient"], NO_PAGE),
    "distribution_revoke": Visit("lead", lambda p: p.filled["dispatch"], NO_PAGE),
    "copy": Visit("", lambda p: (p.filled["copy"],)),
    "copy_file": Visit("", lambda p: (p.filled["copy"], "report.pdf"), FILE),
    "publications": Visit("manager"),
    "funnel": Visit("manager", _funnelled),
    "funnel_chart": Visit("manager", with_(_funnelled, "safeguarding"), FILE),
    "reinspection": Visit("chief", lambda p: (p.filled["before"],)),
    "reinspection_decide": Visit("chief", lambda p: (p.filled["before"],)),
    "reinspection_plan": Visit("manager", lambda p: (p.filled["before"],)),
    "before_after": Visit("chief", lambda p: (p.filled["again"],)),
    "before_after_chart": Visit("chief", lambda p: (p.filled["again"],), FILE),
    "before_after_crosswalk": Visit("lead", _drafted),
    "before_after_figures": Visit("lead", _drafted),
    "series_setting": Visit("manager", _programme, NO_PAGE),
    "programme": Visit("manager", _programme),
    "inspection_plan": Visit("manager", _programme),
    "service": Visit("manager", lambda _: ("anyborough",)),
    "service_change": Visit("manager", lambda _: ("anyborough",)),
    "service_merge": Visit("manager", lambda _: ("anyborough",)),
    "inspection_stage": Visit("lead", with_(here, "moderation"), NO_PAGE),
    "timetable_day": Visit("lead", with_(here, "FEEDBACK_MEETING")),
    "evidence_deed": Visit("lead", lambda p: (*_EVIDENCE(p), "receive")),
    "caseload_upload": Visit("lead", lambda p: (p.filled["drawable"],)),
    "caseload_columns": Visit("lead", lambda p: (p.filled["waiting"],)),
    "caseload_preview": Visit("lead", lambda p: (p.filled["waiting"],)),
    "caseload_discard": Visit("lead", lambda p: (p.filled["waiting"],), NO_PAGE),
    "caseload_cases": Visit("lead", with_(here, "eligible")),
    "sample_plan": Visit("lead", lambda p: (p.filled["drawable"],)),
    "sample_replay": Visit("lead", here),
    "sample_found": Visit("lead", case_of("assessor", "ALLOCATED"), NO_PAGE),
    "case_late": Visit("lead", lambda p: (*_conflict(p), 1), NO_PAGE),
    "second_marking_choose": Visit("lead", lambda p: (p.filled["drawn"],)),
    "second_marking_allocate": Visit("lead", _compared),
    "moderation_accept": Visit("lead", _SUBMITTED, NO_PAGE),
    "alert_deed": Visit("lead", lambda p: (*_alert(p), "tell")),
}


def routes() -> list[str]:
    """Every named address of the site."""
    return [p.name for p in get_resolver().url_patterns[0].url_patterns if p.name]


@pytest.fixture(scope="session")
def places(home: Path, address: str) -> Places:
    """Where things are in the demonstration, and in what the test adds to it."""
    assert address
    own = {"CORECASE_HOME": str(home), "CORECASE_DEMO": "1", "CORECASE_DATABASE_URL": ""}
    done = subprocess.run(
        [sys.executable, "-m", "tests.functional.filled"],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Places(database=home / "corecase.sqlite3", filled=json.loads(done.stdout))


@pytest.fixture(scope="session")
def windows(browser: Browser, address: str, places: Places) -> dict[str, Page]:
    """A browser window for each person, signed in once; the empty name is a stranger."""
    opened = {key: browser.new_context().new_page() for key in ("", *NAMES, SECURED)}
    for key, name in NAMES.items():
        sign_in_as(opened[key], address, name)
    session = {"name": "session", "value": str(places.filled["session"]), "url": address}
    opened[SECURED].context.add_cookies([session])  # type: ignore[list-item]  # a cookie
    for page in opened.values():
        # Sent once to a window, and not again to each of its pages: it is half a million letters.
        page.add_init_script(AXE)
    return opened


def test_every_route_is_visited() -> None:
    assert sorted(set(routes()) - set(VISITS)) == []
    assert sorted(set(VISITS) - set(routes())) == []


@pytest.mark.parametrize("name", VISITS)
def test_a_page_is_accessible_wide_narrow_and_refused(
    name: str, address: str, places: Places, windows: dict[str, Page]
) -> None:
    visit = VISITS[name]
    url = address + reverse(name, args=visit.arguments(places))
    page = windows[visit.person]
    if visit.shows != PAGE:
        answered = page.request.get(url, max_redirects=0)
        assert answered.status == STATUSES[visit.shows]
        is_page = answered.headers.get("content-type", "").startswith("text/html")
        assert not (is_page and visit.shows == FILE)
        return
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    with heard(page) as complaints:
        response = page.goto(url)
        assert response
        assert response.request.redirected_from is None
        assert response.status in {200, 410}, response.status
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            check(page, f"{name} at {width}")
        assert not complaints
    if emptied(page):
        check(page, f"{name} refused")


@contextmanager
def heard(page: Page) -> Iterator[list[str]]:
    """What a page complains about meanwhile: blocked by the policy, failed to load, thrown."""
    complaints: list[str] = []
    ears = {
        "console": lambda said: complaints.append(said.text),
        "pageerror": lambda error: complaints.append(str(error)),
    }
    for event, ear in ears.items():
        page.on(event, ear)  # type: ignore[call-overload]  # names of events
    yield complaints
    for event, ear in ears.items():
        page.remove_listener(event, ear)


def check(page: Page, where: str) -> None:
    """Axe finds nothing, nothing is wider than the screen or its column, one heading, a title."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    violations = page.evaluate(RUN, TAGS)
    found = [(v["id"], v["nodes"][0]["html"][:160]) for v in violations]
    assert not found, f"{where}: {found}"
    widths = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert widths[0] <= widths[1], f"{where} is {widths[0]} wide"
    assert page.evaluate(STICKING_OUT) == [], where
    assert page.locator("h1").count() == 1, where
    assert len(page.title()) > len(" – Corecase"), where


def emptied(page: Page) -> bool:
    """Sends the page's first form with nothing in it; whether it was refused."""
    form = page.locator("main form[method=post]").first
    fields = form.locator("input[type=text], input[type=date], input[type=email], textarea")
    button = form.locator("button:not([type=button]):visible").first
    if not form.count() or not fields.count() or not button.count():
        return False
    if form.get_attribute("data-operations"):
        return False  # saves by itself; test_assessing refuses its fields
    fields.evaluate_all("fields => fields.forEach(field => { field.value = ''; })")
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        button.click()
    page.wait_for_load_state()
    return sent.value.status == 422
