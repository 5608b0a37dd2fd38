"""The curators' admin. No model that says anything of a participant is registered here."""

from django.contrib import admin

from resources.admin import corrections, differences, duplicates, providers, resources, terms

__all__ = ["corrections", "differences", "duplicates", "providers", "resources", "terms"]

admin.site.site_header = "Genie"
admin.site.site_title = "Genie"
admin.site.index_title = "Administration"
admin.site.enable_nav_sidebar = False
