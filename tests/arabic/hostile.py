"""Text made to break text code: what the property tests of this room draw from."""

from __future__ import annotations

from hypothesis import strategies as st

_PIECES = st.one_of(
    st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئ", min_size=1, max_size=8),
    st.text(
        alphabet="\u064b\u064e\u0651\u0653\u0654\u0655\u0670\u06d6\u0640", min_size=1, max_size=4
    ),
    st.text(
        alphabet=st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF), min_size=1, max_size=4
    ),
    st.text(
        alphabet="\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2069\ufeff\u00ad\u061c",
        max_size=3,
    ),
    st.sampled_from(
        ["😀", "👩‍👩‍👧", "🇸🇾", "☪️", "e\u0301", "\U0001f1f8", "\ud800", "\udfff", "\x00", "\ufffe"]
    ),
    st.sampled_from(
        [
            "\n",
            "\r\n",
            "\r",
            "\n\n",
            "\u2028",
            "\u2029",
            "\x85",
            "\x0b",
            "\x0c",
            " ",
            "\t",
            "\xa0",
            "  ",
        ]
    ),
    st.sampled_from(
        [
            ".",
            "..",
            "...",
            "…",
            "؟",
            "!",
            "؟!",
            '."',
            "».",
            "؛",
            "،",
            ":",
            "-",
            "—",
            "•",
            "* ",
            "(...)",
        ]
    ),
    st.sampled_from(['"', "«", "»", "“", "”", "(", ")", "[", "]", "'"]),
    st.sampled_from(
        [
            "د. ",
            "م.",
            "سي.إن.إن",
            "12.5",
            "١٢٫٥",
            "1439هـ.",
            "3-1",
            "www.a.com",
            "أ ف ب",
            "Inc. ",
            "2. ",
            "لكن ",
            "وقال ",
            "بـ ",
        ]
    ),
    st.characters(),
)

texts = st.lists(_PIECES, max_size=40).map("".join)
"""Arabic with marks, presentation forms, bidi controls, emoji, lone surrogates, all newlines."""
