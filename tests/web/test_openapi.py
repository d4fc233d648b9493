"""The documented API, asked whatever its document allows."""

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from served import World

REFUSALS = {"401", "403", "404", "422", "429"}
_LIMITS = settings(
    max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate]
)
_CHECKS = ["not_a_server_error", "status_code_conformance", "response_schema_conformance", "content_type_conformance"]


def test_no_request_breaks_the_server(world: World) -> None:
    """Whatever the document allows is answered, by a status and form that it documents, and never by a failure."""
    schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is part of the extra dev")
    told = {"authorization": f"Bearer {world.keys['admin']}", "host": "127.0.0.1"}
    document = schemathesis.openapi.from_asgi("/api/openapi.json", world.app, headers={"host": "127.0.0.1"})
    checks = schemathesis.checks.CHECKS.get_by_names(_CHECKS)
    asked = [one.ok() for one in document.get_all_operations()]
    assert len(asked) == sum(len(one) for one in world.app.openapi()["paths"].values())
    for operation in asked:

        @_LIMITS
        @seed(20260101)
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate(headers=told, checks=checks)

        ask()


def test_every_operation_documents_how_it_refuses(world: World) -> None:
    """Each operation names 401, 403, 404, 422 and 429, all of one form."""
    for path, item in world.app.openapi()["paths"].items():
        for method, told in item.items():
            assert set(told["responses"]) >= REFUSALS, f"{method} {path}"
            forms = {str(told["responses"][one]["content"]) for one in REFUSALS}
            assert len(forms) == 1, f"{method} {path}"
            assert "Refusal" in forms.pop(), f"{method} {path}"
