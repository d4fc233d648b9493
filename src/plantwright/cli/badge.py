"""``plantwright badge``: signed badges with their evidence, given and verified without a network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.progress import answers

if TYPE_CHECKING:
    from plantwright.learn.credentials.award import Issuer

badge_app = typer.Typer(
    help="Give badges of Open Badges 3.0 with their evidence, and verify them; no network is needed for either.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
PROFILE = "issuer.json"


@badge_app.command("keys")
@guarded
def keys_command(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the keys shall be.")],
    name: Annotated[str, typer.Option("--name", help="What the school is called.")],
    address: Annotated[str, typer.Option("--id", metavar="URL", help="Its address, by which verifiers know it.")],
    algorithm: Annotated[
        str, typer.Option("--algorithm", help="RS256, which every verifier reads, or ES256.")
    ] = "RS256",
) -> None:
    """Make the keys of a school: issuer.key signs and is secret, issuer.pub is given to everybody.

    Example: plantwright badge keys school --name "Lakeside College" --id https://lakeside.example
    """
    from plantwright.cli.outputs import write_whole
    from plantwright.errors import BadgeError
    from plantwright.learn.credentials.keys import make_keys

    if algorithm not in ("RS256", "ES256"):
        raise BadgeError(f"--algorithm: found {algorithm!r}; RS256 and ES256 are known")
    text = _issuer({"id": address, "name": name}, "--id and --name").model_dump_json(indent=1) + "\n"
    secret, public = make_keys(folder, algorithm)  # type: ignore[arg-type]  # checked above
    write_whole(folder / PROFILE, lambda place: place.write_text(text, encoding="utf-8"))
    _say(f"{secret} signs: keep it, and keep it secret. {public} verifies: give it to everybody.")


@badge_app.command("issue")
@guarded
def issue_command(
    award: Annotated[Path, typer.Argument(metavar="AWARD", help="A YAML file: who, what for, on which evidence.")],
    keys: Annotated[Path, typer.Option("--keys", metavar="FOLDER", help="The folder of badge keys.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The badge: NAME.jwt or NAME.svg.")],
    certificate: Annotated[
        Path | None, typer.Option("--certificate", metavar="FILE", help="A certificate to print, as PDF.")
    ] = None,
    font: Annotated[
        Path | None, typer.Option("--font", metavar="FILE", help="A TrueType font for the certificate's letters.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier badge and certificate.")] = False,
) -> None:
    """Sign a badge; with --certificate also write a sheet to print.

    Example: plantwright badge issue ada.yaml --keys school -o ada.svg --certificate ada.pdf
    """
    from plantwright.cli.outputs import check_suffix, write_whole
    from plantwright.learn.credentials.award_file import read_award
    from plantwright.learn.credentials.badge_file import baked
    from plantwright.learn.credentials.certificate import certificate as drawn
    from plantwright.learn.credentials.keys import PUBLIC, SECRET, read_key
    from plantwright.learn.credentials.signed import signed
    from plantwright.learn.skills.read import school_skills

    check_suffix(out, (".jwt", ".svg"), "a badge", force=force)
    if certificate is not None:
        check_suffix(certificate, (".pdf",), "a certificate", force=force)
    given, issuer = read_award(award, school_skills()), _profile(keys)
    token = signed(given, issuer, read_key(keys / SECRET, secret=True))
    sheet = drawn(given, issuer, out.name, PUBLIC, font) if certificate is not None else b""
    text = baked(token, given.title, issuer.name) if out.suffix == ".svg" else f"{token}\n"
    write_whole(out, lambda place: place.write_text(text, encoding="utf-8"))
    if certificate is not None:
        write_whole(certificate, lambda place: place.write_bytes(sheet))
    _say(f"{out}: {given.title}, given to {given.learner.name}; plantwright badge verify {out} --key {keys / PUBLIC}")


@badge_app.command("verify")
@guarded
def verify_command(
    badge: Annotated[Path, typer.Argument(metavar="FILE", help="A badge, as text or as SVG.")],
    key: Annotated[Path, typer.Option("--key", metavar="FILE", help="The public key of its issuer, issuer.pub.")],
    issuer: Annotated[
        str | None, typer.Option("--issuer", metavar="URL", help="The address that the badge must be of.")
    ] = None,
    evidence: Annotated[
        Path | None, typer.Option("--evidence", metavar="FILE", help="The file of answers that it must rest on.")
    ] = None,
) -> None:
    """Say what a badge is and whom it was given to, or why it does not verify.

    Example: plantwright badge verify ada.svg --key issuer.pub
    """
    from plantwright.learn.credentials.badge_file import read_badge
    from plantwright.learn.credentials.keys import read_key
    from plantwright.learn.credentials.signed import verified
    from plantwright.learn.credentials.told import check_evidence, told

    found = verified(read_badge(badge), read_key(key, secret=False), issuer=issuer)
    if evidence is not None:
        check_evidence(found, evidence)
    _say("\n".join(told(found)))


def _profile(folder: Path) -> Issuer:
    from plantwright.errors import BadgeError

    file = folder / PROFILE
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadgeError(f"{file}: cannot be read; plantwright badge keys makes it beside the keys") from None
    return _issuer(text, str(file))


def _issuer(fields: dict[str, str] | str, where: str) -> Issuer:
    from pydantic import ValidationError

    from plantwright.errors import BadgeError
    from plantwright.learn.credentials.award import Issuer

    try:
        return Issuer.model_validate_json(fields) if isinstance(fields, str) else Issuer.model_validate(fields)
    except ValidationError as error:
        told = [f"{'.'.join(map(str, one['loc']))}: found {one['input']!r}; {one['msg']}" for one in error.errors()]
        raise BadgeError(where, told) from None


def _say(text: str) -> None:
    answers.print(text, soft_wrap=True, markup=False, highlight=False)
