"""Names kept: whoever the gazetteer knows in the Arabic must be met in the English."""

from __future__ import annotations

from service.arabic.names import Name, find_names, matches
from service.schema import Flag

_SURE = 0.6
"""Names below it are everyday words as well, and cannot be demanded."""


def missing(ar: str, en: str) -> list[Name]:
    """Return every use of a known name of `ar` that `en` does not say.

    A name is looked for once, however often it is used: linear in `ar`, and in
    `en` for each different name.
    """
    said: dict[tuple[str, ...], bool] = {}
    found: list[Name] = []
    for name in find_names(ar):
        # Currencies are part of their amount, which the numbers check compares.
        if name.confidence <= _SURE or name.kind == "currency":
            continue
        if name.en not in said:
            said[name.en] = matches(en, name)
        if not said[name.en]:
            found.append(name)
    return found


def check(ar: str, en: str) -> list[Flag]:
    """Flag `name_missing`, once for each name that is not in the English."""
    first = {name.en[0]: name for name in reversed(missing(ar, en))}
    return [
        Flag(
            code="name_missing",
            detail=f"{ar[slice(*name.span)]} ({english}) is in the Arabic, not in the English",
            span=name.span,
        )
        for english, name in reversed(first.items())
    ]
