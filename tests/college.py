"""A college's learning system that answers over TLS; what it says and checks is by a library that nobody here wrote."""

from __future__ import annotations

import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from lti1p3platform.ltiplatform import LTI1P3PlatformConfAbstract
from lti1p3platform.message_launch import LTIAdvantageMessageLaunchAbstract
from lti1p3platform.oidc_login import OIDCLoginAbstract
from lti1p3platform.registration import Registration

CLIENT, PLACE, COURSE = "plantwright-1", "d1", "course-9"
ROLES = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


@dataclass
class Sent:
    """One launch that is to be: who comes, as what, along which link."""

    person: str
    role: str = "Learner"
    target: str = ""
    """What the link leads to; empty: a teacher is to choose it."""
    line: str = ""
    """The path of the column of the grade book."""


class College:
    """The learning system: its addresses, and what reached it."""

    def __init__(self, certificate: Path) -> None:
        self.certificate = certificate
        self.sent: dict[str, Sent] = {}
        self.items: list[dict[str, Any]] = []
        self.scores: list[tuple[str, dict[str, Any]]] = []
        self.is_down = False
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self.server.college = self  # type: ignore[attr-defined]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.home = f"https://127.0.0.1:{self.server.server_port}"

    def adopt(self, tool: str, keys: dict[str, Any]) -> None:
        """Set up a tool at an address, which shows these public keys."""
        self.tool = tool
        self.platform = _Platform(home=self.home, tool=tool, keys=keys)

    def registration(self) -> dict[str, str]:
        """Return what an admin types into the form of the tool's server."""
        return {
            "issuer": self.home, "client_id": CLIENT, "deployments": PLACE, "authorize_url": f"{self.home}/auth",
            "token_url": f"{self.home}/token", "keys_url": f"{self.home}/keys",
        }  # fmt: skip

    def begin(self, sent: Sent) -> str:
        """Return the address that a browser opens to come to the tool."""
        hint = f"hint-{len(self.sent)}"
        self.sent[hint] = sent
        step = _Login(None, self.platform)
        step.set_lti_message_hint(hint=hint)
        step.set_launch_url(sent.target or f"{self.tool}/lti/launch")
        return step.initiate_login(sent.person)

    def launched(self, asked: dict[str, str]) -> dict[str, str]:
        """Return the fields that a browser posts to the tool, and where, once the college knows who it is."""
        return _Launch(asked, self.platform, self.sent[asked["lti_message_hint"]], self.home).lti_launch()


class _Platform(LTI1P3PlatformConfAbstract):
    def init_platform_config(self, home: str, tool: str, keys: dict[str, Any]) -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        secret = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        public = key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self._registration = (
            Registration()
            .set_iss(home)
            .set_client_id(CLIENT)
            .set_deployment_id(PLACE)
            .set_launch_url(f"{tool}/lti/launch")
            .set_deeplink_launch_url(f"{tool}/lti/launch")
            .set_oidc_login_url(f"{tool}/lti/login")
            .set_tool_key_set(keys)
            .set_platform_public_key(public.decode())
            .set_platform_private_key(secret.decode())
        )

    def get_registration_by_params(self, **_: Any) -> Registration:
        return self._registration


class _Login(OIDCLoginAbstract):
    def set_lti_message_hint(self, hint: str) -> None:
        self._lti_message_hint = hint

    def get_redirect(self, url: str) -> str:
        return url


class _Launch(LTIAdvantageMessageLaunchAbstract):
    def __init__(self, asked: dict[str, str], platform: _Platform, sent: Sent, home: str) -> None:
        super().__init__(None, platform)
        self.asked, self.sent, self.home = asked, sent, home

    def get_preflight_response(self) -> dict[str, str]:
        return self.asked

    def prepare_launch(self, preflight_response: dict[str, str]) -> None:
        self.set_user_data(preflight_response["login_hint"], [f"{ROLES}{self.sent.role}"])
        self.set_launch_context_claim(COURSE, context_title="Manufacturing systems")
        if not self.sent.target:
            self.set_dl(f"{self.home}/chosen")
            return
        self.set_launch_url(self.sent.target)
        self.set_resource_link_claim("link-1", title="Plantwright")
        if self.sent.line:
            self.set_ags(f"{self.home}/lines", f"{self.home}{self.sent.line}")

    def render_launch_form(self, launch_data: dict[str, str], **_: Any) -> dict[str, str]:
        return launch_data


class _Handler(BaseHTTPRequestHandler):
    @property
    def college(self) -> College:
        return self.server.college  # type: ignore[attr-defined]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = dict(parse_qsl(parts.query))
        if parts.path == "/keys":
            self._json(self.college.platform.get_jwks())
        elif parts.path == "/auth":
            told = self.college.launched(asked)
            fields = "".join(f'<input type=hidden name={name} value="{told[name]}">' for name in ("state", "id_token"))
            address = escape(told["launch_url"])
            self._page(
                f'<form method=post action="{address}">{fields}</form><script>document.forms[0].submit()</script>'
            )
        elif parts.path == "/course":
            inside = f'<iframe src="{escape(asked["open"])}" width=900 height=700 title=tool></iframe>'
            self._page(inside if asked.get("framed") else f'<a href="{escape(asked["open"])}">Open the tool</a>')
        else:
            self._json({}, 404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        path = urlsplit(self.path).path
        if self.college.is_down:
            self._json({"error": "away"}, 503)
        elif path == "/token":
            self._json(self.college.platform.get_access_token(dict(parse_qsl(body))))
        elif path == "/chosen":
            self.college.items += self.college.platform.validate_deeplinking_resp(dict(parse_qsl(body)))
            self._page("<h1>Linked in the course</h1>")
        elif path.endswith("/scores"):
            scope = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
            fine = self.college.platform.validate_token(self.headers["authorization"].removeprefix("Bearer "), [scope])
            self.college.scores.append((path, json.loads(body)))
            self._json({}, 200 if fine else 403)
        else:
            self._json({}, 404)

    def _page(self, content: str) -> None:
        self._answer(f"<!doctype html><title>College</title>{content}".encode(), 200, "text/html")

    def _json(self, content: Any, status: int = 200) -> None:
        self._answer(json.dumps(content).encode(), status, "application/json")

    def _answer(self, content: bytes, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@contextmanager
def college_at(folder: Path) -> Iterator[College]:
    """Yield a learning system that answers; its certificate, which nobody trusts by itself, lies in the folder."""
    college = College(certificate(folder))
    thread = threading.Thread(target=college.server.serve_forever, daemon=True)
    thread.start()
    yield college
    college.server.shutdown()
    college.server.server_close()
    thread.join(5)


def certificate(folder: Path) -> Path:
    """Write a certificate for this machine with its key into one file, and return it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "college")])
    begins = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file = folder / "college.pem"
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


def query(address: str) -> dict[str, str]:
    """Return the fields of an address."""
    return dict(parse_qsl(urlsplit(address).query))
