from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from render_sample import infect, sample_brief

from service.errors import NotAcceptable
from service.render import FORMS, render, view
from service.render.markdown import escape
from service.render.plain import one_line, utf16
from service.render.view import check_line
from service.schema import Brief, Flag, SummaryPoint

GOLDEN = Path(__file__).with_name("golden")
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title></main>",
    "`code` **bold** _it_ [a](http://x) ![i](y) ~~s~~ | t | # h",
    "\u202eevil\u2066 \u202b",
    "\0\x1b[31mred\x07",
    "\ud800 lone \udfff",
    "<!channel> <@U1> &lt;b&gt; &amp;",
    "🙂" * 3000,
    "م" * 9000,
    "- 1. + # = >",
    "",
    "\n\n\n",
)


@pytest.mark.parametrize("form", ["text", "markdown", "chat", "telegram", "slack", "json"])
def test_golden(brief: Brief, form: str) -> None:
    assert render(brief, form) == GOLDEN.joinpath(f"seed.{form}").read_text("utf-8")


def test_golden_page_without_style_and_script(brief: Brief) -> None:
    main = re.search(r"<main.*</main>", render(brief, "html"), re.DOTALL)
    assert main is not None
    assert main.group() + "\n" == GOLDEN.joinpath("seed.html").read_text("utf-8")


def test_there_are_seven_forms_and_no_other() -> None:
    assert set(FORMS) == {"text", "json", "markdown", "html", "chat", "slack", "telegram"}
    with pytest.raises(NotAcceptable, match="pdf"):
        render(sample_brief(), "pdf")


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_every_form_of_a_hostile_brief_encodes(brief: Brief, form: str, hostile: str) -> None:
    once = render(infect(brief, hostile), form)
    assert once.encode("utf-8")
    assert once == render(infect(brief, hostile), form)


def test_json_comes_back_as_the_same_brief(brief: Brief) -> None:
    assert msgspec.json.decode(render(brief, "json"), type=Brief) == brief


def test_json_keeps_lengths_when_it_replaces_surrogates(brief: Brief) -> None:
    found = json.loads(render(infect(brief, "a\ud800b"), "json"))
    assert found["headline"]["ar"] == "a\ufffdb"


class _Reader(HTMLParser):
    """Collects what a browser would run, load or show."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.shown.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_page_has_the_same_elements_whatever_the_article_says(
    brief: Brief, hostile: str
) -> None:
    # An empty text is shown as "No translation", hence a plain word for comparison.
    plain, found = (
        _read(render(infect(brief, text), "html")).tags
        for text in (("word", hostile) if hostile.strip() else ("", hostile))
    )
    names = [tag for tag, _ in found]
    assert [tag for tag in names if tag != "span"] == [tag for tag, _ in plain if tag != "span"]
    assert names.count("script") == 1
    for _, attributes in found:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert "src" not in attributes
        assert (attributes.get("href") or "#").startswith("#")


def test_the_page_shows_hostile_text_literally(brief: Brief) -> None:
    shown = "".join(_read(render(infect(brief, HOSTILE[0]), "html")).shown)
    assert shown.count("<script>alert(1)</script>") > 20


def test_the_page_says_language_and_direction(brief: Brief) -> None:
    for tag, attributes in _read(render(brief, "html")).tags:
        if tag != "html" and "lang" in attributes:
            assert attributes.get("dir") == ("rtl" if attributes["lang"] == "ar" else None)


def test_references_lead_to_sentences_that_are_there(brief: Brief) -> None:
    tags = _read(render(brief, "html")).tags
    ids = {attributes.get("id") for _, attributes in tags}
    links = [attributes["href"] for tag, attributes in tags if tag == "a"]
    assert links
    assert {f"#{name}" for name in ids if name} >= set(links)


def test_statement_parts_are_marked_where_they_stand(brief: Brief) -> None:
    page = render(brief, "html")
    parts = dict(re.findall(r'data-parts="(\d-\w+)">([^<]*)</span>', page))
    assert parts["0-speaker"] == "جين ساكي"
    assert parts["2-cue"] == "نفته"
    assert parts["1-via"] == "بيان المكتب الإعلامي للكرملين"


def test_statement_parts_are_marked_by_words_when_spans_are_those_of_html(brief: Brief) -> None:
    moved = msgspec.structs.replace(
        brief,
        segments=tuple(
            msgspec.structs.replace(segment, span=(segment.span[0], segment.span[1] + 7))
            for segment in brief.segments
        ),
    )
    assert '<span data-parts="2-cue">نفته</span>' in render(moved, "html")


@pytest.mark.parametrize("form", ["text", "markdown", "chat", "telegram", "slack", "html"])
def test_doubts_and_denials_are_visible_in_every_form(brief: Brief, form: str) -> None:
    shown = render(brief, form)
    assert "70 is in the Arabic, not in the English" in shown
    assert "denied by the speaker" in shown
    assert "low" in shown


@pytest.mark.parametrize("form", ["text", "chat"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_plain_forms_carry_no_controls(brief: Brief, form: str, hostile: str) -> None:
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]",
        render(infect(brief, hostile), form),
    )


def _many(brief: Brief, times: int) -> Brief:
    return msgspec.structs.replace(
        brief,
        statements=brief.statements * times,
        segments=brief.segments * times,
        summary=brief.summary * times,
    )


@pytest.mark.parametrize("form", ["chat", "telegram"])
@pytest.mark.parametrize("times", [1, 2, 40])
def test_messages_keep_their_limit_and_whole_sentences(brief: Brief, form: str, times: int) -> None:
    long = _many(brief, times)
    message = render(long, form)
    assert utf16(message) <= 4096
    total = 12 * times
    left = re.search(rf"(\d+) of {total} sentences", message)
    shown = len(re.findall(r"(?m)^S\d+\. ", message))
    assert shown + (int(left.group(1)) if left else 0) == total
    for line in re.findall(r"(?m)^S\d+\. (.*?)(?: \(\w+ confidence\))?$", message):
        assert line in {segment.en for segment in brief.segments} or "&" in line


@pytest.mark.parametrize("form", ["chat", "telegram"])
@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_messages_keep_their_limit(brief: Brief, form: str, hostile: str) -> None:
    message = render(infect(brief, hostile), form)
    assert 0 < utf16(message) <= 4096
    if form == "telegram":
        tags = re.findall(r"<[^>]*>", message)
        assert set(tags) <= {"<b>", "</b>"}
        assert tags == ["<b>", "</b>"] * (len(tags) // 2)


@pytest.mark.parametrize("hostile", [*HOSTILE, None])
@pytest.mark.parametrize("times", [1, 60])
def test_slack_limits(brief: Brief, hostile: str | None, times: int) -> None:
    given_ = _many(brief if hostile is None else infect(brief, hostile), times)
    message = json.loads(render(given_, "slack"))
    assert 0 < len(message["blocks"]) <= 50
    assert "<!channel>" not in message["text"]
    for block in message["blocks"]:
        assert block["type"] in {"header", "section", "context", "rich_text"}
        assert "mrkdwn" not in json.dumps(block)
        texts = list(_texts(block))
        assert all(texts)
        assert sum(map(utf16, texts)) <= (150 if block["type"] == "header" else 3000)


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):  # pyright: ignore[reportUnknownMemberType]
            return [value["text"]]  # pyright: ignore[reportUnknownVariableType]
        return [text for inner in value.values() for text in _texts(inner)]  # pyright: ignore[reportUnknownVariableType]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]  # pyright: ignore[reportUnknownVariableType]
    return []


MARKS = st.text(alphabet="\\`*_{}[]()<>#+-.!|~&:=$\"'1 aم\n\u00a0\0\ud800/?", max_size=30)


@settings(max_examples=400)
@given(MARKS | st.text(max_size=30))
@pytest.mark.parametrize("frame", ["{}", "# {}", "> {}", "- {}", "1. {}", "**{}**", "x {} x"])
def test_markdown_prints_the_text_and_nothing_else(frame: str, text: str) -> None:
    expected = one_line(text)
    if not expected:
        return
    frame_text = frame.replace("{}", "")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(frame.format(escape(text)))
    inline = [token for token in tokens if token.type == "inline"]
    assert len(inline) == 1
    assert not {token.type for token in inline[0].children or []} - {
        "text",
        "text_special",
        "strong_open",
        "strong_close",
    }
    shown = "".join(token.content for token in inline[0].children or [])
    if "x" in frame_text:
        shown = shown.removeprefix("x ").removesuffix(" x")
    if "**" in frame and shown != expected:
        # Emphasis around punctuation does not open; the asterisks then show, the text is whole.
        shown = shown.removeprefix("**").removesuffix("**")
    assert shown == expected


@pytest.mark.parametrize("form", [form for form in FORMS if form != "json"])
def test_a_speaker_without_a_part_of_the_sentence_is_named_in_arabic(
    brief: Brief, form: str
) -> None:
    first = brief.statements[0]
    assert first.speaker is not None
    sentence = brief.segments[2].en
    speaker = msgspec.structs.replace(first.speaker, en=sentence, role=None, aligned=False)
    said = msgspec.structs.replace(first, speaker=speaker)
    whole = msgspec.structs.replace(brief, statements=(said,))
    words = " ".join(re.sub(r"<[^>]*>|\*|\\", "", render(whole, form)).split())
    assert f"{first.speaker.ar} says" in words
    assert f"{sentence.rstrip('.')} says" not in words


def test_what_to_check_is_counted_once_and_named_for_its_reason(brief: Brief) -> None:
    first, *rest = brief.segments
    doubted = msgspec.structs.replace(first, confidence="medium")
    line = check_line(msgspec.structs.replace(brief, segments=(doubted, *rest)))
    assert line == (
        "2 sentences carry a warning: S9, S10. 1 more has less than high confidence: S1."
    )
    trusted = tuple(one for one in brief.segments if not one.flags)
    assert check_line(msgspec.structs.replace(brief, segments=trusted)) == (
        "No sentence carries a warning."
    )


def test_a_reader_is_told_where_a_borrowed_headline_comes_from(brief: Brief) -> None:
    replace = msgspec.structs.replace
    whole = replace(brief, headline=replace(brief.headline, own=False))
    note = Flag(code="abridged", detail="a headline was written", severity="note")
    written = replace(whole, headline=replace(whole.headline, flags=(note,)))
    for form in ("text", "html"):
        assert "this is its first sentence" in render(whole, form)
        assert "this was written from its first sentence" in render(written, form)
        assert "first sentence" not in render(brief, form)


def test_known_names_stay_in_the_json_and_warnings_come_first() -> None:
    name = Flag(code="known_name", detail="مصر = Egypt", severity="note")
    spelling = Flag(code="name_spelling", detail="راونيتش = Raonic", severity="note")
    word = Flag(code="dictionary_word", detail="جزرة = carrot", severity="note")
    note = Flag(code="split", detail="in 2 parts", severity="note")
    warning = Flag(code="number_missing", detail="7")
    assert view.gathered((name, spelling, word, note, warning)) == [warning, note]


@pytest.mark.parametrize(
    ("method", "cut", "told"),
    [
        ("extractive", False, "taken from"),
        ("extractive", True, "shortened from"),
        ("abstractive", True, "rewritten from"),
    ],
)
def test_a_point_says_how_it_came_from_its_sentence(
    method: Literal["abstractive", "extractive"], *, cut: bool, told: str
) -> None:
    note = Flag(code="abridged", detail="a clause was left out", severity="note")
    point = SummaryPoint(
        en="It went on.", ar="استمر.", segments=(0,), method=method, flags=(note,) if cut else ()
    )
    assert view.told(point) == told
    assert view.gathered(point.flags) == []
