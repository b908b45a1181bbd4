"""Printed facts of invented services, for tests of the national picture."""

from decimal import Decimal
from typing import Any

from corecase.core.printed_facts import PrintedFact


def fact(service: str = "Anytown", value: int | str | None = 60, **told: Any) -> PrintedFact:
    """A headline of an invented inspection in May 2012, in a report of the same month."""
    made: dict[str, Any] = {
        "measure": "headline:safeguarding",
        "programme": "CCI",
        "region": "London",
        "published": "2012-05",
        "inspected": "2012-04",
        "kind_of_inspection": "first",
        "standing": "invented",
        "source": f"invented report on {service}",
    }
    number = None if value is None else Decimal(value)
    return PrintedFact(service=service, value=number, **(made | told))


def to_date(
    lowest: int | None, average: int | None, highest: int | None, **told: Any
) -> list[PrintedFact]:
    """What an invented paper of June 2012 prints of all services so far."""
    made: dict[str, Any] = {
        "published": "2012-06",
        "inspected": "",
        "scope": "all so far",
        "source": "invented paper",
    }
    values = {"lowest": lowest, "average": average, "highest": highest}
    return [
        fact(value=value, measure=f"{name}_to_date:safeguarding", **(made | told))
        for name, value in values.items()
        if value is not None
    ]
