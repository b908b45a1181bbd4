"""Addresses: the register of what published texts say of services."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import printed_facts

urlpatterns: list[URLPattern | URLResolver] = [
    path("printed-facts/", printed_facts.register, name="printed_facts"),
    path("printed-facts/conflicts/", printed_facts.conflicts, name="printed_fact_conflicts"),
    path("printed-facts/waiting/", printed_facts.waiting, name="printed_facts_waiting"),
    path("printed-facts/texts/new/", printed_facts.upload, name="printed_text_new"),
    path("printed-facts/texts/<int:number>/", printed_facts.text, name="printed_text"),
    path("printed-facts/<int:number>/", printed_facts.fact, name="printed_fact"),
    path("printed-facts/<int:number>/correct/", printed_facts.correct, name="printed_fact_correct"),
]
