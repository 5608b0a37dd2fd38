from django.urls import path

from mapping import views

app_name = "mapping"
urlpatterns = [
    path("sessions/<uuid:session_id>/network/", views.network, name="network"),
    path("sessions/<uuid:session_id>/network/changes/", views.changes, name="changes"),
    path("sessions/<uuid:session_id>/network/undo/", views.undo, name="undo"),
    path("sessions/<uuid:session_id>/network/redo/", views.redo, name="redo"),
    path(
        "sessions/<uuid:session_id>/network/members/<uuid:member_id>/", views.member, name="member"
    ),
    path(
        "sessions/<uuid:session_id>/network/members/<uuid:member_id>/move/",
        views.move,
        name="move",
    ),
    path(
        "sessions/<uuid:session_id>/network/members/<uuid:member_id>/remove/",
        views.remove,
        name="remove",
    ),
    path("sessions/<uuid:session_id>/network/together/", views.together, name="together"),
    path(
        "sessions/<uuid:session_id>/network/used-to-enjoy/",
        views.drop_activity,
        name="drop_activity",
    ),
]
