"""HTML source into tokens that know where they stand, in one pass.

The tokenizer follows the states of the WHATWG HTML standard (section 13.2.5)
that decide what is text: tags with quoted and unquoted attributes, comments,
bogus comments, raw text (`script`, `style`), escapable raw text (`title`,
`textarea`) and character references. It never looks back and never looks
twice past the same character, so any input takes linear time; the parsers at
hand either give no source offsets (lexbor, libxml2) or have quadratic cases
on malformed input (`html.parser`).
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Literal

import msgspec

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from service.schema import Span

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_BEFORE_ATTRIBUTE = re.compile(r"[\s/]*")
_ATTRIBUTE_NAME = re.compile(r"[^\s/>][^\s/>=]*")
_EQUALS = re.compile(r"\s*=\s*")
_UNQUOTED = re.compile(r"[^\s>]*")
_COMMENT_END = re.compile(r"--!?>")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7};?|#[xX][0-9a-fA-F]{1,6};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_RAW = ("script", "style", "xmp", "iframe", "noembed", "noframes")
_ESCAPABLE = ("title", "textarea")
_RAW_END = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in (*_RAW, *_ESCAPABLE)
}


class Token(msgspec.Struct, frozen=True):
    """A start tag, an end tag, a run of text or the content of a raw element.

    `start` and `end` are code points into the source. `attributes` holds the
    span of each attribute's value, the first of a name winning; `name` is the
    lower-case tag name, for `raw` that of the element around it.
    """

    kind: Literal["start", "end", "text", "raw"]
    start: int
    end: int
    name: str = ""
    attributes: dict[str, Span] = {}
    closed: bool = False
    """Whether a start tag ends in `/>`."""


class Characters(msgspec.Struct, frozen=True):
    """Decoded text with the source span of every character, as parallel tuples."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def scan(source: str) -> Iterator[Token]:
    """Yield the tokens of `source` in order; comments and declarations are left out."""
    position = 0
    while position < len(source):
        found = _MARKUP.search(source, position)
        opening = found.start() if found else len(source)
        if opening > position:
            yield Token("text", position, opening)
        if opening == len(source):
            return
        position = yield from _markup(source, opening)


def attribute(source: str, token: Token, name: str) -> str:
    """Return the decoded value of an attribute, empty when it is not there."""
    span = token.attributes.get(name)
    return decode(source, *span).text if span else ""


def _markup(source: str, start: int) -> Generator[Token, None, int]:
    """Yield what stands at the `<` and return the offset after it."""
    following = source[start + 1 : start + 2]
    if following == "/":
        name = _NAME.match(source, start + 2)
        if name is None:
            return _past(source, ">", start + 2)
        end = _past(source, ">", name.end())
        yield Token("end", start, end, name.group().lower())
        return end
    if source.startswith("<!--", start):
        # `<!-->` and `<!--->` are complete comments, hence the search from their dashes.
        closing = _COMMENT_END.search(source, start + 2)
        return closing.end() if closing else len(source)
    if following in ("!", "?"):
        return _past(source, ">", start + 2)
    return (yield from _start_tag(source, start))


def _past(source: str, sign: str, position: int) -> int:
    found = source.find(sign, position)
    return len(source) if found < 0 else found + 1


def _start_tag(source: str, start: int) -> Generator[Token, None, int]:
    matched = _NAME.match(source, start + 1)
    position = matched.end() if matched else start + 1
    name = source[start + 1 : position].lower()
    attributes: dict[str, Span] = {}
    while True:
        between = _BEFORE_ATTRIBUTE.match(source, position)
        position = between.end() if between else position
        if position >= len(source):
            return len(source)
        if source[position] == ">":
            break
        position = _attribute(source, position, attributes)
    end = position + 1
    yield Token("start", start, end, name, attributes, source[position - 1] == "/")
    if name == "plaintext":
        yield Token("text", end, len(source))
        return len(source)
    if (closing := _RAW_END.get(name)) is None:
        return end
    found = closing.search(source, end)
    stop = found.start() if found else len(source)
    if stop > end:
        yield Token("text" if name in _ESCAPABLE else "raw", end, stop, name)
    return stop


def _attribute(source: str, position: int, attributes: dict[str, Span]) -> int:
    matched = _ATTRIBUTE_NAME.match(source, position)
    stop = matched.end() if matched else position + 1
    name = source[position:stop].lower()
    value = (stop, stop)
    after = stop
    if equals := _EQUALS.match(source, stop):
        begin = equals.end()
        quote = source[begin : begin + 1]
        if quote in ('"', "'") and quote:
            closing = source.find(quote, begin + 1)
            closing = len(source) if closing < 0 else closing
            value, after = (begin + 1, closing), min(closing + 1, len(source))
        else:
            unquoted = _UNQUOTED.match(source, begin)
            after = unquoted.end() if unquoted else begin
            value = (begin, after)
    if len(attributes) < 64:
        attributes.setdefault(name, value)
    return after


def decode(source: str, start: int, end: int) -> Characters:
    """Return `source[start:end]` with character references decoded.

    Every character of a reference's expansion stands at the whole reference.
    """
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    position = start
    for reference in _REFERENCE.finditer(source, start, end):
        pieces.append(source[position : reference.start()])
        starts += range(position, reference.start())
        ends += range(position + 1, reference.start() + 1)
        decoded = unescape(reference.group())
        position = reference.end()
        if decoded == reference.group():
            starts += range(reference.start(), position)
            ends += range(reference.start() + 1, position + 1)
        else:
            starts += [reference.start()] * len(decoded)
            ends += [position] * len(decoded)
        pieces.append(decoded)
    pieces.append(source[position:end])
    starts += range(position, end)
    ends += range(position + 1, end + 1)
    return Characters("".join(pieces), tuple(starts), tuple(ends))
