from django.urls import path

from sharing.views import answers, introductions, on_plan, summaries

app_name = "sharing"
urlpatterns = [
    path("sessions/<uuid:session_id>/sharing/", on_plan.on_plan, name="on_plan"),
    path("sessions/<uuid:session_id>/summary/", summaries.summary, name="summary"),
    path("sessions/<uuid:session_id>/summary/edit/", summaries.edit, name="edit"),
    path("sessions/<uuid:session_id>/summary/take-back/", summaries.take_back, name="take_back"),
    path("sessions/<uuid:session_id>/summary/summary.pdf", summaries.pdf, name="pdf"),
    path("sessions/<uuid:session_id>/summary/text/", summaries.text, name="text"),
    path("sessions/<uuid:session_id>/summary/summary.fhir.json", summaries.fhir, name="fhir"),
    path(
        "sessions/<uuid:session_id>/introductions/<uuid:item_id>/",
        introductions.introduction,
        name="introduction",
    ),
    path(
        "sessions/<uuid:session_id>/introductions/<uuid:item_id>/take-back/",
        introductions.take_back,
        name="take_introduction_back",
    ),
    path("introduced/<str:token>/", answers.answer, name="answer"),
]
