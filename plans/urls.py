from django.urls import path

from plans.views import choosing, follow_up, hand_out, plan

app_name = "plans"
urlpatterns = [
    path("sessions/<uuid:session_id>/how-it-went/", follow_up.how_it_went, name="how_it_went"),
    path("sessions/<uuid:session_id>/plan/", plan.plan, name="plan"),
    path("sessions/<uuid:session_id>/plan/save/", plan.save, name="save"),
    path("sessions/<uuid:session_id>/plan/choose/", choosing.choose, name="choose"),
    path("sessions/<uuid:session_id>/plan/unchoose/", choosing.unchoose, name="unchoose"),
    path("sessions/<uuid:session_id>/plan/tray/", choosing.tray, name="tray"),
    path("sessions/<uuid:session_id>/plan/print/", hand_out.sheet, name="print"),
    path("sessions/<uuid:session_id>/plan/plan.pdf", hand_out.pdf, name="pdf"),
    path("sessions/<uuid:session_id>/plan/plan.txt", hand_out.text, name="text"),
    path("sessions/<uuid:session_id>/plan/plan.ics", hand_out.calendar, name="calendar"),
    path("sessions/<uuid:session_id>/plan/e-mail/", hand_out.email, name="email"),
]
