"""`corecase surveys`: the survey site, a process apart that knows no case."""

import click

from corecase.cli import site
from corecase.cli.answering import Asked, asked_option


@click.command()
@asked_option(port=8002, check="Check that surveys can be read, and end.")
def surveys(asked: Asked) -> None:
    """Let respondents answer surveys with the codes on their sheets, until Ctrl-C.

    Nobody signs in here, no cookie is set, and no table of a case is read. On PostgreSQL give it
    a database role of its own, with the rights that --rights prints and no other: it may put
    answers in and can read none. Codes are made on the site that corecase serve starts; both
    need the same survey.key in their home.
    """
    site.start(asked.home, asked.database, site.SURVEYS)
    if asked.rights:
        from corecase.actions import survey_answers

        click.echo(survey_answers.rights(asked.rights))
        return
    from corecase.cli.server import SurveyServer

    asked.answer(SurveyServer, ready="Surveys can be answered.")
