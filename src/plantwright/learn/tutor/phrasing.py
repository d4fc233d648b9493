"""Another wording by a language model, off unless an endpoint is named; else, or refused, the template's own."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias
from urllib.request import Request, urlopen

from plantwright.learn.bank.question import Question
from plantwright.learn.tutor.gate import refusal

Model: TypeAlias = Callable[[str, str], str]
"""From what the question asks and a text about it to another wording of the text."""

URL, NAME, KEY = "PLANTWRIGHT_TUTOR_URL", "PLANTWRIGHT_TUTOR_MODEL", "PLANTWRIGHT_TUTOR_KEY"
"""The environment's names for the endpoint's base address, its model and its key."""
PATIENCE = 8.0
"""How long a learner waits for another wording before the template's own is shown [s]."""
_TASK = (
    "You help a learner in a plant. Say the hint below in friendlier words, in at most three short sentences. Do not "
    "add, change or drop a number, a unit or an operation; do not answer the question; do not name an option."
)


@dataclass(frozen=True)
class Phrased:
    """What the learner reads."""

    text: str
    by_model: bool
    refused: str = ""
    """Why a model's wording was not shown; empty where it was, or where none was asked for."""


def phrased(source: str, question: Question, model: Model | None) -> Phrased:
    """Return a text about a question in a model's words, if there is a model and the gate lets its words through."""
    if model is None:
        return Phrased(source, by_model=False)
    try:
        said = model(question.stem, source).strip()
    except Exception as error:  # noqa: BLE001 - whatever a model's server does, the learner gets the hint
        return Phrased(source, by_model=False, refused=f"the model did not answer: {type(error).__name__}")
    why = refusal(source, said, question)
    return Phrased(source, by_model=False, refused=why) if why else Phrased(said, by_model=True)


def configured() -> Model | None:
    """Return the model that the environment names; None where it names none."""
    address = os.environ.get(URL, "")
    return endpoint(address, os.environ.get(NAME, ""), os.environ.get(KEY, "")) if address else None


def endpoint(address: str, name: str, key: str) -> Model:
    """Return the model behind an endpoint that speaks the chat completions of OpenAI.

    Parameters
    ----------
    address
        Up to and including the version, such as ``http://127.0.0.1:8080/v1``.
    name, key
        Of the model, and what the endpoint asks for; both may be empty.
    """

    def model(stem: str, source: str) -> str:
        told = [{"role": "system", "content": _TASK}, {"role": "user", "content": f"{stem}\n\nHint: {source}"}]
        sent = {"model": name, "messages": told, "temperature": 0.3, "max_tokens": 200}
        headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {key}"} if key else {})
        where = f"{address.rstrip('/')}/chat/completions"
        with urlopen(Request(where, json.dumps(sent).encode(), headers), timeout=PATIENCE) as answer:
            return str(json.load(answer)["choices"][0]["message"]["content"])

    return model
