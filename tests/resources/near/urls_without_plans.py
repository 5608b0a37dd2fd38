"""The site's addresses, with another app's page where the plan's is, and no choosing."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from genie_site import urls


def another_plan(request: HttpRequest, session_id: str) -> HttpResponse:
    return HttpResponse("Another plan")


its_own = [path("sessions/<uuid:session_id>/another-plan/", another_plan, name="plan")]
urlpatterns = [
    *(one for one in urls.urlpatterns if getattr(one, "app_name", "") != "plans"),
    path("", include((its_own, "plans"))),
]
