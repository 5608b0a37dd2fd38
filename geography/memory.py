"""What each process keeps for itself of what is the same for everybody: drawings, fragments of
pages, counts. The cache that all processes share, in the database, is for signing in."""

from django.core.cache import caches
from django.utils.connection import ConnectionProxy

cache = ConnectionProxy(caches, "memory")
