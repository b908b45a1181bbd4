"""The doors of the site: reads and writes go through `actions`, writes leave an audit event.

An exception stands here with its reason; one that is no longer needed fails too.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, module_name, parse, shown

ACTIONS = sorted((PACKAGE / "actions").glob("*.py"))
WEB = sorted((PACKAGE / "web").rglob("*.py"))
CHANGING = {
    "abulk_create", "bulk_create", "bulk_update", "create", "delete", "get_or_create", "save",
    "update", "update_or_create",
}  # fmt: skip
BY_NAME = {"code", "ref", "pk", "id"}
"""What an address or a form can hold of an inspection, a case or a case assessment."""
KEPT_BY_THE_DOOR = {"CaseAssessment", "Inspection", "SampledCase"}

WRITES_WITHOUT_AN_EVENT = {
    "door.consulted": "the log of consultations is a log of its own",
    "copies.file": "each file that a link opened stands in a log of its own, beside what was sent",
    "copies.opened": "each opening of a link stands in a log of its own, beside what was sent",
    "rendering_work.claim": "a lease; that a rendering is done or failed is said",
    "renderings.remove_old": "previews that can be made again at any time",
    "survey_answers.send": "an event would say when somebody answered; its process has no audit",
    "survey_answers.keep": "a part of that, and of typing a form in, which says its event",
}
FETCHES_BESIDE_THE_DOOR = {
    "door.inspection": "this is the door",
    "door.case": "this is the door",
    "door.assessment": "this is the door",
    "access.own": "finds the number of one's own, and enters by door.assessment",
    "answers._addressed": "what comes from somebody who lost the case is kept, not refused",
    "answers._locked": "the row that was asked about above, now held",
    "inspections.deeds_on": "asks for every deed at once, and hands out nothing else",
    "invitations._saved": "held against the permission to appoint in the next line",
    "people.grant": "held against the permission to appoint in `appointed`",
    "alerts._seen": "three deeds open it, each to more of the alerts",
    "publishing.publish": "the worker's: who released it came in by the door",
    "improvement_making.make": "the worker's: who released the report came in by the door",
    "scores._readable": "two deeds open it, one of them only where scores are shown",
}


@dataclass(slots=True, kw_only=True)
class Action:
    """One function of `actions` (or method): what it calls, changes and says."""

    name: str
    takes_now: bool
    node: ast.FunctionDef
    calls: set[str] = field(default_factory=set)
    changes: bool = False
    writes: bool = False


def _dotted(node: ast.expr) -> str:
    """`a.b.c` as text; empty for anything else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else ""


def _functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    """The functions of a module and the methods of its classes, by name."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield f"{node.name}.{method.name}", method


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """What a name of the module stands for: `scores` for `scores`, `free` for `codes.free`."""
    local = [n.name for n in tree.body if isinstance(n, ast.FunctionDef | ast.ClassDef)]
    known = {name: f"{module}.{name}" for name in local}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                if node.module == "corecase.actions":
                    known[alias.asname or alias.name] = alias.name
                elif node.module.startswith("corecase.actions."):
                    of = node.module.rpartition(".")[2]
                    known[alias.asname or alias.name] = f"{of}.{alias.name}"
    return known


def _changes(call: ast.Call) -> bool:
    """Whether a call changes rows: `Row.objects.create(…)`, `row.save()`, `rows.update(…)`."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in CHANGING:
        return False
    if call.func.attr == "update":
        # A set's or a dict's update takes a value without a name.
        return not call.args
    return call.func.attr != "delete" or not call.args


@cache
def actions() -> dict[str, Action]:
    """Every function of `actions`, as `module.function` or `module.Class.method`."""
    found: dict[str, Action] = {}
    for path in ACTIONS:
        module = module_name(path).rpartition(".")[2]
        tree = parse(path)
        known = _names(tree, module)
        methods = _methods(set(known.values()))
        for name, node in _functions(tree):
            taken = {a.arg for a in (*node.args.args, *node.args.kwonlyargs)}
            action = Action(name=f"{module}.{name}", takes_now="now" in taken, node=node)
            for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
                _note(action, call, known, methods)
            found[action.name] = action
    return found


@cache
def _all_methods() -> tuple[str, ...]:
    """Every method of a class of `actions`, as `module.Class.method`."""
    return tuple(
        f"{module_name(path).rpartition('.')[2]}.{name}"
        for path in ACTIONS
        for name, _ in _functions(parse(path))
        if "." in name
    )


def _methods(known: set[str]) -> dict[str, set[str]]:
    """The methods, by their bare name, of the classes that a module knows."""
    found: dict[str, set[str]] = {}
    for method in _all_methods():
        owner, _, name = method.rpartition(".")
        if owner in known or owner.partition(".")[0] in known:
            found.setdefault(name, set()).add(method)
    return found


def _note(
    action: Action, call: ast.Call, known: dict[str, str], methods: dict[str, set[str]]
) -> None:
    dotted = _dotted(call.func)
    first, _, rest = dotted.partition(".")
    called = ".".join(filter(None, (known.get(first, ""), rest))) if first in known else ""
    action.changes |= _changes(call)
    action.writes |= called == "door.writing"
    if called:
        action.calls.add(called)
    elif isinstance(call.func, ast.Attribute):
        action.calls |= methods.get(call.func.attr, set())


@cache
def reached(name: str) -> frozenset[str]:
    """A function and everything of `actions` that it calls, near or far."""
    seen, ahead = set[str](), [name]
    while ahead:
        here = ahead.pop()
        if here in actions() and here not in seen:
            seen.add(here)
            ahead.extend(actions()[here].calls)
    return frozenset(seen)


def _public(name: str) -> bool:
    return not any(part.startswith("_") for part in name.split(".")[1:])


def test_the_guard_sees_the_actions() -> None:
    changing = [name for name, action in actions().items() if action.changes]
    assert len(actions()) > 100
    assert len(changing) > 20
    assert any(name.startswith("door.") for name in reached("inspections.listed"))


@pytest.mark.parametrize("name", [name for name in actions() if _public(name)])
def test_what_changes_rows_is_a_write_with_an_event(name: str) -> None:
    """A public function that changes rows, itself or further on, writes through the door.

    `door.writing` raises where no event, or a second one, is said. A part of a write takes no
    `now` of its own making: it is called within one, which is why only callers are held to it.
    """
    action = actions()[name]
    part = {n for n in reached(name) if actions()[n].changes} - set(WRITES_WITHOUT_AN_EVENT)
    if not part or name in WRITES_WITHOUT_AN_EVENT:
        return
    callers = [one for one in actions() if name in actions()[one].calls]
    covered = any(actions()[one].writes for one in reached(name)) or (
        # A part of writes: every caller within the actions opens the write, and none is outside.
        bool(callers) and all(_opens(one) for one in callers) and not _called_from_outside(name)
    )
    assert covered, f"{name} changes rows ({sorted(part)}) outside a write; use door.writing"
    assert action.takes_now or not action.writes, f"{name} writes without being told the time"


def _opens(name: str, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function opens a write itself, or is only called by such."""
    if actions()[name].writes:
        return True
    callers = [one for one in actions() if name in actions()[one].calls and one not in seen]
    return bool(callers) and all(_opens(one, seen | {name}) for one in callers)


def _called_from_outside(name: str) -> bool:
    """Whether the web or the command line calls a function of `actions` by its name."""
    module, _, function = name.rpartition(".")
    wanted = f"{module}.{function}"
    for path in (*WEB, *(PACKAGE / "cli").rglob("*.py")):
        tree = parse(path)
        known = _names(tree, "")
        for call in (n for n in ast.walk(tree) if isinstance(n, ast.Call)):
            first, _, rest = _dotted(call.func).partition(".")
            if ".".join(filter(None, (known.get(first, ""), rest))) == wanted:
                return True
    return False


@pytest.mark.parametrize("name", [name for name, action in actions().items() if action.writes])
def test_a_write_says_its_event_in_one_place(name: str) -> None:
    """`with door.writing(…) as write` is followed by `write.say(…)`, here or where it is handed."""
    node = actions()[name].node
    blocks = [
        (item.optional_vars, block)
        for block in ast.walk(node)
        if isinstance(block, ast.With)
        for item in block.items
        if isinstance(item.context_expr, ast.Call)
        and _dotted(item.context_expr.func).rpartition(".")[2] == "writing"
    ]
    assert blocks, f"{name} opens a write without a with"
    for variable, block in blocks:
        assert isinstance(variable, ast.Name), f"{name} opens a write and gives it no name"
        used = [n for n in ast.walk(block) if isinstance(n, ast.Name) and n.id == variable.id]
        assert len(used) > 1, f"{name} never says its event"


def _model(node: ast.expr, bound: dict[str, str]) -> str:
    """Whose rows an expression is about: `Inspection` for `Inspection.objects.filter(…)`."""
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr == "objects":
            return _dotted(part.value).rpartition(".")[2]
        if isinstance(part, ast.Name) and part.id in bound:
            return bound[part.id]
    return ""


def _fetches(node: ast.FunctionDef) -> Iterator[str]:
    """Rows that only the door may fetch, fetched here by what an address or a form holds."""
    bound: dict[str, str] = {}
    for step in ast.walk(node):
        if isinstance(step, ast.Assign) and isinstance(step.targets[0], ast.Name):
            bound.setdefault(step.targets[0].id, _model(step.value, bound))
    for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
        if not isinstance(call.func, ast.Attribute) or call.func.attr not in {"get", "filter"}:
            continue
        named = _model(call.func.value, bound)
        keys = {(k.arg or "").rpartition("__")[2] for k in call.keywords}
        if named in KEPT_BY_THE_DOOR and keys & BY_NAME:
            yield f"{named} by {', '.join(sorted(keys & BY_NAME))}"


def test_only_the_door_fetches_an_inspection_a_case_or_a_case_assessment() -> None:
    found = {name: list(_fetches(action.node)) for name, action in actions().items()}
    beside = {name: rows for name, rows in found.items() if rows}
    new = {n: rows for n, rows in beside.items() if n not in FETCHES_BESIDE_THE_DOOR}
    assert not new, "fetch it through door, or write the reason into FETCHES_BESIDE_THE_DOOR"
    assert set(FETCHES_BESIDE_THE_DOOR) <= set(beside), "an exception that is not needed any more"


ASKS_THE_SIGN_IN_LIBRARY = {
    "src/corecase/web/guesses.py": "failures to sign in, which django-axes keeps",
    "src/corecase/web/second_factors.py": "second factors, which django-allauth keeps",
}
"""Files of the web that read tables of the sign-in libraries; none reads a table of ours."""


@pytest.mark.parametrize("path", WEB, ids=shown)
def test_the_web_asks_the_database_nothing(path: Path) -> None:
    tree = parse(path)
    asked = [
        f"line {n.lineno}: .{n.attr}"
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and n.attr in {"objects", "_default_manager", "raw"}
    ]
    imported = [
        f"line {n.lineno}: {n.module}"
        for n in ast.walk(tree)
        if isinstance(n, ast.ImportFrom) and (n.module or "").startswith("corecase.store")
    ]
    assert not imported, "reads and writes go through corecase.actions"
    if shown(path) not in ASKS_THE_SIGN_IN_LIBRARY:
        assert not asked, "reads and writes go through corecase.actions"
    else:
        assert asked, "an exception that is not needed any more"
