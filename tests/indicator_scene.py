"""An invented inspection at drafting, whose indicators a test enters and imports."""

from django.urls import reverse

from corecase.actions import report_indicators
from corecase.core.indicators import Indicator
from corecase.core.people import Role
from corecase.core.stages import Stage
from corecase.store.cases import models
from tests import site

HOUSING = Indicator(
    name="Invented accommodation", unit="percent", value=95, period="2008/2009", change="reduced"
)
REOFFENDING = Indicator(
    name="Reoffending after nine months",
    unit="percent",
    value=1.08,
    period="2008/2009",
    comparator=0.85,
    comparator_name="England",
)
HEADINGS = ",".join(report_indicators.FIELDS)


def file(*rows: str) -> bytes:
    return "\n".join([HEADINGS, *rows, ""]).encode()


ROW = "Invented accommodation,,percent,95,2008/2009,,,,,,,reduced,"
OTHER = "Invented education,Edition 2008,percent,72.5,2008/2009,29,40,70,2007/2008,72,England,,"


class Scene:
    """An inspection in drafting, its lead and its editor."""

    def __init__(self, stage: Stage = Stage.DRAFTING) -> None:
        self.inspection = site.inspection(stage)
        self.code = self.inspection.code
        self.person = site.person(Role.LEAD_INSPECTOR, inspection=self.inspection, name="Lead One")
        self.lead = site.actor(self.person)
        self.editor = site.somebody(Role.EDITOR, inspection=self.inspection, name="Editor One")

    def write(self, indicator: Indicator, **options: object) -> int:
        options = {"by": self.lead, "now": site.NOW, **options}
        return report_indicators.write(self.code, indicator, **options)  # type: ignore[arg-type]

    def entries(self) -> tuple[report_indicators.Entry, ...]:
        return report_indicators.listed(self.code, by=self.lead).entries

    def entry(self, number: int) -> report_indicators.Entry:
        return report_indicators.entry(self.code, number, by=self.lead)

    def events(self) -> list[str]:
        return list(models.Event.objects.filter(chain=self.code).values_list("kind", flat=True))

    def names(self) -> list[str]:
        return [entry.indicator.name for entry in self.entries()]


def address(scene: Scene, name: str, *more: object) -> str:
    return reverse(name, args=[scene.code, *more])


TYPED = {
    "name": "Invented education",
    "unit": "percent",
    "value": "72.5",
    "period": "2008/2009",
    "numerator": "1,029",
    "denominator": "1,420",
}
