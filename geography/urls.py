from django.urls import path

from geography import views

app_name = "geography"
urlpatterns = [
    path("map/dots/<int:zoom>/<int:x>/<int:y>/", views.dots, name="dots"),
    path("map/water/<int:zoom>/<int:x>/<int:y>/", views.water, name="water"),
    path("map/basemap.pmtiles", views.streets, name="basemap"),
    path("map/towns/", views.towns, name="towns"),
    path("map/districts/", views.districts, name="districts"),
]
