"""What respondents said: groups, statements, small bases that a person confirms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from corecase.actions import respondent_statements, respondents
from corecase.core.errors import InputError
from corecase.core.figures import Figure
from corecase.core.inspections import Survey, SurveyStatement
from corecase.core.people import Actor, NotAllowedError, Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

pytestmark = pytest.mark.django_db


class Scene:
    """An inspection in drafting, its lead and its editor."""

    def __init__(self, stage: Stage = Stage.DRAFTING) -> None:
        self.inspection = site.inspection(stage)
        self.code = self.inspection.code
        self.person = site.person(Role.LEAD_INSPECTOR, inspection=self.inspection, name="Lead One")
        self.lead = site.actor(self.person)
        self.editor = site.somebody(Role.EDITOR, inspection=self.inspection, name="Editor One")
        self.stamp = {"by": self.lead, "now": site.NOW}

    def write(self, group: str = "Victims", returned: int = 13, **options: object) -> int:
        options = {"group": group, "returned": returned, **self.stamp, **options}
        return respondents.write(self.code, **options)  # type: ignore[arg-type]

    def add(
        self, group: int, text: str = "felt heard.", count: int | None = 10,
        out_of: int | None = 13, **options: object,
    ) -> int:  # fmt: skip
        given = {"text": text, "count": count, "out_of": out_of, **self.stamp, **options}
        return respondent_statements.add(self.code, group, **given)  # type: ignore[arg-type]

    def change(
        self, number: int, text: str = "felt heard.", count: int | None = 10,
        out_of: int | None = 13, *, seen: str | None = None, **options: object,
    ) -> None:  # fmt: skip
        seen = self.seen(number) if seen is None else seen
        given = {"text": text, "count": count, "out_of": out_of, "seen": seen, **self.stamp}
        respondent_statements.change(self.code, number, **{**given, **options})  # type: ignore[arg-type]

    def confirm(self, number: int, seen: str | None = None, **options: object) -> None:
        seen = self.seen(number) if seen is None else seen
        given = {"seen": seen, **self.stamp, **options}
        respondent_statements.confirm(self.code, number, **given)  # type: ignore[arg-type]

    def said(self, number: int) -> respondents.Statement:
        return respondent_statements.one(self.code, number, by=self.lead)[1]

    def seen(self, number: int) -> str:
        return self.said(number).version

    def groups(self) -> tuple[respondents.Group, ...]:
        return respondents.listed(self.code, by=self.lead).groups

    def group(self, number: int) -> respondents.Group:
        return respondents.group(self.code, number, by=self.lead)

    def events(self) -> list[str]:
        return list(models.Event.objects.filter(chain=self.code).values_list("kind", flat=True))


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_groups_and_statements_are_entered_and_printed_in_their_order(scene: Scene) -> None:
    victims = scene.write()
    children = scene.write("Children and young people", 22, by=scene.editor)
    first = scene.add(victims)
    second = scene.add(victims, "All was explained.", None, None)
    respondents.move(scene.code, children, up=True, **scene.stamp)
    respondent_statements.move(scene.code, second, up=True, **scene.stamp)
    assert respondents.of(scene.inspection) == (
        Survey(group="Children and young people", returned=22),
        Survey(
            group="Victims",
            returned=13,
            statements=(
                SurveyStatement(text="All was explained."),
                SurveyStatement(text="felt heard.", figure=Figure(count=10, out_of=13)),
            ),
        ),
    )
    assert [said.number for said in scene.group(victims).statements] == [second, first]
    assert respondents.listed(scene.code, by=scene.lead).n_returned == 35
    assert respondents.obstacles(scene.inspection) == []
    assert scene.events() == ["RESPONDENTS_WRITTEN"] * 6
    assert respondents.writers(scene.inspection) == {scene.lead.person_id, scene.editor.person_id}


def test_a_base_under_five_waits_for_a_person_and_a_change_takes_that_away(scene: Scene) -> None:
    number = scene.add(scene.write("Parents and carers", 4), "felt heard.", 3, 4)
    (obstacle,) = respondents.obstacles(scene.inspection)
    assert obstacle.room == "report_respondents"
    assert "fewer than five" in obstacle.text
    scene.confirm(number, by=scene.editor)
    said = scene.said(number)
    assert (said.confirmed_by, said.confirmed_at) == ("Editor One", site.NOW)
    assert respondents.obstacles(scene.inspection) == []
    assert respondents.of(scene.inspection)[0].statements[0].confirmed
    with pytest.raises(InputError, match="needs no confirmation"):
        scene.confirm(number)
    scene.change(number, "felt heard.", 3, 4)
    assert scene.said(number).confirmed_at, "what is the same stays confirmed"
    scene.change(number, "felt heard at last.", 3, 4)
    assert scene.said(number).confirmed_at is None
    assert len(respondents.obstacles(scene.inspection)) == 1
    scene.confirm(number)
    scene.change(number, "felt heard at last.", 2, 4)
    assert len(respondents.obstacles(scene.inspection)) == 1
    assert scene.events().count("STATEMENT_CONFIRMED") == 2


def test_a_number_without_its_base_is_in_the_way_and_a_small_count_is_pointed_out(
    scene: Scene,
) -> None:
    group = scene.write()
    loose = scene.add(group, "Four people were not told.", None, None)
    small = scene.add(group, "were not told.", 4, 13)
    (obstacle,) = respondents.obstacles(scene.inspection)
    assert "number without its base" in obstacle.text
    assert "four people" in scene.said(loose).remarks[0]
    assert "4 of 13" in scene.said(small).remarks[0]
    with pytest.raises(InputError, match="needs no confirmation"):
        scene.confirm(small)


@pytest.mark.parametrize(
    ("count", "out_of", "field"),
    [(3, None, "out_of"), (None, 3, "count"), (0, 0, "out_of"), (3, 14, "out_of"),
     (5, 4, "count"), (-1, 4, "count")],
)  # fmt: skip
def test_a_count_fits_its_base_and_the_base_what_came_back(
    scene: Scene, count: int | None, out_of: int | None, field: str
) -> None:
    group = scene.write()
    with pytest.raises(InputError) as refused:
        scene.add(group, count=count, out_of=out_of)
    assert refused.value.field == field
    assert scene.group(group).statements == ()


def test_what_stands_already_is_refused(scene: Scene) -> None:
    group = scene.write()
    scene.write("Children and young people")
    first = scene.add(group)
    second = scene.add(group, "felt safe.")
    for act, field in (
        (lambda: scene.write("VICTIMS"), "group"),
        (lambda: scene.add(group, "Felt heard."), "text"),
        (lambda: scene.change(second, "felt heard."), "text"),
        (
            lambda: scene.write(returned=12, number=group, seen=scene.group(group).version),
            "returned",
        ),
        (lambda: scene.write("Others", 100_001), "returned"),
    ):
        with pytest.raises(InputError) as refused:
            act()
        assert refused.value.field == field
    scene.write(returned=14, number=group, seen=scene.group(group).version)
    scene.change(first, "felt heard.", 14, 14)
    assert scene.group(group).returned == 14


def test_two_writers_never_overwrite_each_other(scene: Scene) -> None:
    group = scene.write()
    number = scene.add(group, count=3, out_of=4)
    seen, version = scene.seen(number), scene.group(group).version
    scene.change(number, "felt safe.", 3, 4, by=scene.editor)
    for act in (
        lambda: scene.change(number, "felt ignored.", seen=seen),
        lambda: scene.confirm(number, seen),
        lambda: respondent_statements.remove(scene.code, number, seen=seen, **scene.stamp),
        lambda: scene.write(returned=20, number=group, seen=version),
        lambda: respondents.remove(scene.code, group, seen=version, **scene.stamp),
    ):
        with pytest.raises(InputError, match="changed meanwhile"):
            act()
    assert scene.said(number).statement.text == "felt safe."


def test_a_statement_and_a_group_with_all_it_said_are_removed(scene: Scene) -> None:
    group = scene.write()
    first, second = scene.add(group), scene.add(group, "felt safe.")
    seen = scene.seen(first)
    respondent_statements.remove(scene.code, first, seen=seen, **scene.stamp)
    assert [said.number for said in scene.group(group).statements] == [second]
    seen = scene.group(group).version
    respondents.remove(scene.code, group, seen=seen, **scene.stamp)
    assert scene.groups() == respondents.of(scene.inspection) == ()
    assert scene.events()[-2:] == ["RESPONDENTS_REMOVED"] * 2
    with pytest.raises(NotAllowedError):
        scene.group(group)
    with pytest.raises(NotAllowedError):
        scene.said(second)


@pytest.mark.parametrize("stage", [Stage.MODERATION, Stage.SIGN_OFF, Stage.PUBLISHED])
def test_a_draft_that_is_not_open_takes_nothing(stage: Stage) -> None:
    scene = Scene(stage)
    with pytest.raises(InputError, match="draft"):
        scene.write()
    with pytest.raises(InputError, match="draft"):
        scene.add(1)


def everybody(scene: Scene) -> dict[str, Actor]:
    service = scene.inspection.service
    return {
        "assessor": site.somebody(Role.ASSESSOR, inspection=scene.inspection),
        "manager": site.somebody(Role.PROGRAMME_MANAGER),
        "liaison": site.somebody(Role.SERVICE_LIAISON, service=service),
        "elsewhere": site.somebody(Role.EDITOR, inspection=site.inspection()),
        "conflict": site.somebody(Role.EDITOR, inspection=scene.inspection, home_service=service),
        "chief": site.somebody(Role.CHIEF_INSPECTOR),
    }


def test_only_who_drafts_writes_and_only_who_reads_drafts_reads(scene: Scene) -> None:
    group = scene.write()
    number = scene.add(group, count=3, out_of=4)
    for name, actor in everybody(scene).items():
        stamp = {"by": actor, "now": site.NOW}
        for act in (
            lambda s=stamp: scene.write("Others", **s),
            lambda s=stamp: respondents.remove(scene.code, group, seen="1", **s),
            lambda s=stamp: respondents.move(scene.code, group, up=True, **s),
            lambda s=stamp: scene.add(group, "felt safe.", **s),
            lambda s=stamp: scene.change(number, "felt safe.", **s),
            lambda s=stamp: scene.confirm(number, **s),
            lambda s=stamp: respondent_statements.remove(scene.code, number, seen="1", **s),
            lambda s=stamp: respondent_statements.move(scene.code, number, up=True, **s),
        ):
            with pytest.raises(NotAllowedError):
                act()
        if name != "chief":
            with pytest.raises(NotAllowedError):
                respondents.listed(scene.code, by=actor)
        else:
            read = respondents.listed(scene.code, by=actor)
            assert (len(read.groups), read.heading.may_write) == (1, False)


def test_what_is_of_another_inspection_is_out_of_reach(scene: Scene) -> None:
    other = Scene()
    group = other.write()
    number = other.add(group)
    for act in (
        lambda: scene.write(number=group, seen="1"),
        lambda: scene.add(group),
        lambda: scene.change(number, seen="x"),
    ):
        with pytest.raises(NotAllowedError):
            act()


# Pages


def address(scene: Scene, name: str, *more: object) -> str:
    return reverse(name, args=[scene.code, *more])


def test_a_group_and_its_statements_are_entered_on_the_pages(scene: Scene) -> None:
    client = site.client_for(scene.person)
    assert "No group is entered yet" in client.get(address(scene, "report_respondents")).text
    new = address(scene, "report_group_new")
    assert client.get(new).status_code == 200
    nameless = client.post(new, {"group": "other", "returned": "4"})
    assert (nameless.status_code, "Enter the name of the group." in nameless.text) == (422, True)
    assert client.post(new, {"other": "x", "returned": "4"}).status_code == 422
    client.post(new, {"group": "other", "other": "Invented neighbours", "returned": "4"})
    client.post(new, {"group": "Victims", "returned": "1,3"})
    (group,) = scene.groups()
    assert (group.group, group.returned) == ("Invented neighbours", 4)
    shown = client.get(address(scene, "report_respondents")).text
    assert "No statement is entered yet" in shown
    form = client.get(address(scene, "report_group", group.number)).text
    assert 'value="Invented neighbours"' in form
    add = address(scene, "report_statement_new", group.number)
    assert client.get(add).status_code == 200
    typed = {"text": "felt heard.", "count": "3", "out_of": "9"}
    refused = client.post(add, typed)
    assert refused.status_code == 422
    assert "from 1 to 4" in refused.text
    assert "felt heard." in refused.text
    shown = client.post(add, {**typed, "out_of": "4"}, follow=True).text
    assert "Three of the four respondents felt heard." in shown
    assert "To confirm" in shown


def test_a_statement_is_confirmed_changed_moved_and_removed_on_the_pages(scene: Scene) -> None:
    client = site.client_for(scene.person)
    group = scene.write(returned=4)
    first = scene.add(group, "felt heard.", 3, 4)
    second = scene.add(group, "Little was said.", None, None)
    confirm = address(scene, "report_statement_confirm", first)
    assert "fewer than five people" in client.get(confirm).text
    assert client.post(confirm, {"seen": "x"}).status_code == 422
    shown = client.post(confirm, {"seen": scene.seen(first)}, follow=True).text
    assert "Confirmed by Lead One" in shown
    change = address(scene, "report_statement", first)
    assert "A change takes that away" in client.get(change).text
    typed = {"text": "felt safe.", "count": "2", "out_of": "4"}
    client.post(change, {**typed, "seen": scene.seen(first)})
    assert scene.said(first).statement.figure == Figure(count=2, out_of=4)
    assert client.get(address(scene, "report_statement", second)).status_code == 200
    client.post(address(scene, "report_statement_move", first), {"direction": "down"})
    assert [said.number for said in scene.group(group).statements] == [second, first]
    remove = address(scene, "report_statement_remove", second)
    assert "Little was said." in client.get(remove).text
    assert client.post(remove, {"seen": "x"}).status_code == 422
    client.post(remove, {"seen": scene.seen(second)})
    assert [said.number for said in scene.group(group).statements] == [first]


def test_groups_are_moved_and_removed_on_the_pages(scene: Scene) -> None:
    client = site.client_for(scene.person)
    first, second = scene.write(), scene.write("Children and young people", 1)
    scene.add(first)
    client.post(address(scene, "report_group_move", first), {"direction": "down"})
    assert [group.number for group in scene.groups()] == [second, first]
    nothing = client.post(address(scene, "report_group_move", first), {}, follow=True)
    assert "Nothing was moved" in nothing.text
    for number in (first, second):
        remove = address(scene, "report_group_remove", number)
        assert "The group leaves the report" in client.get(remove).text
        assert client.post(remove, {"seen": "0"}).status_code == 422
        client.post(remove, {"seen": scene.group(number).version})
    assert scene.groups() == ()


def test_the_second_writer_sees_both_and_decides(scene: Scene) -> None:
    client = site.client_for(scene.person)
    group = scene.write()
    number = scene.add(group)
    version, seen = scene.group(group).version, scene.seen(number)
    scene.change(number, "felt safe.", by=scene.editor)
    scene.write(returned=20, number=group, seen=scene.group(group).version, by=scene.editor)
    typed = {"group": "Victims", "returned": "30", "seen": version}
    refused = client.post(address(scene, "report_group", group), typed)
    for words in ("changed meanwhile", "What stands now", "Victims: 20 came back", "Editor One"):
        assert words in refused.text
    assert 'value="30"' in refused.text
    typed = {"text": "felt ignored.", "count": "10", "out_of": "13", "seen": seen}
    refused = client.post(address(scene, "report_statement", number), typed)
    assert refused.status_code == 422
    for words in ("changed meanwhile", "What stands now", "felt safe.", "felt ignored."):
        assert words in refused.text
    again = {**typed, "seen": scene.seen(number)}
    assert again["seen"] in refused.text
    client.post(address(scene, "report_statement", number), again)
    assert scene.said(number).statement.text == "felt ignored."


def test_the_page_takes_as_many_queries_for_many_as_for_few(scene: Scene) -> None:
    client = site.client_for(scene.person)

    def n_queries() -> int:
        client.get(address(scene, "report_respondents"))
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address(scene, "report_respondents")).status_code == 200
        return len(caught)

    scene.add(scene.write())
    few = n_queries()
    for number in range(5):
        group = scene.write(f"Group {number}")
        for text in ("felt heard.", "felt safe."):
            scene.add(group, text)
    assert n_queries() == few <= 15


def test_what_was_typed_for_what_is_gone_is_shown(scene: Scene) -> None:
    client = site.client_for(scene.person)
    group = scene.write()
    number = scene.add(group)
    respondents.remove(scene.code, group, seen=scene.group(group).version, **scene.stamp)
    for name, gone in (
        ("report_group", group),
        ("report_statement_new", group),
        ("report_statement", number),
    ):
        sent = client.post(address(scene, name, gone), {"text": "Typed words.", "seen": "1"})
        assert (sent.status_code, "Typed words." in sent.text) == (422, True)
        assert client.get(address(scene, name, gone)).status_code == 404
