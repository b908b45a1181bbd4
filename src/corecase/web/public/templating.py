"""How public pages are made: a template engine that knows no case, no person and no role."""

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, select_autoescape

from corecase.core.fact_records import slug
from corecase.web.days import day, moment
from corecase.web.rendered_files import words_of

MACROS = "govuk_frontend_jinja"


def environment(**options: object) -> Environment:
    """The engine of the public view: the official macros and its own pages."""
    options.pop("loader", None)
    options.pop("autoescape", None)
    pages = {
        "public": PackageLoader("corecase.web", "templates/public"),
        MACROS: PackageLoader(MACROS),
    }
    engine = Environment(
        loader=ChoiceLoader([PrefixLoader(pages)]),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,  # type: ignore[arg-type]  # Django passes what its settings say
    )
    engine.globals.update(static=static, url=_url, slug=slug)
    engine.filters.update(day=day, moment=moment, file_words=words_of)
    return engine


def _url(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)
