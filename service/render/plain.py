"""Text made safe to stand on a line of its own, in a terminal, a chat or a mail."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
"""Lone surrogates to U+FFFD: no encoding of a text can carry them."""

_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), *range(127, 133), *range(134, 160)), "�")
# An unclosed embedding, override or isolate would reorder the lines after it.
_REORDERING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "")
_LINE = SURROGATES | _CONTROLS | _REORDERING

VISIBLE = SURROGATES | _CONTROLS
"""As `one_line`, but for places that isolate directions themselves."""


def one_line(text: str) -> str:
    """Return `text` on one line: spaces collapsed, control characters shown as U+FFFD.

    Terminal escapes and directional overrides in an article must not act on
    the reader's screen.
    """
    return " ".join(text.translate(_LINE).split())


def wrap(text: str, width: int, indent: str = "") -> Iterator[str]:
    """Yield lines of at most `width` code points, indented, longer only for a longer word."""
    line = ""
    for word in text.split():
        if line and len(indent) + len(line) + 1 + len(word) > width:
            yield indent + line
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield indent + line


def utf16(text: str) -> int:
    """Return the length of `text` in UTF-16 code units, as chat services count."""
    return len(text) + sum(char > "\uffff" for char in text)
