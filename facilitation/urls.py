from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import (
    LoginView,
    PasswordChangeDoneView,
    PasswordChangeView,
)
from django.urls import path, reverse_lazy

from facilitation.sign_in import NewPasswordForm, SignInForm, sign_out
from facilitation.views import about, account, audit, home, offline, people, session, team

app_name = "facilitation"
urlpatterns = [
    path("", home.home, name="home"),
    path(
        "sign-in/",
        login_not_required(
            LoginView.as_view(
                template_name="facilitation/sign_in.html",
                authentication_form=SignInForm,
                redirect_authenticated_user=True,
            )
        ),
        name="sign_in",
    ),
    path("sign-out/", sign_out, name="sign_out"),
    path(
        "password/",
        PasswordChangeView.as_view(
            template_name="facilitation/password_change.html",
            form_class=NewPasswordForm,
            success_url=reverse_lazy("facilitation:password_changed"),
        ),
        name="password_change",
    ),
    path(
        "password/changed/",
        PasswordChangeDoneView.as_view(template_name="facilitation/password_changed.html"),
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
