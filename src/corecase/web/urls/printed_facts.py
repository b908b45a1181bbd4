"""Addresses: the register of what published texts say of services."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import printed_fact_releases, printed_facts, service_links

urlpatterns: list[URLPattern | URLResolver] = [
    path("printed-facts/", printed_facts.register, name="printed_facts"),
    path("printed-facts/conflicts/", printed_facts.conflicts, name="printed_fact_conflicts"),
    path("printed-facts/waiting/", printed_facts.waiting, name="printed_facts_waiting"),
    path("printed-facts/releases/", printed_fact_releases.releases, name="printed_fact_releases"),
    path("printed-facts/links/", service_links.links, name="service_links"),
    path("printed-facts/links/new/", service_links.new, name="service_link_new"),
    path("printed-facts/links/<int:number>/", service_links.one, name="service_link"),
    path(
        "printed-facts/links/<int:number>/correct/",
        service_links.correct,
        name="service_link_correct",
    ),
    path("printed-facts/texts/new/", printed_facts.upload, name="printed_text_new"),
    path("printed-facts/texts/<int:number>/", printed_facts.text, name="printed_text"),
    path("printed-facts/<int:number>/", printed_facts.fact, name="printed_fact"),
    path("printed-facts/<int:number>/correct/", printed_facts.correct, name="printed_fact_correct"),
]
