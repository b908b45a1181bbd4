"""Addresses: the factual accuracy of a draft."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import factual_accuracy, factual_drafts

_FACTS = "inspections/<slug:code>/report/factual-accuracy"
_ROUND = f"{_FACTS}/<int:number>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{_FACTS}/", factual_accuracy.rounds, name="factual_accuracy"),
    path(f"{_FACTS}/open/", factual_accuracy.open_round, name="facts_open"),
    path(f"{_FACTS}/go-on/", factual_accuracy.go_on, name="facts_go_on"),
    path(f"{_ROUND}/", factual_drafts.draft, name="facts_draft"),
    path(f"{_ROUND}/paragraphs/<int:paragraph>/", factual_drafts.paragraph, name="facts_paragraph"),
    path(f"{_ROUND}/files/<path:name>", factual_drafts.file, name="facts_file"),
    path(f"{_ROUND}/send-back/", factual_drafts.send_back, name="facts_send_back"),
    path(f"{_ROUND}/comments/", factual_accuracy.comments, name="facts_comments"),
    path(f"{_ROUND}/comments/<int:comment>/", factual_accuracy.answer, name="facts_answer"),
    path(f"{_ROUND}/close/", factual_accuracy.close, name="facts_close"),
]
