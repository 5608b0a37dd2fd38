from django.urls import path
from django.views.generic import TemplateView

from facilitation.sign_in.views import lapse, sign_out, still_here
from facilitation.views import about, account, audit, home, offline, people, session, team

app_name = "facilitation"
urlpatterns = [
    path("", home.home, name="home"),
    path("sign-out/", sign_out, name="sign_out"),
    path("still-here/", still_here, name="still_here"),
    path("lapse/", lapse, name="lapse"),
    path(
        "password/changed/",
        TemplateView.as_view(template_name="facilitation/password_changed.html"),
        name="password_changed",
    ),
    path("service-worker.js", offline.service_worker, name="service_worker"),
    path("offline/", offline.offline, name="offline"),
    path("my-details/", account.account, name="account"),
    path("my-sessions/", home.sessions, name="sessions"),
    path("my-sessions/search/", home.search, name="search"),
    path("caseload/", people.caseload, name="caseload"),
    path("audit/", audit.audit, name="audit"),
    path("audit.csv", audit.spreadsheet, name="audit_csv"),
    path("colleagues/", team.team, name="team"),
    path("colleagues/invite/", team.invite, name="invite"),
    path("colleagues/<uuid:user_id>/", team.colleague, name="colleague"),
    path("colleagues/<uuid:user_id>/invite/", team.invite_again, name="invite_again"),
    path(
        "colleagues/<uuid:user_id>/second-step/",
        team.remove_second_factor,
        name="remove_second_factor",
    ),
    path("colleagues/<uuid:user_id>/sign-in/", team.allow_sign_in, name="allow_sign_in"),
    path("people/<uuid:participant_id>/", people.participant, name="participant"),
    path("people/<uuid:participant_id>/contact/", people.contact, name="contact"),
    path("people/<uuid:participant_id>/note/", people.note, name="note"),
    path("people/<uuid:participant_id>/withdraw/", people.withdraw, name="withdraw"),
    path("people/<uuid:participant_id>/erase/", people.erase, name="erase"),
    path("people/<uuid:participant_id>/reassign/", people.reassign, name="reassign"),
    path("sessions/", session.start, name="start"),
    path("sessions/<uuid:session_id>/about/", about.about, name="about"),
    path("sessions/<uuid:session_id>/tick/", session.tick, name="tick"),
    path("sessions/<uuid:session_id>/pause/", session.pause, name="pause"),
    path("sessions/<uuid:session_id>/resume/", session.resume, name="resume"),
    path("sessions/<uuid:session_id>/stop/", session.stop, name="stop"),
    path("sessions/<uuid:session_id>/finish/", session.finish, name="finish"),
    path("sessions/<uuid:session_id>/reopen/", session.reopen, name="reopen"),
    path("sessions/<uuid:session_id>/follow-up/", session.start_follow_up, name="start_follow_up"),
]
