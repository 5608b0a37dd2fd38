from django.urls import path

from learning.views import first_sessions, pages, practice

app_name = "learning"
urlpatterns = [
    path("learning/", pages.learning, name="learning"),
    path("learning/practice/", practice.begin, name="begin"),
    path("learning/practice/end/", practice.end, name="end"),
    path("learning/cards/", pages.cards, name="cards"),
    path("learning/upset/", pages.upset, name="upset"),
    path("learning/safeguarding/", pages.safeguarding, name="safeguarding"),
    path("learning/guides/<slug:role>/", pages.guide, name="guide"),
    path("learning/first-sessions/", first_sessions.first_sessions, name="first_sessions"),
    path("learning/train/", first_sessions.train, name="train"),
    path("learning/ready/", first_sessions.ready, name="ready"),
]
