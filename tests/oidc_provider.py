"""A small provider of OpenID Connect on this machine, as a council's Entra ID is one: it lets
everybody in, as whoever the test says."""

import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt

CLIENT, SECRET = "genie-client", "genie-secret-of-32-letters-at-least"


class Provider(ThreadingHTTPServer):
    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server_port}"
        self.claims: dict[str, Any] = {"sub": "1234", "email": "alice@genie.example"}
        self.userinfo: dict[str, Any] = {}  # where it says something else than the token
        self.denies = self.broken = False
        self.codes: dict[str, dict[str, str]] = {}

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def back(self, asked: dict[str, str]) -> str:
        """Where a browser is led that comes to be let in."""
        assert asked["client_id"] == CLIENT
        if self.denies:
            told = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(8)
            self.codes[code] = asked
            told = {"code": code, "state": asked["state"]}
        return f"{asked['redirect_uri']}?{urlencode(told)}"

    def tokens(self, sent: dict[str, str]) -> dict[str, Any]:
        asked = self.codes.pop(sent["code"])  # once
        digest = sha256(sent["code_verifier"].encode()).digest()
        assert urlsafe_b64encode(digest).decode().rstrip("=") == asked["code_challenge"]
        assert (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        now = int(time())
        told = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, **self.claims}
        return {"access_token": "for-userinfo", "id_token": jwt.encode(told, SECRET)}


class Handler(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if self.server.broken:
            return self.say("<h1>Sorry</h1>")
        if parts.path == "/authorize":
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            self.send_response(302)
            self.send_header("Location", self.server.back(asked))
            return self.end_headers()
        if parts.path == "/userinfo":
            return self.say(json.dumps(self.server.userinfo or self.server.claims))
        return self.say(json.dumps(self.server.configuration()))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {key: values[0] for key, values in parse_qs(body).items()}
        self.say(json.dumps(self.server.tokens(sent)))

    def say(self, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def running() -> Iterator[Provider]:
    with Provider() as provider:
        thread = Thread(target=provider.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()


def configure(settings, provider: Provider, **others: Any) -> None:
    settings.GENIE_OIDC_ISSUER = provider.issuer
    settings.GENIE_OIDC_CLIENT_ID, settings.GENIE_OIDC_CLIENT_SECRET = CLIENT, SECRET
    settings.GENIE_OIDC_NAME = "Solent Council"
    settings.GENIE_OIDC_ORGANISATION = "Solent Link Workers"
    for name, value in others.items():
        setattr(settings, f"GENIE_OIDC_{name}", value)
