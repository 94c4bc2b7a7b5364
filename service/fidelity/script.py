"""Script: English in Latin letters, and something of it."""

from __future__ import annotations

import re

from service.schema import Flag

_SPOKEN = re.compile(r"[^\W_]")
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+")
_FOREIGN = re.compile(
    "[\u0370-\u058f\u05d0-\u05ff\u0700-\u074f\u0900-\u1fff\u2e80-\ud7ff\uf900-\ufaff]+"
)
_UNKNOWN = re.compile(r"⁇|<unk>|\ufffd")
_MOSTLY = 0.3


def check(ar: str, en: str) -> list[Flag]:
    """Flag `empty`, `untranslated`, `wrong_script` and `unknown_token`."""
    spoken = len(_SPOKEN.findall(en))
    if not spoken:
        return [Flag(code="empty", detail="there is no English")] if _SPOKEN.search(ar) else []
    flags: list[Flag] = []
    arabic = "".join(_ARABIC.findall(en))
    if len(arabic) > _MOSTLY * spoken:
        flags.append(Flag(code="untranslated", detail="the English is still Arabic"))
    elif arabic:
        flags.append(
            Flag(code="wrong_script", detail=f"Arabic is left in the English: {arabic[:40]}")
        )
    foreign = [run for run in _FOREIGN.findall(en) if run not in ar]
    if foreign:
        detail = f"the English has letters of another script: {foreign[0][:40]}"
        flags.append(Flag(code="wrong_script", detail=detail))
    if _UNKNOWN.search(en) and not _UNKNOWN.search(ar):
        flags.append(Flag(code="unknown_token", detail="the model had no word for something"))
    return flags
