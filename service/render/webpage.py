"""A brief as one self-contained HTML document.

Nothing is loaded from anywhere: style and script stand in the document and a
content security policy admits exactly those two by their hashes, so that no
text of the article can ever run or load anything. Arabic and English keep
their own direction (`dir`, `lang`, `bdi`, Unicode TR 9 isolates). Works
without the script; the script only lights what belongs together.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from service.render import view
from service.render.markup import arabic, english, flags, literal, references
from service.render.rows import segments, statements, summary

if TYPE_CHECKING:
    from service.schema import Brief


@cache
def asset(name: str) -> str:
    """Return a file of `static/`."""
    return (files("service.render") / "static" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"'sha256-{b64encode(sha256(content.encode()).digest()).decode()}'"


def render(brief: Brief) -> str:
    """Return the document; its `main.brief` can be moved into another page as it is."""
    style, script = asset("brief.css"), asset("brief.js")
    policy = (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    title = literal(brief.headline.en)
    return (
        '<!doctype html>\n<html lang="en" dir="ltr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{title} – Mujaz</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_main(brief)}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _main(brief: Brief) -> str:
    parts = (
        '<main class="brief">',
        _header(brief),
        summary(brief),
        statements(brief),
        segments(brief),
        _footer(brief),
        "</main>",
    )
    return "\n".join(part for part in parts if part)


def _header(brief: Brief) -> str:
    headline = brief.headline
    about = "".join(
        f"<li><bdi>{literal(part)}</bdi></li>"
        for part in (view.dateline(brief), view.counts(brief))
        if part
    )
    own = ""
    if source := view.borrowed(headline):
        own = f'<p class="told">No headline of its own; {source}.</p>'
    return (
        '<header class="masthead">'
        '<p class="brand">Mujaz <span lang="ar" dir="rtl">موجز</span></p>'
        f'<div class="pair headline"><h1 lang="en">{english(headline.en)}</h1>'
        f'<p class="h1" lang="ar" dir="rtl">{arabic(headline.ar)}</p></div>'
        f"{own}{flags(headline.flags)}"
        f'<ul class="about">{about}</ul>{_verdict(brief)}</header>'
    )


def _verdict(brief: Brief) -> str:
    """Say first what to check, with the way there."""
    said = [
        f"<strong>{why}:</strong> {_places(segments)}." for why, segments in view.to_check(brief)
    ]
    if not said:
        return '<p class="verdict">No sentence carries a warning. Still a machine translation.</p>'
    return f'<p class="verdict wary">{" ".join(said)}</p>'


def _places(segments: list[int]) -> str:
    more = f" and {len(segments) - view.LISTED} more" if len(segments) > view.LISTED else ""
    return references(segments[: view.LISTED]) + more


def _footer(brief: Brief) -> str:
    spent = view.timings(brief)
    return (
        '<footer class="signature"><p>Machine translation and analysis. Every English sentence '
        "leads to the Arabic beside it.</p>"
        f"<p><code>{literal(view.signature(brief))}</code></p>"
        f"{f'<p>{literal(spent)}</p>' if spent else ''}</footer>"
    )
