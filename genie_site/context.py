from django.conf import settings
from django.http import HttpRequest


def typeface(request: HttpRequest) -> dict[str, list[str]]:
    """`typeface_stylesheets` for every template: static paths, none where there is no typeface."""
    return {"typeface_stylesheets": settings.TYPEFACE_STYLESHEETS}


def version(request: HttpRequest) -> dict[str, str]:
    """`genie_version` for every template: which release of Genie this is."""
    return {"genie_version": settings.GENIE_VERSION}


def single_sign_on(request: HttpRequest) -> dict[str, str]:
    """`organisation_to_sign_in_by` for the sign-in page; empty where there is none."""
    known = settings.GENIE_OIDC_NAME if settings.GENIE_OIDC_ISSUER else ""
    return {"organisation_to_sign_in_by": known}


def idle(request: HttpRequest) -> dict[str, int]:
    """`idle_minutes` after which the page asks whether somebody is there; 0 for never."""
    return {"idle_minutes": settings.GENIE_IDLE_MINUTES}
