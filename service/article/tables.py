"""The room's word lists, read once from `data/`."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from service.arabic.normalise import normalise_text

_VARIANTS = str.maketrans("أإآىة", "اااية", " .\"'")


def key(text: str) -> str:
    """Return the form in which names are compared.

    Without tashkeel, hamza carriers, quotation marks, dots, spaces and case.
    """
    return normalise_text(text).translate(_VARIANTS).casefold()


def words(listed: str) -> frozenset[str]:
    """Return the words of a list written as prose."""
    return frozenset(listed.split())


def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    content = (files("service.article") / "data" / name).read_text(encoding="utf-8")
    return tuple(
        tuple(line.split("\t"))
        for line in content.splitlines()
        if line and not line.startswith("#")
    )


@cache
def dateline_words() -> dict[str, dict[str, str]]:
    """Return kind -> key -> English, from `data/dateline.tsv`."""
    table: dict[str, dict[str, str]] = {"agency": {}, "place": {}, "day": {}, "skip": {}}
    for kind, arabic, english in _rows("dateline.tsv"):
        table[kind].setdefault(key(arabic), english)
    return table


@cache
def furniture_classes() -> frozenset[str]:
    """Return the class words that mark page furniture, from `data/boilerplate.tsv`."""
    return frozenset(value for kind, value in _rows("boilerplate.tsv") if kind == "class")


@cache
def furniture_openings() -> tuple[str, ...]:
    """Return the keys of the openings that lead away from the article."""
    return tuple(key(value) for kind, value in _rows("boilerplate.tsv") if kind == "opening")
