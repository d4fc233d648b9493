"""The gate lets other words through, and no other number, unit, bound, operation or name."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from plantwright.learn.bank.draw import Draw
from plantwright.learn.bank.make import choice, number
from plantwright.learn.bank.question import Answer, Question
from plantwright.learn.tutor.gate import refusal
from plantwright.learn.tutor.phrasing import endpoint, phrased

SOURCE = "The takt time is 5 min, the flow time 3 h. Divide the work by at most 12 stations, not by one."


def question(answer: Answer) -> Question:
    """Return a question about times and stations."""
    return Question(
        template="flow.test", skill="flow.test", seed=1, plant="p", stem="How many orders are on the floor?",
        answer=answer, solution=("so",), hints=("a", "b", "c"),
    )  # fmt: skip


ASKED = question(number(36.0, "orders"))


@pytest.mark.parametrize(
    "said",
    [
        SOURCE,
        f"Look again: {SOURCE}",
        SOURCE.replace("5 min,", "5 minutes, and").replace("3 h", "is 3 hours"),
        SOURCE.replace("Divide", "Now please divide"),
    ],
)
def test_other_words_pass(said: str) -> None:
    """Words around the same numbers, units, bounds and operations pass."""
    assert refusal(SOURCE, said, ASKED) is None


@pytest.mark.parametrize(
    "said",
    [
        "",
        SOURCE.replace("5 min", "6 min"),
        SOURCE.replace("5 min", "5 h"),
        SOURCE.replace("5 min", "five hours"),
        SOURCE.replace("12", "1.2"),
        SOURCE.replace("takt", "TEMP").replace("flow", "takt").replace("TEMP", "flow"),
        SOURCE.replace("at most", "at least"),
        SOURCE.replace("not by one", "by one"),
        SOURCE.replace("Divide", "Multiply"),
        f"{SOURCE} The answer is 36.",
        f"{SOURCE} The answer is thirty six.",
        f"{SOURCE} It is three dozen.",
        f"{SOURCE} It is XXXVI.",
        f"{SOURCE} It is ３６.",
        f"{SOURCE} It is ٣٦.",
        f"{SOURCE} It is 3️⃣6️⃣.",
        f"{SOURCE} It is sechsunddreissig.",
        f"{SOURCE} It is 6².",
        f"{SOURCE} It is 72/2.",
        SOURCE * 9,
    ],
)
def test_other_numbers_do_not(said: str) -> None:
    """A number, unit, bound or operation changed, exchanged, left out or added, however it is written, is refused."""
    assert refusal(SOURCE, said, ASKED) is not None


def test_no_option_is_named_that_the_text_does_not_name() -> None:
    """An option of a choice, right or wrong, cannot be brought into a hint."""
    asked = question(choice(Draw.of(1), "mill", "Yes.", ("lathe", "other", "No.")))
    assert refusal("Compare the work.", "Compare the work of the mill.", asked) == "it names what is to be found"
    assert refusal("Compare the work of the mill.", "Look: compare the work of the mill.", asked) is None


def test_a_model_that_fails_loses_nothing() -> None:
    """Whatever happens to the model, the learner reads the template's own text."""

    def broken(_: str, __: str) -> str:
        raise TimeoutError

    found = phrased("Look at the table.", ASKED, broken)
    assert (found.text, found.by_model) == ("Look at the table.", False)
    assert "TimeoutError" in found.refused
    assert phrased("Look at the table.", ASKED, None).text == "Look at the table."


def test_an_endpoint_is_asked_as_its_makers_say() -> None:
    """The model's name, its key, the question and the hint reach an endpoint, never the answer."""
    heard = []

    class Endpoint(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told = json.loads(self.rfile.read(int(self.headers["content-length"])))
            heard.append((self.path, self.headers["authorization"], told))
            answer = json.dumps({"choices": [{"message": {"content": "Now look at the table."}}]}).encode()
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Endpoint) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        model = endpoint(f"http://127.0.0.1:{server.server_port}/v1/", "small", "secret")
        assert phrased("Look at the table.", ASKED, model).text == "Now look at the table."
    path, key, told = heard[0]
    assert (path, key, told["model"]) == ("/v1/chat/completions", "Bearer secret", "small")
    assert "Look at the table." in told["messages"][-1]["content"]
    assert "36" not in json.dumps(told)


def test_a_refused_wording_is_replaced_by_the_template() -> None:
    """A lie never reaches the learner: the template's text stands in its place."""
    found = phrased("Divide 12 by 3.", ASKED, lambda _, __: "Divide 12 by 4.")
    assert (found.text, found.by_model) == ("Divide 12 by 3.", False)
    assert phrased("Divide 12 by 3.", ASKED, lambda _, __: "Now divide 12 by 3.").by_model
