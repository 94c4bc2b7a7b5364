from __future__ import annotations

import pytest
from render_sample import sample_brief

from service.schema import Brief


@pytest.fixture
def brief() -> Brief:
    return sample_brief()
