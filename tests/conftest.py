"""What every test shares: asyncio, and no stop-watch on properties (the machine may be busy)."""

import hypothesis
import pytest

pytest_plugins = ["tests.databases"]

hypothesis.settings.register_profile("doorstep", hypothesis.settings(), deadline=None)
hypothesis.settings.load_profile("doorstep")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
