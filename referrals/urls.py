from django.urls import path

from referrals.views import partners, public, queue
from referrals.vocabulary import Kind

app_name = "referrals"
TRAINING = {"kind": Kind.TRAINING}
urlpatterns = [
    path("refer/<slug:key>/", public.refer, name="refer"),
    path(
        "refer/<slug:key>/training/", public.refer, {"kind": Kind.TRAINING}, name="refer_training"
    ),
    path("refer/<slug:key>/receipt/<slug:code>/", public.receipt, name="receipt"),
    path("partners/", partners.partners, name="partners"),
    path("partners/<uuid:partner_id>/", partners.partner, name="partner"),
    path("partners/<uuid:partner_id>/poster/", partners.poster, name="poster"),
    path("partners/<uuid:partner_id>/renew/", partners.renew, name="renew"),
    path("partners/<uuid:partner_id>/allow/", partners.allow, name="allow"),
    path("referrals/", queue.queue, name="queue"),
    path("referrals/<uuid:referral_id>/", queue.referral, name="referral"),
    path("referrals/<uuid:referral_id>/attempt/", queue.attempt, name="attempt"),
    path("referrals/<uuid:referral_id>/assign/", queue.assign, name="assign"),
    path("referrals/<uuid:referral_id>/note/", queue.note, name="note"),
    path("referrals/<uuid:referral_id>/book/", queue.book, name="book"),
    path("referrals/<uuid:referral_id>/decline/", queue.decline, name="decline"),
    path("referrals/<uuid:referral_id>/no-reply/", queue.no_reply, name="no_reply"),
    path("referrals/<uuid:referral_id>/done/", queue.complete, name="complete"),
    path("referrals/<uuid:referral_id>/reopen/", queue.reopen, name="reopen"),
    path("referrals/<uuid:referral_id>/delete/", queue.delete, name="delete"),
]
