"""Entries called much like another: told while a name is typed, and beside what is suggested."""

from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db.models import QuerySet

from resources.models import Resource
from resources.search_terms import plain

ALIKE = 0.6  # of 1, as for duplicates


def called_like(name: str) -> QuerySet[Resource]:
    """The likest first. (The index knows those that could be.)"""
    found = Resource.objects.filter(search_text__names__trigram_strict_word_similar=plain(name))
    alike = TrigramStrictWordSimilarity(plain(name), "search_text__names")
    return found.annotate(alike=alike).filter(alike__gte=ALIKE).order_by("-alike", "name")
