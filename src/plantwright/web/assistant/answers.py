"""The questions themselves: what an account may read of a plant's latest study."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from plantwright.errors import NotThereError
from plantwright.store.accounts import plant_for, plants_of
from plantwright.store.opened import Store
from plantwright.store.runs import latest_done
from plantwright.store.tables import Account
from plantwright.web.assistant.said import plain, said
from plantwright.web.assistant.school import practice, stuck
from plantwright.web.settings import Settings
from plantwright.web.visitor import Visitor

LOSSES = ("oee_waterfall", "downtime", "flow_parts", "micro_stops")
RANKED = (
    "change",
    "gain",
    "throughput",
    "flow_time",
    "on_time",
    "wip",
    "people",
    "energy",
    "probability_best",
    "tie_group",
)


@dataclass(frozen=True)
class Answers:
    """What one account may ask of a store."""

    store: Store
    account: str

    def plants(self) -> list[dict[str, Any]]:
        """Return the plants, each with whether it is studied."""
        with self.store.session() as session:
            account = session.get_one(Account, self.account)
            return [
                {"plant": one.id, "name": plain(one.name), "studied": bool(latest_done(session, one.id, "study"))}
                for one in plants_of(session, account)
            ]

    def measures(self, plant: str) -> dict[str, Any]:
        """Return the measures of the records."""
        run, found = self._file(plant, "measures.json")
        return self._told(run, found["values"])

    def bottleneck(self, plant: str) -> dict[str, Any]:
        """Return the work centers by how surely each is the bottleneck."""
        run, found = self._file(plant, "measures.json")
        agreement = found["values"].get("bottleneck_agreement")
        return self._told(run, {"candidates": found["tables"].get("bottlenecks", [])[:8], "agreement": agreement})

    def losses(self, plant: str) -> dict[str, Any]:
        """Return where time and output are lost."""
        run, found = self._file(plant, "measures.json")
        return self._told(run, {name: found["tables"].get(name, [])[:15] for name in LOSSES})

    def changes(self, plant: str, most: int) -> dict[str, Any]:
        """Return the ranked changes with their gains."""
        run, found = self._file(plant, "ranking.json")
        if not found:
            return self._told(run, {"changes": [], "why": "the data cannot support a ranking; ask what_to_believe"})
        ranked = [{name: one.get(name) for name in RANKED} for one in found["changes"][:most]]
        return self._told(run, {"objective": found["objective"], "sentence": found["sentence"], "changes": ranked})

    def belief(self, plant: str) -> dict[str, Any]:
        """Return how the twin did on weeks that it had not seen."""
        run, found = self._file(plant, "check.json")
        return self._told(run, {name: found.get(name) for name in ("verdict", "reasons", "lines", "split", "end")})

    def evidence(self, plant: str) -> dict[str, Any]:
        """Return what is needed to make the study again."""
        run, found = self._file(plant, "run.json")
        return self._told(run, found)

    def practice(self, plant: str) -> dict[str, Any]:
        """Return what the account itself should practise next."""
        with self.store.session() as session:
            run, found = practice(self._who(session), plant)
        return self._told(run, found)

    def stuck(self, plant: str) -> dict[str, Any]:
        """Return at which skills the account's classes are stuck."""
        with self.store.session() as session:
            found = stuck(self._who(session), plant)
        return {"data": said(found, "")}

    def _who(self, session: Session) -> Visitor:
        return Visitor(session.get_one(Account, self.account), session, self.store, Settings(), csrf="")

    def _file(self, plant: str, name: str) -> tuple[str, Any]:
        run, folder = self._study(plant)
        path = folder / name
        return run, json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    def _study(self, plant: str) -> tuple[str, Path]:
        with self.store.session() as session:
            found = plant_for(session, session.get_one(Account, self.account), plant)
            study = latest_done(session, found.id, "study")
        if study is None:
            raise NotThereError(f"plant {plain(plant)}: is not studied yet; begin a study on its page Records")
        return study.id, self.store.run_folder(found.id, study.id)

    def _told(self, run: str, found: Any) -> dict[str, Any]:
        return {"run": run, "data": said(found, run)}
