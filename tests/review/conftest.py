"""A review of three groups."""

import pytest

from tests.review.desk import Desk


@pytest.fixture
def desk():
    return Desk()
