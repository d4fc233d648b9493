"""What is given to a learner, by whom and on what evidence: the nouns behind a badge and a certificate."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from pydantic import Field

from plantwright.model.quantity import Count, Name, Noun, ZeroCount

Uri = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"]+$", max_length=500)]
"""An address that names one thing, such as ``https://college.example`` or ``mailto:ada@college.example``."""

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
"""The SHA-256 of a file, 64 hexadecimal digits."""


class Issuer(Noun):
    """The school that signs."""

    id: Uri
    """Its address; verifiers know it by this."""
    name: Name


class Learner(Noun):
    """Whom the credential is given to."""

    id: Uri
    """``mailto:`` and an address, a DID, or a ``urn:uuid:`` where no address shall be seen."""
    name: Name


class Evidence(Noun):
    """What the credential rests on."""

    run: Name
    """The run whose plant the learner worked on, as ``run.json`` or the store calls it."""
    answers: ZeroCount
    """Answers that the learner gave."""
    sha256: Sha256
    """The hash of the file that holds them."""


class Award(Noun):
    """A credential before it is signed."""

    learner: Learner
    title: Name
    about: Name
    """What the credential is, in a sentence or two."""
    skills: tuple[Name, ...] = Field(min_length=1)
    """The skills that were mastered, by id of the skill graph."""
    can: tuple[Name, ...] = Field(min_length=1)
    """What the holder can do, one sentence for each skill."""
    hours: float = Field(gt=0, le=10_000, allow_inf_nan=False, json_schema_extra={"unit": "h"})
    """What the learner spent, as the school states it [h]."""
    evidence: Evidence
    given: date
    """The day from which it holds."""
    expires: date | None = None
    """The last day on which it holds; empty: it does not end."""
    number: Count = 1
    """Tells two credentials apart that are alike in all else."""

    @property
    def begins(self) -> datetime:
        """The moment from which it holds."""
        return datetime.combine(self.given, time(), UTC)

    @property
    def ends(self) -> datetime | None:
        """The moment from which it holds no longer."""
        return None if self.expires is None else datetime.combine(self.expires, time(23, 59, 59), UTC)


def award_id(award: Award, issuer: Issuer) -> str:
    """Return the name of a credential: the same for the same award of the same school."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{issuer.id} credential {award.model_dump_json()}')}"


def achievement_id(award: Award, issuer: Issuer) -> str:
    """Return the name of what was achieved: the same for everybody of whom the same was asked."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{issuer.id} achievement {award.title} {award.skills} {award.can}')}"
