"""docs/reference/permissions.md: who may do what, and on what."""

from corecase.core.people import PERMISSIONS, Deed, Relation, Role
from tools.reference.markdown import document, listing, table

WORDS = {
    Relation.OWN_CASE: "own cases",
    Relation.OWN_INSPECTION: "own inspection",
    Relation.OWN_SERVICE: "own service",
    Relation.ANY: "all",
}


def page() -> str:
    """The page."""
    return document(
        "Who may do what",
        "Nothing is allowed that is not in this table. A role is given by the administrator, on an "
        "inspection, in a service, or everywhere, and holds within its days.",
        table(
            ("Deed", *(role.words.capitalize() for role in Role)),
            ((_deed(deed), *(_cell(deed, role) for role in Role)) for deed in Deed),
        ),
        "What the cells mean:",
        listing(
            (
                "**own cases**: those whose assessment was given to this person",
                "**own inspection**: the one on which the role is held",
                "**own service**: the one in which the role is held, and those it was merged with",
                "**all**: every inspection, programme and service",
            )
        ),
        "A role of the inspectorate is void in the inspection of a service that is the person's "
        "own: the one they work for, one that was merged with it, or one in which they declared "
        "an interest. That holds for every deed and every role, the lead inspector's too.",
        "Something that is not there and something that is not for you look the same: both are "
        "“Not found”.",
        "Each address of the site is held against a table of its own, written by hand: "
        "`tests/integration/expectations/permissions.csv`.",
    )


def _deed(deed: Deed) -> str:
    return deed.value.capitalize().replace("_", " ")


def _cell(deed: Deed, role: Role) -> str:
    relation = PERMISSIONS[deed].get(role)
    return "" if relation is None else WORDS[relation]
