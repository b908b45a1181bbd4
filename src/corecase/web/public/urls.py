"""Every address of the public view; whatever else is asked for is not there."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.public import comparison_views, feeds, national_views, views
from corecase.web.public.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.listed, name="public_list"),
    path("feed.atom", feeds.reports, name="public_feed"),
    path("news.atom", feeds.news, name="public_news"),
    path("sitemap.xml", feeds.site_map, name="public_site_map"),
    re_path(
        r"^by-hash/(?P<sha256>[0-9a-f]{64})/(?P<name>[\w./-]+)$",
        views.file_by_hash,
        name="public_file_by_hash",
    ),
    path("code-of-practice/", views.code_of_practice, name="public_code_of_practice"),
    path("services/", national_views.services, name="public_services"),
    path("services/<slug:name>/", national_views.service, name="public_service"),
    path("services/<slug:name>/news.atom", feeds.service, name="public_service_feed"),
    path("ratings/", national_views.ratings, name="public_ratings"),
    path("programmes/", national_views.programmes, name="public_programmes"),
    path("programmes/<slug:name>/", national_views.programme, name="public_programme"),
    re_path(
        r"^programmes/(?P<name>[\w-]+)/(?P<headline>[\w.-]+)\.svg$",
        national_views.trend,
        name="public_trend",
    ),
    path("compare/", comparison_views.compare, name="public_compare"),
    re_path(
        r"^compare/(?P<headline>[\w.-]+)/(?P<kind>chart|funnel)\.svg$",
        comparison_views.picture,
        name="public_compare_picture",
    ),
    path("compare/benchmark.<slug:ending>", comparison_views.data, name="public_compare_data"),
    path("compare/sentences.txt", comparison_views.sentences, name="public_compare_sentences"),
    path("open-data/", national_views.data, name="public_data"),
    path("open-data/facts.atom", feeds.sources, name="public_data_feed"),
    path("open-data/catalogue.jsonld", national_views.data_metadata, name="public_catalogue"),
    path("open-data/<slug:name>.<slug:ending>", national_views.data_file, name="public_data_file"),
    path("accessibility/", national_views.accessibility, name="public_accessibility"),
    path(".well-known/security.txt", national_views.security, name="public_security"),
    path("api/v1/", api.urls),
    path("<slug:code>/metadata.jsonld", national_views.metadata, name="public_metadata"),
    path("<slug:code>/", views.report, name="public_report"),
    path("<slug:code>/<int:number>/<path:name>", views.file, name="public_file"),
]
