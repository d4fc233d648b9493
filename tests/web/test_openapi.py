"""The documented API, asked whatever its document allows."""

import pytest
from hypothesis import HealthCheck, settings
from served import World

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is part of the dev extra")

REFUSALS = {"401", "403", "404", "422", "429"}


@pytest.fixture(scope="module")
def documented(world: World) -> object:
    """The server's own OpenAPI document, with the server behind it."""
    return schemathesis.openapi.from_asgi("/api/openapi.json", world.app, headers={"host": "127.0.0.1"})


schema = schemathesis.pytest.from_fixture("documented")


@schema.parametrize()
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_no_request_breaks_the_server(case, world: World) -> None:
    """Whatever the document allows is answered, by a status that it documents, and never by a failure of the server."""
    told = {"authorization": f"Bearer {world.keys['admin']}", "host": "127.0.0.1"}
    case.call_and_validate(
        headers=told, checks=[schemathesis.checks.not_a_server_error, schemathesis.checks.load_all_checks()]
    )


def test_every_operation_documents_how_it_refuses(world: World) -> None:
    """Each operation names 401, 403, 404, 422 and 429, all of one form."""
    for path, item in world.app.openapi()["paths"].items():
        for method, told in item.items():
            assert set(told["responses"]) >= REFUSALS, f"{method} {path}"
            forms = {str(told["responses"][one]["content"]) for one in REFUSALS}
            assert len(forms) == 1, f"{method} {path}"
            assert "Refusal" in forms.pop(), f"{method} {path}"
