"""The error tree is what its docstring draws, and every leaf is a well-formed problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec
import pytest

from service import errors
from service.errors import MujazError

if TYPE_CHECKING:
    from collections.abc import Iterator


def _tree(root: type[MujazError]) -> Iterator[type[MujazError]]:
    yield root
    for child in root.__subclasses__():
        yield from _tree(child)


def test_the_drawing_names_every_error() -> None:
    drawing = (errors.__doc__ or "").split("`problem`")[0]
    drawn = set(re.findall(r"[├└]── (\w+)|^ {4}(\w+Error)$", drawing, re.MULTILINE))
    names = {first or second for first, second in drawn}
    assert names == {kind.__name__ for kind in _tree(MujazError)}


@pytest.mark.parametrize("kind", list(_tree(MujazError)), ids=lambda kind: kind.__name__)
def test_every_error_is_a_problem(kind: type[MujazError]) -> None:
    problem = kind("what happened", field="$.x", retry_after=3, remedy="do this").problem
    wire = msgspec.json.decode(msgspec.json.encode(problem), type=dict[str, object])
    assert wire["type"] == f"urn:mujaz:problem:{kind.slug}"
    assert 400 <= problem.status < 600
    assert wire["detail"] == "what happened"
    assert wire["retry_after"] == 3


def test_slugs_are_unique() -> None:
    slugs = [kind.slug for kind in _tree(MujazError)]
    assert len(slugs) == len(set(slugs))
