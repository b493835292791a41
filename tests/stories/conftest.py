"""Each story is told on one of the two databases, always the same: what they stand on is tested on
both in `tests/store`.
"""

from zlib import crc32

import pytest

from tests.databases import KINDS


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """Half of the stories on each, chosen by their names."""
    return KINDS[crc32(request.node.name.encode()) % len(KINDS)]
