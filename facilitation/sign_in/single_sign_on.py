"""Signing in by one's organisation: OpenID Connect, as a council's Entra ID or NHS CIS2 speak it.

One provider, by settings. It vouches for the people of the organisation that a setting or one of
its claims names, and for nobody else: whoever runs it could otherwise be anybody here. It finds
those who were invited, by their e-mail address once and by its own id for them from then on; a
claim may say their role, and a setting lets it add whom nobody invited. Who comes this way has no
password here: leaving the organisation is enough.
"""

from dataclasses import dataclass
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from facilitation.addresses import plain
from facilitation.audit import record_rights
from facilitation.models import Organisation, User
from facilitation.roles import Role

GIVEN = {Role.FACILITATOR, Role.MANAGER, Role.RESEARCHER}  # roles that a claim may give
LONGEST = 150  # letters of a name

NOT_KNOWN = (
    "Your organisation knows you, and Genie does not yet. Ask your manager to invite you, with the"
    " e-mail address that you sign in with there."
)
NOT_THEIRS = "This way in is for the people of one organisation. Please sign in by e-mail."
NO_ROLE = "Your organisation has not said what you do in Genie. Ask whoever gives you your log-ins."
NO_ANSWER = "Your organisation did not let you in, or did not answer. Please try again."


class RefusedError(Exception):
    """Why somebody whom the provider knows does not get in: a sentence for them."""


@dataclass(frozen=True)
class Claims:
    """What the provider says of somebody, as far as it matters here."""

    subject: str
    email: str
    name: str
    organisations: frozenset[str]
    values: frozenset[str]  # of the claim about the role

    @property
    def role(self) -> str:
        """The role that a claim says; empty where no claim is asked for one."""
        if not settings.GENIE_OIDC_ROLE_CLAIM:
            return ""
        found = {role for value, role in settings.GENIE_OIDC_ROLES.items() if value in self.values}
        for role in (Role.MANAGER, Role.FACILITATOR, Role.RESEARCHER):
            if role in found & GIVEN:
                return role
        raise RefusedError(NO_ROLE)


def words(value: Any) -> frozenset[str]:
    """A claim is a word, or several, or of some other kind that says nothing here."""
    values = value if isinstance(value, list) else [value]
    return frozenset(each.strip() for each in values if isinstance(each, str) and each.strip())


def read(data: dict[str, Any]) -> Claims:
    token, info = data.get("id_token") or {}, data.get("userinfo") or {}
    if info and token and info.get("sub") != token.get("sub"):
        raise RefusedError(NO_ANSWER)
    said = {**token, **info}
    verified = said.get("email_verified", True) in {True, "true"}
    return Claims(
        subject=str(said.get("sub", "")),
        email=str(said.get(settings.GENIE_OIDC_EMAIL_CLAIM) or "") if verified else "",
        name=str(said.get("name") or "")[:LONGEST],
        organisations=words(said.get(settings.GENIE_OIDC_ORGANISATION_CLAIM)),
        values=words(said.get(settings.GENIE_OIDC_ROLE_CLAIM)),
    )


def organisation_of(claims: Claims) -> Organisation:
    names = claims.organisations
    if not settings.GENIE_OIDC_ORGANISATION_CLAIM:
        names = frozenset({settings.GENIE_OIDC_ORGANISATION})
    found = list(Organisation.objects.filter(name__in=names)[:2])
    if len(found) != 1:
        raise RefusedError(NOT_THEIRS)
    return found[0]


def by_email(claims: Claims) -> User | None:
    try:
        return User.objects.filter(email=plain(claims.email)).first() if claims.email else None
    except ValidationError:
        return None


@transaction.atomic
def find_or_add(claims: Claims, known: User | None) -> User:
    """The user whom the claims are about, with the role that they say. Raises RefusedError."""
    organisation = organisation_of(claims)
    role = claims.role
    user = known or by_email(claims)
    if user is None:
        return add(claims, organisation, role)
    if user.is_superuser or user.organisation_id != organisation.pk:
        raise RefusedError(NOT_THEIRS)
    if not user.is_active:
        raise RefusedError(NOT_KNOWN)
    if role and role != user.role and user.role in GIVEN | {""}:
        before = User.objects.get(pk=user.pk)
        user.role = role
        user.save(update_fields=["role"])
        record_rights(before, user, by=user)
    return user


def add(claims: Claims, organisation: Organisation, role: str) -> User:
    if not settings.GENIE_OIDC_CREATE or not claims.email:
        raise RefusedError(NOT_KNOWN)
    try:
        email = plain(claims.email)
    except ValidationError:
        raise RefusedError(NOT_KNOWN) from None
    user = User.objects.create_user(
        email, name=claims.name, organisation=organisation, role=role or Role.FACILITATOR
    )
    record_rights(None, user, by=user)
    return user


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request: Any, provider: Any = None, client_id: Any = None) -> list[Any]:
        """By settings only: nobody adds a provider in the database."""
        if not settings.GENIE_OIDC_ISSUER:
            return []
        return [
            SocialApp(
                provider="openid_connect",
                provider_id="organisation",
                name=settings.GENIE_OIDC_NAME,
                client_id=settings.GENIE_OIDC_CLIENT_ID,
                secret=settings.GENIE_OIDC_CLIENT_SECRET,
                settings={"server_url": settings.GENIE_OIDC_ISSUER, "oauth_pkce_enabled": True},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        account = sociallogin.account
        data, account.extra_data = account.extra_data, {}  # of what it says, nothing is kept
        try:
            known = account.user if account.pk else None
            user = find_or_add(read(data), known)
        except RefusedError as error:
            refuse(request, str(error))
        except IntegrityError:  # added by another press of the button just now
            refuse(request, NO_ANSWER)
        finally:
            if account.pk:
                account.save(update_fields=["extra_data"])
        if user.has_usable_password():
            user.set_unusable_password()
        sociallogin.user = user
        if not account.pk:
            sociallogin.connect(request, user)

    def on_authentication_error(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        refuse(request, NO_ANSWER)


def refuse(request: HttpRequest, why: str) -> NoReturn:
    raise ImmediateHttpResponse(refused(request, why))


def refused(request: HttpRequest, why: str) -> HttpResponse:
    return render(request, "account/not_let_in.html", {"why": why})


@login_not_required
def to_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answered(request, openid_connect.login, provider_id)


@login_not_required
def from_organisation(request: HttpRequest, provider_id: str) -> HttpResponse:
    return answered(request, openid_connect.callback, provider_id)


def answered(request: HttpRequest, view: Any, provider_id: str) -> HttpResponse:
    """A provider that is down, or says what is no answer, is said in words."""
    try:
        response: HttpResponse = view(request, provider_id=provider_id)
    except (RequestException, KeyError, ValueError):
        return refused(request, NO_ANSWER)
    return response
