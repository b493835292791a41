"""What every test shares: asyncio, nothing of the developer's own settings, and no stop-watch."""

import os

import hypothesis
import pytest

pytest_plugins = ["tests.databases", "tests.neighbourhood"]

for name in list(os.environ):
    if name.startswith("DOORSTEP_") and not name.startswith("DOORSTEP_TEST_"):
        del os.environ[name]  # whoever runs the tests may be running a Doorstep, too
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process we start takes seconds

# no deadline: the machine may be busy
hypothesis.settings.register_profile(
    "doorstep", hypothesis.settings(),
    deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow],
)  # fmt: skip
hypothesis.settings.load_profile("doorstep")


LONGEST = ("test_year.py", "test_whole_demo.py", "test_clock.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest come first: last, one worker would wait for the other."""
    rank = {name: nth - len(LONGEST) for nth, name in enumerate(LONGEST)}
    items.sort(key=lambda item: rank.get(item.path.name, 0))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"
