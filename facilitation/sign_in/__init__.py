"""Signing in: what django-allauth does here, and what it is asked to do differently."""
