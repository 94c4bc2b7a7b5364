"""The façade's own duties: exports, order of events, cancellation, bounds."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

import service
from service.errors import (
    DeadlineExceeded,
    EmptyText,
    InvalidEncoding,
    InvalidField,
    NotArabic,
    ShuttingDown,
    TextTooLong,
)
from service.facade import Observer, Options

if TYPE_CHECKING:
    from stand_in import EchoTranslator

    from service.facade import Mujaz
    from service.schema import Segment


def test_the_facade_exports_what_it_says() -> None:
    assert service.__all__ == [
        "Brief",
        "Mujaz",
        "MujazError",
        "Observer",
        "Options",
        "Settings",
        "load",
    ]
    for name in service.__all__:
        assert getattr(service, name) is not None
    with pytest.raises(AttributeError):
        _ = service.nothing  # type: ignore[attr-defined]


def test_segments_are_observed_in_article_order(
    shell: Mujaz, echo: EchoTranslator, seed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def backwards(segments: tuple[str, ...], **options: object) -> object:
        results = EchoEnd.translate(segments)
        hear = options["on_result"]
        assert callable(hear)
        for index in reversed(range(len(results))):
            hear(index, results[index])
        return results

    EchoEnd = type(echo)()  # noqa: N806 - a fresh stand-in behind the reordered one
    monkeypatch.setattr(echo, "translate", backwards)
    seen: list[int] = []

    class Ears(Observer):
        def segment(self, segment: Segment) -> None:
            seen.append(segment.id)

    brief = shell.brief(seed, observer=Ears())
    assert seen == [segment.id for segment in brief.segments]


def test_a_cancelled_brief_dispatches_nothing_more(
    shell: Mujaz, echo: EchoTranslator, seed: str
) -> None:
    gone = threading.Event()

    class Leaver(Observer):
        def segment(self, segment: Segment) -> None:
            if segment.id == 2:
                gone.set()

    with pytest.raises(ShuttingDown):
        shell.brief(seed, observer=Leaver(), cancelled=gone.is_set)
    assert echo.dispatched == 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", EmptyText),
        ("\u200f \n", EmptyText),
        ("only English", NotArabic),
        ("قال الوزير \ud800 إن العمل مستمر", InvalidEncoding),
        ("ا" * 20_001, TextTooLong),
        ("1234 5678 !!!", (EmptyText, NotArabic)),
    ],
)
def test_bad_texts_raise_typed_errors(
    shell: Mujaz, text: str, kind: type[Exception] | tuple[type[Exception], ...]
) -> None:
    with pytest.raises(kind):
        shell.brief(text)


def test_exactly_one_input(shell: Mujaz) -> None:
    with pytest.raises(InvalidField):
        shell.brief()
    with pytest.raises(InvalidField):
        shell.brief("نص", html="<p>نص</p>")


def test_options_are_bounded(shell: Mujaz, seed: str) -> None:
    with pytest.raises(ValueError, match="points"):
        Options(points=0)
    for absurd in (-1, 0, 100_001):
        with pytest.raises(ValueError, match="characters"):
            Options(characters=absurd)
    with pytest.raises(DeadlineExceeded):
        shell.brief(seed, options=Options(deadline_s=0))


@pytest.mark.parametrize("glossary", [{"ر" * 201: "x"}, {"روسيا": "x" * 201}, {"...": "x"}])
def test_a_glossary_that_cannot_be_used_is_an_invalid_field(
    mujaz: Mujaz, glossary: dict[str, str]
) -> None:
    with pytest.raises(InvalidField) as caught:
        mujaz.brief("قال الوزير إن العمل مستمر.", options=Options(glossary=glossary))
    assert caught.value.field == "$.glossary"
