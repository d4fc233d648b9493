"""A school with its keys, an award, and its badge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from joserfc.jwk import ECKey, RSAKey

from plantwright.learn.credentials.award import Award, Evidence, Issuer, Learner
from plantwright.learn.credentials.keys import make_keys, read_key
from plantwright.learn.credentials.signed import signed

SCHOOL = Issuer(id="https://lakeside.example", name="Lakeside College")


@dataclass(frozen=True)
class School:
    """A school's keys, read, and their folder."""

    folder: Path
    secret: RSAKey | ECKey
    public: RSAKey | ECKey

    @property
    def pem(self) -> bytes:
        """The public key as others get it."""
        return (self.folder / "issuer.pub").read_bytes()


def school(folder: Path, algorithm: str = "RS256") -> School:
    """Return a school with new keys."""
    secret, public = make_keys(folder, algorithm)  # type: ignore[arg-type]
    return School(folder, read_key(secret, secret=True), read_key(public, secret=False))


@pytest.fixture(scope="session")
def lakeside(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Return the school that signs."""
    return school(tmp_path_factory.mktemp("lakeside"))


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> School:
    """Return a school that signs nothing here."""
    return school(tmp_path_factory.mktemp("elsewhere"))


def award(**other: object) -> Award:
    """Return what Ada is given."""
    fields: dict[str, object] = {
        "learner": Learner(id="mailto:ada@lakeside.example", name="Zoë Ångström-Şahin"),
        "title": "Flow on my own line",
        "about": "Sees where a line loses output.",
        "skills": ("flow.wip", "flow.throughput"),
        "can": ("Average WIP over a window from the log.", "State throughput with the right unit."),
        "hours": 46,
        "evidence": Evidence(run="2026-1a2b", answers=214, sha256="ab" * 32),
        "given": date(2026, 1, 5),
    }
    return Award.model_validate(fields | other)


@pytest.fixture(scope="session")
def badge(lakeside: School) -> str:
    """Return Ada's badge."""
    return signed(award(), SCHOOL, lakeside.secret)
