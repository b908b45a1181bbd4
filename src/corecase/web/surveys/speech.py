"""How a page speaks: the language and the ease that a respondent chose."""

from dataclasses import dataclass
from datetime import date

from corecase.actions.survey_words import page_words
from corecase.core.questionnaires import Language, Wording
from corecase.core.survey_answers import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """One language, plain or easy to read."""

    language: Language = Language.ENGLISH
    easy: bool = False

    def said(self, wording: Wording) -> str:
        """The words of a wording for this reader."""
        return wording.said(self.language, easy=self.easy)

    def word(self, name: str) -> str:
        """The words of a page by their name in `data/survey_pages`."""
        return self.said(page_words()[name])

    def said_plainly(self, name: str) -> str:
        """The words of a page in this language, as everybody reads them."""
        return page_words()[name].said(self.language)

    def day(self, day: date) -> str:
        """A day with its month in words: `"3 May 2027"`."""
        return f"{day.day} {self.word('months').split()[day.month - 1]} {day.year}"

    def fault(self, fault: Fault) -> str:
        """What is wrong with an answer, and what to do."""
        return self.word(f"fault_{fault.lower()}")

    @property
    def road(self) -> str:
        """The end of the addresses of this speech: `"en/easy/"`."""
        return f"{self.language}/easy/" if self.easy else f"{self.language}/"


ENGLISH = Speech()
WELSH = Speech(language=Language.WELSH)
