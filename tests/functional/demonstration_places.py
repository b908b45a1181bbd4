"""Where things are in the demonstration: codes, references and keys, read from its database."""

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The demonstration's tables, opened to be read only; `filled` is what a test added."""

    database: Path
    filled: dict[str, Any] = field(default_factory=dict)

    def one(self, query: str, *values: object) -> Any:
        """The first column of the first row."""
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection:
            row = connection.execute(query, values).fetchone()
        if row is None:
            raise AssertionError(f"The demonstration has nothing for: {query}")
        return row[0]

    def inspection(self, service: str) -> str:
        """The code of the first inspection of a service; what it runs on itself is none."""
        return str(
            self.one(
                "select i.code from cases_inspection i join cases_service s on s.id = i.service_id "
                "where s.name = ? and i.own_kind = '' order by i.id",
                service,
            )
        )

    def person(self, key: str) -> int:
        """The identifier of somebody of the cast."""
        return int(self.one("select id from cases_person where email like ?", f"{key}@%"))

    def case(self, code: str, key: str, state: str, marking: str = "FIRST") -> str:
        """A case of somebody's in this state."""
        return str(
            self.one(
                "select c.ref from cases_sampledcase c join cases_caseassessment a "
                "on a.case_id = c.id join cases_inspection i on i.id = c.inspection_id "
                "where i.code = ? and a.assessor_id = ? and a.state = ? and a.marking = ? "
                "order by c.position",
                code,
                self.person(key),
                state,
                marking,
            )
        )
