from __future__ import annotations

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.article import Document, read_html

SEED = (Path(__file__).parents[2] / "seeds/desalination-plant.ar.html").read_text("utf-8")
LONG = "أعلنت الوزارة أن المشروع سيبدأ في موعده، وأن التفاصيل ستنشر لاحقا في بيان رسمي مفصل."


def shape(document: Document) -> list[tuple[str, str]]:
    return [
        (paragraph.kind, document.text[slice(*paragraph.span)]) for paragraph in document.paragraphs
    ]


def source(html: str, document: Document, index: int) -> str:
    start, end = document.received(document.paragraphs[index].span)
    return html[start:end]


def test_the_page_gives_its_story_and_nothing_around_it() -> None:
    document = read_html(SEED)
    assert document.published == "2024-03-05"
    kinds = shape(document)
    assert kinds[0] == ("title", "وزيرة المياه: محطة التحلية الجديدة تعمل قبل الصيف")
    assert [text.split()[0] for _, text in kinds[1:]] == [
        "قالت",
        "وأضافت",
        "غير",
        "أزمة",
        "وتعاني",
        "«لن",
    ]
    assert document.dateline is not None
    assert document.dateline.place == "رأس الغزال"
    for furniture in ("شارك", "اقرأ", "عاجل", "الأكثر", "التعليقات", "حقوق", "ليلى", "renderAd"):
        assert furniture not in document.text


def test_spans_lead_back_to_the_source_past_character_references() -> None:
    document = read_html(SEED)
    assert source(SEED, document, 0) == "وزيرة المياه: محطة التحلية الجديدة تعمل قبل الصيف"
    assert source(SEED, document, 1).startswith("قالت وزيرة المياه والري")
    assert "&quot;قبل نهاية&nbsp;أيار/مايو المقبل&quot;" in source(SEED, document, 1)
    quoted = "<p>قال &quot;نعم&quot;</p>"
    assert source(quoted, read_html(quoted), 0) == "قال &quot;نعم&quot;"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"<h1>عنوان</h1><p>{LONG}</p>", [("title", "عنوان"), ("body", LONG)]),
        (
            f"<title>عنوان طويل للخبر | موقع</title><p>{LONG}",
            [("title", "عنوان طويل للخبر"), ("body", LONG)],
        ),
        (
            f'<meta property="og:title" content="عنوان &amp; آخر"><div>{LONG}</div>',
            [("title", "عنوان & آخر"), ("body", LONG)],
        ),
        (
            f"<h1>اسم الموقع</h1><h1>عنوان الخبر</h1><title>عنوان الخبر</title><p>{LONG}",
            [("title", "عنوان الخبر"), ("body", LONG)],
        ),
        (f"<p>{LONG}<br>{LONG}", [("body", LONG), ("body", LONG)]),
        (
            f"<p>{LONG}<ul><li>بند أول<li>بند ثان.</ul><p>{LONG}",
            [("body", LONG), ("item", "بند أول"), ("item", "بند ثان."), ("body", LONG)],
        ),
        (f"<p>{LONG}</p><p hidden>سر</p><p style='display: none'>سر</p>", [("body", LONG)]),
        (
            f"<p>{LONG}</p><template><p>{LONG}</p></template><noscript>{LONG}</noscript>",
            [("body", LONG)],
        ),
        (f"<p>{LONG[:40]}<b>{LONG[40:50]}</b>{LONG[50:]}<!-- <p>سر</p> -->", [("body", LONG)]),
        ("<p>قصير</p>", [("body", "قصير")]),
        ("نص بلا وسوم", [("body", "نص بلا وسوم")]),
        ("", []),
        ("<html><body><script>x</script></body></html>", []),
    ],
)
def test_structure(html: str, expected: list[tuple[str, str]]) -> None:
    assert shape(read_html(html)) == expected


def test_a_logo_is_not_the_title_and_an_unclosed_link_ends_with_the_next() -> None:
    html = (
        "<title>خبر مهم من العاصمة - CNN</title><h1><a href=/><a href=/>CNN</a></h1>"
        f"<h1>خبر مهم من العاصمة</h1><p>{LONG}</p><p><a name=x>{LONG}</p>"
    )
    assert shape(read_html(html)) == [
        ("title", "خبر مهم من العاصمة"),
        ("body", LONG),
        ("body", LONG),
    ]


def test_an_article_whose_container_looks_like_furniture_is_still_found() -> None:
    html = f'<div class="widget social"><p>{LONG}</p><p>{LONG}</p></div><p>قصير</p>'
    assert shape(read_html(html)) == [("body", LONG), ("body", LONG)]


def test_teasers_in_article_elements_do_not_hide_the_story() -> None:
    teasers = "".join(f"<article><a href='/{i}'>{LONG}</a></article>" for i in range(5))
    html = f"{teasers}<div>{''.join(f'<p>{LONG} {i}</p>' for i in range(4))}</div>"
    assert shape(read_html(html)) == [("body", f"{LONG} {i}") for i in range(4)]


def test_a_story_cut_in_two_by_an_advertisement_is_whole() -> None:
    halves = [f"<div><p>{LONG} {i}</p><p>{LONG} {i}!</p></div>" for i in range(2)]
    html = f"<div>{'<div><a href=x>إعلان</a></div>'.join(halves)}</div><div><p>قصير</p></div>"
    found = [f"{LONG} 0", f"{LONG} 0!", f"{LONG} 1", f"{LONG} 1!"]
    assert shape(read_html(html)) == [("body", text) for text in found]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<meta property="article:published_time" content="2024-03-05T09:40:00Z">', "2024-03-05"),
        ('<meta name=pubdate content=2024-03-05><time datetime="2020-01-01">', "2024-03-05"),
        ('<script>{"datePublished" : "2024-03-05"}</script>', "2024-03-05"),
        ('<time datetime="2024-03-05 09:40">أمس</time>', "2024-03-05"),
        ('<nav><time datetime="2024-03-05">أمس</time></nav>', None),
        ('<meta name="date" content="2024-02-31">', None),
        ('<meta name="date" content="أمس">', None),
    ],
)
def test_publication_date(head: str, published: str | None) -> None:
    assert read_html(f"{head}<p>{LONG}</p>").published == published


@given(st.text(min_size=1).map(lambda text: " ".join(text.split())))
def test_escaped_text_comes_back_as_it_was(text: str) -> None:
    html = f"<main><p>{LONG} {escape(text)}</p></main>"
    document = read_html(html)
    assert " ".join(document.text.split()) == f"{LONG} {text}".strip().replace("\0", "\0")


TAGS = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<a href='x'>", "</a>", "<br>", "<h1>",
        "</h1>", "<li>", "<!--", "-->", "<script>", "</script>", "<article>", "</article>", "<",
        ">", "&amp;", "&#1593;", "&#xD800;", "&notit;", "&", '<p class="related', "'", '"', "</",
        "<!doctype html>", "<svg/>", "<title>", "</title>", "<meta property=og:title content='x'>",
    ]
)  # fmt: skip


@given(st.lists(TAGS | st.text(max_size=12) | st.just(LONG), max_size=30).map("".join))
def test_any_page_is_read_and_every_character_stands_where_it_says(html: str) -> None:
    document = read_html(html)
    assert document.origin is not None
    assert document.origin_ends is not None
    assert len(document.text) == len(document.origin) == len(document.origin_ends)
    assert list(document.origin) == sorted(document.origin)
    for char, start, end in zip(document.text, document.origin, document.origin_ends, strict=True):
        assert 0 <= start < end <= len(html)
        written = html[start:end]
        assert written == char or char.isspace() or written.startswith("&") or char == "\n"
    for paragraph in document.paragraphs:
        low, high = document.received(paragraph.span)
        assert 0 <= low < high <= len(html)


@pytest.mark.parametrize(
    "unit",
    [
        "<", "&", "<a ", "<!--", "<!-->", "<!", "</", '<a href="', "<a b='", "<div>", "</div>",
        "<p>", "<li>م", "<b>م", "<h1>م</h1>", "<article>م", "<script>", "<title>", "<svg/>", "&#x",
        "<a x=y ", "<br>م", "<p>م<div>", "<table><tr><td>م", "<meta property=og:title content=x>",
    ],
)  # fmt: skip
def test_a_long_malformed_page_is_read(unit: str) -> None:
    read_html(unit * 15_000)
