"""``plantwright learn study``: plan, draw and analyze a study of whether the school teaches."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from plantwright.cli.guard import guarded
from plantwright.cli.progress import answers

learn_study_app = typer.Typer(
    help="Find out whether the school teaches: registered before, drawn by a sealed secret, said with its interval.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
SettingsArgument = Annotated[Path, typer.Argument(help="The settings of the study.", metavar="STUDY.yaml")]
RegisteredOption = Annotated[
    Path, typer.Option("--registration", metavar="FILE.md", help="The registration that plan wrote.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace an existing file.")]


@learn_study_app.command("plan")
@guarded
def plan_command(
    settings: SettingsArgument,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", metavar="FILE.md", help="The registration to write.")
    ] = None,
    secret: Annotated[
        Path | None, typer.Option("--secret", metavar="FILE", help="The secret to draw from; made where there is none.")
    ] = None,
    example: Annotated[bool, typer.Option("--example", help="Write settings to change, and stop.")] = False,
    force: ForceOption = False,
) -> None:
    """Say how many learners or classes a study needs, and write its registration. Do it before anybody is taught.

    Example: plantwright learn study plan study.yaml -o registration.md
    """
    from plantwright.cli.outputs import check_text, write_whole
    from plantwright.learn.study_kit.power import need
    from plantwright.learn.study_kit.registration import registration
    from plantwright.learn.study_kit.settings import EXAMPLE, read_settings

    if example:
        check_text(settings, force=force)
        write_whole(settings, lambda place: place.write_text(EXAMPLE, encoding="utf-8"))
        answers.print(f"Settings to change: {settings}", markup=False, soft_wrap=True)
        return
    told = read_settings(settings)
    answers.print(need(told).says, markup=False, soft_wrap=True)
    if out is None:
        return
    check_text(out, force=force)
    sealed = secret or out.with_suffix(".secret")
    check_text(sealed, force=True)
    page = registration(told, _secret(sealed), datetime.now(UTC).date())
    write_whole(out, lambda place: place.write_text(page, encoding="utf-8"))
    answers.print(f"The registration: {out}. Put it where it cannot be changed.", markup=False, soft_wrap=True)
    answers.print(f"The secret to draw from: {sealed}. Keep it closed until all learners are listed.", markup=False)


@learn_study_app.command("randomize")
@guarded
def randomize_command(
    settings: SettingsArgument,
    learners: Annotated[Path, typer.Argument(help="Table with the columns learner and class.", metavar="LIST.csv")],
    registered: RegisteredOption,
    secret: Annotated[Path, typer.Option("--secret", metavar="FILE", help="The secret that plan made.")],
    out: Annotated[Path, typer.Option("-o", "--out", metavar="GROUPS.csv", help="The table of groups to write.")],
    force: ForceOption = False,
) -> None:
    """Draw the groups from the registered secret: the same list and secret give the same groups, in any order.

    Example: plantwright learn study randomize study.yaml list.csv --registration registration.md
    --secret registration.secret -o groups.csv
    """
    from plantwright.cli.outputs import check_table, write_whole
    from plantwright.learn.study_kit.draw import draw, groups_csv, read_list
    from plantwright.learn.study_kit.registration import check_registered
    from plantwright.learn.study_kit.settings import read_settings

    check_table(out, force=force)
    told = read_settings(settings)
    sealed = _text(secret)
    check_registered(told, _text(registered), sealed)
    found = draw(told, read_list(_text(learners)), sealed)
    write_whole(out, lambda place: place.write_text(groups_csv(found), encoding="utf-8"))
    for group in told.groups:
        answers.print(f"{group}: {sum(one.group == group for one in found)} learners", markup=False)
    answers.print(f"The groups: {out}", markup=False, soft_wrap=True)


@learn_study_app.command("analyze")
@guarded
def analyze_command(
    settings: SettingsArgument,
    groups: Annotated[Path, typer.Argument(help="The table of groups as drawn.", metavar="GROUPS.csv")],
    tests: Annotated[
        Path, typer.Argument(help="Table with the columns learner, pretest and posttest.", metavar="TESTS.csv")
    ],
    registered: RegisteredOption,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE.md", help="The report to write.")] = None,
    force: ForceOption = False,
) -> None:
    """Analyze a study as it was registered: the difference between the groups, and no word beyond its interval.

    Example: plantwright learn study analyze study.yaml groups.csv tests.csv --registration registration.md
    """
    from plantwright.cli.outputs import check_text, write_whole
    from plantwright.learn.study_kit.analyze import analyze
    from plantwright.learn.study_kit.draw import read_groups
    from plantwright.learn.study_kit.registration import check_registered
    from plantwright.learn.study_kit.report import report, says
    from plantwright.learn.study_kit.settings import read_settings
    from plantwright.learn.study_kit.tests_taken import read_tests

    if out is not None:
        check_text(out, force=force)
    told = read_settings(settings)
    check_registered(told, _text(registered))
    found = analyze(told, read_groups(_text(groups)), read_tests(_text(tests)))
    answers.print(says(told, found), markup=False, soft_wrap=True)
    if out is not None:
        write_whole(out, lambda place: place.write_text(report(told, found), encoding="utf-8"))
        answers.print(f"The report: {out}", markup=False, soft_wrap=True)


def _text(path: Path) -> str:
    from plantwright.errors import LearnError

    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LearnError(f"{path}: cannot be read ({error.strerror}); give an existing file") from None
    except UnicodeDecodeError:
        raise LearnError(f"{path}: is no text in UTF-8; save it as CSV UTF-8, or as Markdown") from None


def _secret(path: Path) -> str:
    """Return the secret of a file; make it, readable by its owner alone, where there is none."""
    from plantwright.learn.study_kit.draw import new_secret

    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(new_secret() + "\n", encoding="ascii")
    return path.read_text(encoding="ascii")
