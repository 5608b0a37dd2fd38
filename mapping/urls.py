from django.urls import path

from mapping.views import compare, exports, map, result

app_name = "mapping"
urlpatterns = [
    path("network-type/", result.rule, name="rule"),
    path("sessions/<uuid:session_id>/network/", map.network, name="network"),
    path("sessions/<uuid:session_id>/network/changes/", map.changes, name="changes"),
    path("sessions/<uuid:session_id>/network/as-last-time/", map.as_last_time, name="as_last_time"),
    path("sessions/<uuid:session_id>/network/nobody/", map.nobody, name="nobody"),
    path("sessions/<uuid:session_id>/network/undo/", map.undo, name="undo"),
    path("sessions/<uuid:session_id>/network/redo/", map.redo, name="redo"),
    path("sessions/<uuid:session_id>/network/members/<uuid:member_id>/", map.member, name="member"),
    path(
        "sessions/<uuid:session_id>/network/members/<uuid:member_id>/move/",
        map.move,
        name="move",
    ),
    path(
        "sessions/<uuid:session_id>/network/members/<uuid:member_id>/remove/",
        map.remove,
        name="remove",
    ),
    path("sessions/<uuid:session_id>/network/together/", result.together, name="together"),
    path(
        "sessions/<uuid:session_id>/network/for-the-facilitator/",
        result.for_the_facilitator,
        name="for_the_facilitator",
    ),
    path(
        "sessions/<uuid:session_id>/network/used-to-enjoy/",
        map.drop_activity,
        name="drop_activity",
    ),
    path("sessions/<uuid:session_id>/network/map.svg", exports.map_svg, name="map_svg"),
    path("sessions/<uuid:session_id>/network/members.csv", exports.members_csv, name="members_csv"),
    path("sessions/<uuid:session_id>/network/ego.csv", exports.ego_csv, name="ego_csv"),
    path(
        "sessions/<uuid:session_id>/network/map.graphml", exports.network_file, name="network_file"
    ),
    path("sessions/<uuid:session_id>/network/on-paper/", exports.on_paper, name="on_paper"),
    path(
        "sessions/<uuid:session_id>/network/then-and-now/",
        compare.then_and_now,
        name="then_and_now",
    ),
]
