from django.conf import settings
from django.http import HttpRequest


def typeface(request: HttpRequest) -> dict[str, list[str]]:
    """`typeface_stylesheets` for every template: static paths, none where there is no typeface."""
    return {"typeface_stylesheets": settings.TYPEFACE_STYLESHEETS}


def version(request: HttpRequest) -> dict[str, str]:
    """`genie_version` for every template: which release of Genie this is."""
    return {"genie_version": settings.GENIE_VERSION}
