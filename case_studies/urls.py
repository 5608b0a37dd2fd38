from django.urls import path

from case_studies.views import drafts, library

app_name = "case_studies"
urlpatterns = [
    path("sessions/<uuid:session_id>/case-study/", drafts.study, name="study"),
    path("sessions/<uuid:session_id>/case-study/edit/", drafts.edit, name="edit"),
    path("sessions/<uuid:session_id>/case-study/take-back/", drafts.take_back, name="take_back"),
    path("case-studies/", library.library, name="library"),
    path("case-studies/case-studies.pdf", library.pdf, name="pdf"),
    path("case-studies/<uuid:study_id>/", library.approve, name="approve"),
    path("case-studies/<uuid:study_id>/take-out/", library.disapprove, name="disapprove"),
]
