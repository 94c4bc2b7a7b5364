"""The opening of a wire story: place, agency and date, cut off before the first sentence.

`القاهرة (رويترز) - `, `(وكالة / سبوتنيك - 14 ديسمبر 2021ء) `, `بيروت، 3 آذار/مارس
(د ب أ) - `, `دبي - أ ف ب`, `واس / الرياض`. A head of at most 200 code points is
cut into atoms (dates, words, separators, brackets), runs of words become
components, and components are taken from the left as long as each is a known
agency, place, day or date. What is not certain is left in the body: a dateline
that is translated with its sentence is ugly, a sentence that loses its first
words is wrong.
"""

from __future__ import annotations

from datetime import date

import msgspec

from service.article.pieces import Piece, pieces_of
from service.article.tables import key, words
from service.schema import Dateline, Span

_HEAD = 200
_BRACKETED = 100
_PLACE_WORDS = 4
_RELATIVE = frozenset(map(key, ("التي", "الذي", "الذين", "وهي", "وهو", "وهم", "حيث")))
_REPORTS = frozenset(
    map(
        key,
        words(
            "قال قالت أعلن أعلنت أكد أكدت ذكر ذكرت أفاد أفادت نقلت نقل كشف كشفت صرح صرحت "
            "نفى نفت دعا دعت اتهم اتهمت حذر حذرت طالب طالبت وصف وصفت رفض رفضت بحث بحثت قتل "
            "قتلت بدأ بدأت وقع وقعت افتتح افتتحت وكالة صحيفة قناة شبكة"
        ),
    )
)
"""Words that open a sentence of wire copy and never a place."""


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """A dateline and where the body begins after it."""

    dateline: Dateline
    body: int
    """Code point of the first body character; the end of the stretch when nothing follows."""


def find_opening(text: str, span: Span, reference: date | None = None) -> Opening | None:
    """Return the dateline at the start of the paragraph `span` of `text`, or None.

    `reference` (the publication date, when known) completes a date without a
    year. Looks at no more than 200 code points, whatever the paragraph.
    """
    start, end = span
    head = text[start : min(end, start + _HEAD)]
    reader = _Reader(head, reference, whole=len(head) == end - start)
    cut = reader.cut()
    if cut is None:
        return None
    stop = start + cut
    body = stop
    while body < end and text[body].isspace():
        body += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return Opening(
        dateline=Dateline(
            span=(start, stop),
            agency=" / ".join(dict.fromkeys(reader.agencies)) or None,
            place=", ".join(dict.fromkeys(reader.places)) or None,
            date=reader.iso,
        ),
        body=body,
    )


class _Reader:
    """One pass over the pieces of a head, collecting what they say."""

    def __init__(self, head: str, reference: date | None, *, whole: bool) -> None:
        self.head = head
        self.whole = whole
        self.agencies: list[str] = []
        self.places: list[str] = []
        self.iso: str | None = None
        self._dated = False
        self._bracketed = False
        self._marked = False
        self._pieces = pieces_of(head, reference)

    def cut(self) -> int | None:
        """Return the offset past the dateline and its separators, or None."""
        taken = 0
        index = 0
        while index < len(self._pieces):
            piece = self._pieces[index]
            if piece.kind == "open":
                after = self._take_bracket(index)
            elif piece.kind in ("dash", "mark"):
                after = self._take_separator(index)
            else:
                after = self._take_component(index)
            if after is None:
                break
            index = after
            taken = after
            if self._complete(index):
                break
        while taken < len(self._pieces) and self._pieces[taken].kind in ("dash", "mark"):
            taken += 1
        if taken == 0 or not self._accepted(taken):
            return None
        return self._pieces[taken - 1].end

    def _complete(self, index: int) -> bool:
        """Whether a whole dateline ends at a dash here: the body may itself begin with a place."""
        following = self._pieces[index] if index < len(self._pieces) else None
        if following is None or following.kind != "dash":
            return False
        return self._bracketed or bool(self.agencies and (self.places or self._dated))

    def _take_separator(self, index: int) -> int | None:
        return index + 1 if index else None

    def _take_component(self, index: int) -> int | None:
        piece = self._pieces[index]
        if piece.kind == "unknown":
            return self._take_unknown_place(index)
        self._record(piece)
        return index + 1

    def _take_unknown_place(self, index: int) -> int | None:
        """An unlisted place (or its country) stands only before a bracket that names an agency."""
        piece = self._pieces[index]
        if index and not (index == 2 and self.places and self._pieces[1].kind == "mark"):
            return None
        if not _may_be_place(piece):
            return None
        if index == 0 and self._dash_at(1) and self._source_follows():
            self.places.append(piece.value)
            return 1
        ahead = index + 1
        while ahead < len(self._pieces) and (
            self._pieces[ahead].kind in ("date", "day", "mark", "place")
            or (ahead == 2 and _may_be_place(self._pieces[ahead]))
        ):
            ahead += 1
        if ahead == len(self._pieces) or self._pieces[ahead].kind != "open":
            return None
        close = self._closing(ahead)
        inner = {piece.kind for piece in self._pieces[ahead:close]}
        if "agency" not in inner or not self._dash_at(close + 1):
            return None
        self.places.append(piece.value)
        return index + 1

    def _source_follows(self) -> bool:
        """`البلدة - الصحيفة - قالت`: two short names between dashes, then a reporting verb.

        On a line of its own the second must be listed: `البلدة - خاص`.
        """
        pieces = self._pieces
        if len(pieces) < 3 or not self._spaced(pieces[1]):
            return False
        source = pieces[2]
        if len(pieces) == 3 and self.whole:
            return source.kind in ("agency", "skip")
        if source.kind not in ("agency", "unknown") or len(source.value.split()) > _PLACE_WORDS:
            return False
        if len(pieces) < 5 or pieces[3].kind != "dash" or not self._spaced(pieces[3]):
            return False
        first = self.head[pieces[4].start : pieces[4].end].split()
        if key(first[0] if first else "") not in _REPORTS:
            return False
        pieces[2] = Piece("agency", source.start, source.end, source.value)
        return True

    def _spaced(self, dash: Piece) -> bool:
        return self.head[dash.start - 1].isspace() and self.head[dash.end : dash.end + 1].isspace()

    def _take_bracket(self, index: int) -> int | None:
        close = self._closing(index)
        if close == len(self._pieces):
            return None
        inner = self._pieces[index + 1 : close]
        if self._pieces[close].end - self._pieces[index].start > _BRACKETED:
            return None
        kinds = {piece.kind for piece in inner}
        named = "agency" in kinds or self._is_agency_by_position(inner)
        if not named and not ("date" in kinds and self._dash_at(close + 1)):
            return None
        if kinds & {"open"}:
            return None
        for piece in inner:
            self._record(piece)
        self._bracketed = True
        return close + 1

    def _is_agency_by_position(self, inner: list[Piece]) -> bool:
        """`صنعاء (موقع محلي) - `: a short name after a known place and before a dash."""
        close = len(inner)
        return (
            bool(self.places)
            and close == 1
            and inner[0].kind == "unknown"
            and len(inner[0].value.split()) <= _PLACE_WORDS
            and self._dash_at(self._pieces.index(inner[0]) + 2)
        )

    def _closing(self, index: int) -> int:
        while index < len(self._pieces) and self._pieces[index].kind != "close":
            index += 1
        return index

    def _dash_at(self, index: int) -> bool:
        return index < len(self._pieces) and self._pieces[index].kind == "dash"

    def _record(self, piece: Piece) -> None:
        if piece.kind == "place":
            self.places.append(piece.value)
        elif piece.kind in ("agency", "unknown"):
            self.agencies.append(piece.value)
        elif piece.kind == "skip":
            self._marked = True
        elif piece.kind in ("date", "day"):
            self._dated = True
            if len(piece.value) == len("2021-12-14"):
                self.iso = self.iso or piece.value

    def _accepted(self, taken: int) -> bool:
        last = self._pieces[taken - 1]
        ended = self.whole and taken == len(self._pieces)
        if self._bracketed:
            return True
        if ended and (self.agencies or self.iso or (self.places and (self._dated or self._marked))):
            return True
        if self.places and (self.agencies or self._dated):
            return last.kind == "dash" or self.head[last.start] in ":/|"
        if last.kind != "dash":
            return False
        return bool(self.places) and self._lone_place(taken)

    def _lone_place(self, taken: int) -> bool:
        """`بيروت - أعلن ...` is a dateline, `دبي - التي تستضيف المعرض - تتوقع` is a sentence."""
        dash = self._pieces[taken - 1]
        rest = self._pieces[taken:]
        if (
            not self._spaced(dash)
            or taken != 2
            or not rest
            or any(piece.kind == "dash" for piece in rest)
        ):
            return False
        first = self.head[rest[0].start : rest[0].end].split()
        return bool(first) and key(first[0]) not in _RELATIVE


def _may_be_place(piece: Piece) -> bool:
    words = piece.value.split()
    return (
        piece.kind == "unknown" and 0 < len(words) <= _PLACE_WORDS and key(words[0]) not in _REPORTS
    )
