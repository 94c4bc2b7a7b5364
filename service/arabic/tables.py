"""The room's tables: tab-separated, `#` comments, UTF-8, under `data/`."""

from __future__ import annotations

from importlib.resources import files

_PACKAGE = "service.arabic"


def rows(name: str, package: str = _PACKAGE) -> tuple[tuple[str, ...], ...]:
    """The rows of `data/<name>` as tuples of stripped cells; comments and blanks left out."""
    text = files(package).joinpath("data", name).read_text("utf-8")
    lines = (line for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in lines)
