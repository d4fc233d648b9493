"""What the tests of the server share."""

import pytest

from served import World, make_world


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Return a server with people of every role, and a plant whose every text is hostile."""
    return make_world(tmp_path_factory.mktemp("world") / "store")
