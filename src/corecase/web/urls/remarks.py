"""Addresses: the register of comments and complaints."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from corecase.web.views import remarks

urlpatterns: list[URLPattern | URLResolver] = [
    path("comments/", remarks.register, name="remarks"),
    path("comments/new/", remarks.new, name="remark_new"),
    path("comments/<int:number>/", remarks.one, name="remark"),
    path("comments/<int:number>/answer/", remarks.answer, name="remark_answer"),
    path("comments/<int:number>/day/", remarks.move, name="remark_move"),
    path("comments/<int:number>/reopen/", remarks.reopen, name="remark_reopen"),
]
