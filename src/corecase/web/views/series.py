"""Views: the register of publications as staff see it, and its one setting."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from corecase.actions import funnels, series
from corecase.web import public_addresses
from corecase.web.listing_choices import asked_of, without_page
from corecase.web.middleware import StaffRequest
from corecase.web.pages import page, staff


@staff()
def register(request: StaffRequest) -> HttpResponse:
    """Every published report, by programme, region and year, with its versions."""
    asked = asked_of(request.GET)
    found = series.register(asked, by=request.actor, now=request.now)
    addresses = {one.code: public_addresses.of_report(one.code) for one in found.listing.reports}
    context = {"found": found, "addresses": addresses, "same": without_page(asked)}
    return page(request, "series/register.html", context)


@staff("POST")
def setting(request: StaffRequest, code: str) -> HttpResponse:
    """Whether re-inspections count to the lowest, highest and average to date."""
    counts = request.POST.get("counts") == "yes"
    series.count_reinspections(code, counts=counts, by=request.actor, now=request.now)
    messages.success(request, "Saved; what was published keeps the figures it was read beside.")
    return redirect("publications")


@staff()
def funnel(request: StaffRequest, code: str) -> HttpResponse:
    """The published headlines of a programme, services against their size."""
    found = funnels.of_programme(code, by=request.actor, now=request.now)
    return page(request, "series/funnel.html", {"found": found})


@staff()
def funnel_chart(request: StaffRequest, code: str, headline: str) -> HttpResponse:
    """The funnel of one headline, as a picture."""
    narrow = "narrow" in request.GET
    content = funnels.picture(code, headline, narrow=narrow, by=request.actor, now=request.now)
    return HttpResponse(content, content_type="image/svg+xml")
