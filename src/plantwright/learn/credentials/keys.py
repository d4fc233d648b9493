"""The keys of a school: the secret one signs badges and is for its owner's eyes alone, the public one verifies them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from uuid import uuid4

from plantwright.errors import BadgeError, MissingExtraError, OutputError

if TYPE_CHECKING:
    from joserfc.jwk import ECKey, RSAKey

Algorithm = Literal["RS256", "ES256"]
BITS = 3072
"""Of an RSA key. A signature of 3072 bits fills its text exactly, so none of its letters can be changed unseen."""
LEAST_BITS = 2048
SECRET, PUBLIC = "issuer.key", "issuer.pub"
_LARGEST = 20_000


def make_keys(folder: Path, algorithm: Algorithm = "RS256") -> tuple[Path, Path]:
    """Write new keys into a folder, the secret one readable by its owner alone, and return their files.

    Raises
    ------
    OutputError
        There are keys already, or they cannot be written.
    """
    jwk = _jwk()
    key: RSAKey | ECKey
    key = jwk.RSAKey.generate_key(BITS) if algorithm == "RS256" else jwk.ECKey.generate_key("P-256")
    secret, public = folder / SECRET, folder / PUBLIC
    _refuse_old(secret, public)
    _write_new(secret, key.as_pem(private=True), 0o600)
    _write_new(public, key.as_pem(private=False), 0o644)
    return secret, public


def _refuse_old(*files: Path) -> None:
    """Refuse to replace a key: badges signed with it could be verified no longer."""
    for file in files:
        if file.exists():
            raise OutputError(f"{file}: is there already, and a lost key cannot be had again; name another folder")


def _write_new(file: Path, content: bytes, mode: int) -> None:
    """Write a file that appears whole or not at all, and never over another one."""
    hidden = file.with_name(f".{file.name}-{uuid4().hex[:8]}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(hidden, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(hidden, file)
    except OSError as error:
        raise OutputError(f"{file}: cannot be written ({error.strerror}); name another folder") from None
    finally:
        with suppress(OSError):
            hidden.unlink()


def read_key(file: Path, *, secret: bool) -> RSAKey | ECKey:
    """Return the key of a PEM file.

    Raises
    ------
    BadgeError
        The file is no such key, or others may read the secret one.
    """
    if secret and os.name == "posix" and file.is_file() and file.stat().st_mode & 0o077:
        raise BadgeError(f"{file}: others may read this secret key; chmod 600 {file.name}")
    try:
        pem = file.read_bytes() if file.stat().st_size <= _LARGEST else b""
    except OSError as error:
        raise BadgeError(f"{file}: cannot be read ({error.strerror}); plantwright badge keys makes keys") from None
    return key_of(pem, str(file), secret=secret)


def key_of(pem: bytes, where: str, *, secret: bool) -> RSAKey | ECKey:
    """Return the key of a PEM text; a secret key is none to verify with, as it would have had to be shown."""
    raw = _loaded(pem, secret=secret)
    if raw is None or not _good(raw):
        raise BadgeError(
            f"{where}: is no {'secret' if secret else 'public'} key that badges are signed with; a PEM file of RSA "
            f"with {LEAST_BITS} bits or more, or of the curve P-256, is needed; plantwright badge keys makes both"
        )
    jwk = _jwk()
    made: RSAKey | ECKey = (jwk.ECKey if hasattr(raw, "curve") else jwk.RSAKey).import_key(raw)
    return made


def _loaded(pem: bytes, *, secret: bool) -> Any:
    """Return the key of a PEM text, or None where it is of another kind or none."""
    try:
        from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415
        from cryptography.hazmat.primitives import serialization  # noqa: PLC0415
    except ImportError as error:
        raise MissingExtraError("cryptography is not installed; pip install 'plantwright[learn]'") from error
    try:
        if secret:
            return serialization.load_pem_private_key(pem, password=None)
        return serialization.load_pem_public_key(pem)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        return None


def algorithm_of(key: RSAKey | ECKey) -> Algorithm:
    """Return the one algorithm that a key signs with here; a badge cannot ask for another."""
    return "RS256" if key.key_type == "RSA" else "ES256"


def _good(raw: Any) -> bool:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa  # noqa: PLC0415

    if isinstance(raw, rsa.RSAPublicKey | rsa.RSAPrivateKey):
        return raw.key_size >= LEAST_BITS
    return isinstance(raw, ec.EllipticCurvePublicKey | ec.EllipticCurvePrivateKey) and raw.curve.name == "secp256r1"


def _jwk() -> Any:  # a module, loaded late
    try:
        from joserfc import jwk  # noqa: PLC0415  # only those who sign need it
    except ImportError as error:
        raise MissingExtraError("joserfc is not installed; pip install 'plantwright[learn]'") from error
    return jwk
