"""Every step of a session opens, and leads to the next by its Continue link."""

import itertools

from django.urls import reverse

from facilitation.vocabulary import STAGE_URL_NAMES


def test_each_step_opens_and_links_to_the_next(as_alice, session):
    urls = [reverse(name, args=[session.pk]) for name in STAGE_URL_NAMES.values()]
    for url, following in itertools.pairwise(urls):
        response = as_alice.get(url)
        assert response.status_code == 200
        assert f'href="{following}"' in response.content.decode()
