"""How survey pages are made: a template engine that knows no case, no person and no role."""

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader, select_autoescape

MACROS = "govuk_frontend_jinja"


def environment(**options: object) -> Environment:
    """The engine of the survey site: the official macros and its own pages."""
    options.pop("loader", None)
    options.pop("autoescape", None)
    pages = {
        "surveys": PackageLoader("corecase.web", "templates/surveys"),
        MACROS: PackageLoader(MACROS),
    }
    engine = Environment(
        loader=ChoiceLoader([PrefixLoader(pages)]),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        lstrip_blocks=True,
        **options,  # type: ignore[arg-type]  # Django passes what its settings say
    )
    engine.globals.update(static=static, url=_url)
    return engine


def _url(name: str, *arguments: object) -> str:
    return reverse(name, args=arguments)
