from django.urls import path, re_path

from open_referral.publish import views


def both(route: str) -> str:
    """With and without a slash at the end: a redirect would lose the caller's headers."""
    return rf"^{route}/?$"


urlpatterns = [
    path("", views.about, name="about"),
    re_path(both("services"), views.services, name="services"),
    re_path(both("services/(?P<id>[^/]+)"), views.service, name="service"),
    re_path(both("service_at_locations"), views.services_at_locations, name="service_at_locations"),
    re_path(
        both("service_at_locations/(?P<id>[^/]+)"),
        views.service_at_location,
        name="service_at_location",
    ),
    re_path(both("taxonomies"), views.taxonomies, name="taxonomies"),
    re_path(both("taxonomies/(?P<id>[^/]+)"), views.taxonomy, name="taxonomy"),
    re_path(both("taxonomy_terms"), views.taxonomy_terms, name="taxonomy_terms"),
    re_path(both("taxonomy_terms/(?P<id>[^/]+)"), views.taxonomy_term, name="taxonomy_term"),
    # what is not there is said in JSON, too
    path("<path:path>", views.elsewhere),
]
