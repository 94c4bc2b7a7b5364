"""Names kept: whoever the gazetteer knows in the Arabic must be met in the English."""

from __future__ import annotations

from service.arabic.names import Name, find_names, matches
from service.schema import Flag

_SURE = 0.6
"""Names below it are everyday words as well, and cannot be demanded."""


def check(ar: str, en: str) -> list[Flag]:
    """Flag `name_missing`, once for each name that is not in the English."""
    missing: dict[str, Name] = {}
    for name in find_names(ar):
        # Currencies are part of their amount, which the numbers check compares.
        if name.confidence > _SURE and name.kind != "currency" and not matches(en, name):
            missing.setdefault(name.en[0], name)
    return [
        Flag(
            code="name_missing",
            detail=f"{ar[slice(*name.span)]} ({english}) is in the Arabic, not in the English",
            span=name.span,
        )
        for english, name in missing.items()
    ]
