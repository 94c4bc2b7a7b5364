"""Length: a translation far too short has dropped something, far too long invented it."""

from __future__ import annotations

import re

from service.schema import Flag

_LETTER = re.compile(r"[^\W_]")
SHORTEST = 0.45
"""English letters and digits per Arabic one; below it the references of FLORES-200 dev never go."""
LONGEST = 2.6
_SLACK = 14
"""Letters that short segments may differ by beyond the ratio: U.N. for الأمم المتحدة."""


def check(ar: str, en: str) -> list[Flag]:
    """Flag `length_ratio`."""
    source, target = len(_LETTER.findall(ar)), len(_LETTER.findall(en))
    if not source or not target:
        return []
    if target < SHORTEST * source - _SLACK:
        detail = f"{target} letters of English for {source} of Arabic: something may be missing"
    elif target > LONGEST * source + _SLACK:
        detail = f"{target} letters of English for {source} of Arabic: something may be invented"
    else:
        return []
    return [Flag(code="length_ratio", detail=detail)]
