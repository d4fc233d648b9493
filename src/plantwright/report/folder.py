"""The folder of results: written whole, or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from plantwright.errors import OutputError
from plantwright.events.write import write_log
from plantwright.files.facts import write_facts
from plantwright.files.history import NAME as HISTORY
from plantwright.files.plant import write_plant
from plantwright.files.undisturbed import undisturbed
from plantwright.improve.study import Study
from plantwright.model.estimate import Measures
from plantwright.report.changes_csv import write_changes
from plantwright.report.criticism import check_json
from plantwright.report.page import write_report
from plantwright.report.ranking_json import write_ranking
from plantwright.report.trial_cards import write_trials

MARK = ("made_by", "plantwright study")
"""What ``run.json`` says of itself, so that only our own folders are ever replaced."""


def write_results(
    study: Study,
    out: Path,
    *,
    force: bool = False,
    manifest: Mapping[str, object],
    language: str | None = None,
    more: Callable[[Path], None] | None = None,
) -> None:
    """Write everything that was learned into one folder.

    Parameters
    ----------
    study
        What was learned of one plant.
    out
        The folder to make: ``report.html``, ``plant/``, ``measures.json``, ``check.json``, ``changes.csv``,
        ``ranking.json``, ``trials.json``, ``run.json``, and ``log.parquet`` with ``facts.yaml`` where there is a log.
    force
        Replace an earlier result; anything else is never replaced.
    manifest
        What is needed to run the study again: versions, seeds, hash of the input.
    language
        In which language to write the report; all other files stay as they are, whatever the language.
    more
        Writes what else belongs into the folder, before it is moved into its place.

    Notes
    -----
    All is written to a hidden folder beside ``out``, which is renamed as the last step: a crash leaves nothing.
    """
    target = check_target(out, force=force)
    with _hidden_sibling(target) as made:
        _write_all(study, made, manifest, language)
        if more:
            more(made)
        if (target / HISTORY).is_file():  # what was tried outlives every result
            shutil.copyfile(target / HISTORY, made / HISTORY)
        _move_into_place(made, target)


def check_target(out: Path, *, force: bool = False, spare: Path | None = None) -> Path:
    """Return the folder to write, absolute; raise OutputError where that is impossible or would destroy something.

    ``spare`` is what may not be replaced, the input for instance.
    """
    target = Path(out).expanduser().resolve()
    if not target.parent.is_dir():
        raise OutputError(f"{out}: {target.parent} is no folder; make it first, or name another place")
    if not os.access(target.parent, os.W_OK | os.X_OK):
        raise OutputError(f"{out}: {target.parent} cannot be written to; allow it, or name another place")
    if spare is not None and spare.resolve().is_relative_to(target):
        raise OutputError(f"{out}: {spare} lies in it and would be replaced; name another folder")
    if target.exists() and not force:
        raise OutputError(f"{out}: exists already; replace it with --force, or name another folder")
    if target.exists() and not _is_result(target):
        raise OutputError(
            f"{out}: is no earlier result of plantwright study, so it is not replaced; name another folder"
        )
    return target


def _is_result(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    if not any(folder.iterdir()):
        return True
    try:
        found = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get(MARK[0]) == MARK[1]


@contextmanager
def _hidden_sibling(target: Path) -> Iterator[Path]:
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    except OSError as error:
        raise OutputError(f"{target}: cannot be written ({error.strerror}); name another place") from error
    try:
        # mkdtemp makes it private; results are as open as any folder the user makes
        made.chmod(0o777 & ~_umask())
        yield made
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(f"{target}: cannot be written ({error}); free space, or name another place") from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _write_all(study: Study, folder: Path, manifest: Mapping[str, object], language: str | None) -> None:
    if study.plant:
        write_plant(study.plant, folder / "plant")
    if study.log is not None:
        write_log(study.log, folder / "log.parquet")
        write_facts(study.facts, folder)
    measures = study.measures or Measures()
    (folder / "measures.json").write_text(measures.model_dump_json(indent=1), encoding="utf-8")
    (folder / "check.json").write_text(check_json(study.check), encoding="utf-8")
    write_changes(study.ranking, folder / "changes.csv")
    write_ranking(study.ranking, folder / "ranking.json")
    write_trials(study.trials, folder / "trials.json")
    write_report(study, folder / "report.html", manifest=manifest, language=language)
    run = json.dumps({MARK[0]: MARK[1], **manifest}, indent=1, ensure_ascii=False, default=str)
    (folder / "run.json").write_text(run + "\n", encoding="utf-8")


def _move_into_place(made: Path, target: Path) -> None:
    with undisturbed():
        if target.exists():
            _exchange(made, target)
        else:
            made.rename(target)


def _exchange(made: Path, target: Path) -> None:
    aside = Path(tempfile.mkdtemp(prefix=f".{target.name}-old-", dir=target.parent))
    old = aside / "old"
    try:
        target.rename(old)
        made.rename(target)
    except BaseException:
        if old.exists() and not target.exists():
            old.rename(target)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
