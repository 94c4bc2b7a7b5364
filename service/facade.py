"""The façade: load once, then brief or translate from any thread.

>>> import service
>>> with service.load() as mujaz:  # doctest: +SKIP
...     brief = mujaz.brief("قال الرئيس إن الاتفاق سيوقع غدا.")
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Self

import msgspec

from service import __version__, engine, pipeline, statements
from service.arabic.gate import require_arabic
from service.article import read_html, read_text
from service.condense.encoder import load_encoder
from service.condense.rewrite import load_summarizer
from service.condense.summarise import CHARACTERS
from service.errors import DeadlineExceeded, InvalidEncoding, InvalidField, NotArabic, TextTooLong
from service.schema import Brief, ModelSignature, Signature, Timings
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from service.condense.rewrite import CTranslateSummarizer
    from service.engine.protocols import Encoder, Translation, Translator
    from service.schema import Headline, Segment, Statement, SummaryPoint


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What one caller may choose."""

    points: int | None = None
    """Summary points, 1 to 10; None takes the configured number."""
    characters: int | None = None
    """Code points that the summary may take, both languages together, 1 to 100,000; of points
    that take more the least telling go, but one stays."""
    glossary: dict[str, str] | None = None
    """Arabic terms and the English they must become."""
    deadline_s: float | None = None
    """Seconds this request may take; None takes the configured number."""
    batch: bool = False
    """Yield to interactive requests, for archives."""

    def __post_init__(self) -> None:
        if self.points is not None and not 1 <= self.points <= 10:
            message = "points must be between 1 and 10"
            raise ValueError(message)
        if self.characters is not None and not 1 <= self.characters <= CHARACTERS:
            message = f"characters must be between 1 and {CHARACTERS}"
            raise ValueError(message)


class Observer:
    """Hears of a brief's parts as they are ready; override what you need.

    Methods are called one at a time, segments in article order, from threads
    of the engine: they must not block.
    """

    def planned(self, segments: int) -> None:
        """The article was read and has this many segments."""

    def segment(self, segment: Segment) -> None:
        """The next segment is translated."""

    def statements(self, statements: tuple[Statement, ...]) -> None:
        """The statements are found."""

    def summary(self, headline: Headline, points: tuple[SummaryPoint, ...]) -> None:
        """The summary is made."""


class _InOrder:
    """Turns results that arrive in any order into calls in article order."""

    def __init__(self, plan: pipeline.Plan, observer: Observer) -> None:
        self._plan = plan
        self._observer = observer
        self._waiting: dict[int, Translation] = {}
        self._next = 0
        self._lock = threading.Lock()

    def __call__(self, index: int, translation: Translation) -> None:
        with self._lock:
            self._waiting[index] = translation
            while (ready := self._waiting.pop(self._next, None)) is not None:
                item = pipeline.place(self._plan, self._next, ready)
                self._observer.segment(pipeline.segment(self._plan.document, item))
                self._next += 1


class Mujaz:
    """Loaded models and the whole way from an article to a brief. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        translator: Translator,
        encoder: Encoder | None,
        summarizer: CTranslateSummarizer | None = None,
    ) -> None:
        self.settings = settings
        self.translator = translator
        self._encoder = encoder
        self._summarizer = summarizer

    @classmethod
    def load(cls, settings: Settings | None = None) -> Mujaz:
        """Verify and load the models.

        Raises:
            ModelMissing: a catalogued file is not there.
            ModelCorrupted: a file does not match its hash.
            ConfigurationError: a setting cannot be used.
        """
        settings = settings or Settings.from_environment()
        # Last the one that holds threads: nothing after it can fail and leave them behind.
        encoder, summarizer = load_encoder(), load_summarizer(settings)
        return cls(settings, engine.load(settings), encoder, summarizer)

    def beside(self, model: str) -> Mujaz:
        """Load another model of the catalogue, or this one anew; raises as `load` does.

        Each has its own engine; the encoder is shared, and the summarizer unless the
        catalogue has another one by now.
        """
        settings = msgspec.structs.replace(self.settings, model=model)
        summarizer = load_summarizer(settings, self._summarizer)
        return Mujaz(settings, engine.load(settings), self._encoder, summarizer)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish what was accepted, take nothing more, free the models."""
        self.translator.close()

    @property
    def signature(self) -> Signature:
        """What makes two briefs of one text comparable."""
        models: tuple[ModelSignature, ...] = (self.translator.signature,)
        if self._encoder is not None:
            models += (self._encoder.signature,)
        if self._summarizer is not None:
            models += (self._summarizer.signature,)
        return Signature(program=__version__, models=models)

    def brief(
        self,
        text: str | None = None,
        *,
        html: str | None = None,
        options: Options | None = None,
        observer: Observer | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Brief:
        """Brief one article, given as plain text or as HTML.

        Spans in the result are code points into the string given here.

        Raises:
            InputError: nothing to brief, too long, or not Arabic.
            CapacityError: no capacity, deadline passed, or shutting down.
            ModelFailed: inference broke.
        """
        if (text is None) == (html is None):
            message = "exactly one of text and html must be given"
            raise InvalidField(message, field="$.text")
        options = options or Options()
        observer = observer or Observer()
        deadline = self._deadline(options)
        began = time.perf_counter()
        received = text if text is not None else html or ""
        self._bound(
            received, limit=self.settings.max_text if html is None else self.settings.max_html
        )
        document = read_text(received) if text is not None else read_html(received)
        plan = pipeline.plan(document, max_text=self.settings.max_text)
        observer.planned(len(plan.places))
        read = time.perf_counter()
        translations = self.translator.translate(
            plan.segments,
            deadline=deadline,
            batch=options.batch,
            glossary=options.glossary,
            cancelled=cancelled,
            on_result=_InOrder(plan, observer),
        )
        items = pipeline.translated(plan, translations)
        done = time.perf_counter()
        found = statements.find(document, items)
        observer.statements(tuple(pipeline.received(document, one) for one in found))
        stated = time.perf_counter()
        summary = pipeline.find_summary(
            document,
            items,
            found,
            points=options.points or self.settings.summary_points,
            characters=options.characters,
            encoder=self._encoder,
            summarizer=self._summarizer,
        )
        brief = pipeline.assemble(plan, items, found, summary, self.signature)
        observer.summary(brief.headline, brief.summary)
        end = time.perf_counter()
        return msgspec.structs.replace(
            brief,
            timings=Timings(
                reading=_ms(began, read),
                translation=_ms(read, done),
                statements=_ms(done, stated),
                summary=_ms(stated, end),
                total=_ms(began, end),
            ),
        )

    def translate(
        self,
        texts: Sequence[str],
        *,
        options: Options | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> list[Translation]:
        """Translate texts, one translation each; long texts are split and rejoined.

        Texts without a letter (a blank line, a lone emoji) come back as they
        are. Raises as `brief` does; `NotArabic` names the offending item.
        """
        options = options or Options()
        self._bound(*texts, limit=self.settings.max_text)
        for index, text in enumerate(texts):
            try:
                if any(char.isalpha() for char in text):
                    require_arabic(text)
            except NotArabic as error:
                error.field = f"$.texts[{index}]"
                raise
        return self.translator.translate(
            texts,
            deadline=self._deadline(options),
            batch=options.batch,
            glossary=options.glossary,
            cancelled=cancelled,
        )

    @staticmethod
    def _bound(*texts: str, limit: int) -> None:
        total = sum(map(len, texts))
        if total > limit:
            message = f"{total} characters were sent; the limit is {limit}"
            raise TextTooLong(message)
        for text in texts:
            try:
                text.encode("utf-8")
            except UnicodeEncodeError as error:
                # Half of a surrogate pair is no character, and no answer could carry it.
                message = f"character {error.start} is a lone surrogate"
                raise InvalidEncoding(message) from error

    def _deadline(self, options: Options) -> float:
        seconds = self.settings.deadline_s
        if options.deadline_s is not None:
            seconds = min(seconds, options.deadline_s)
        if seconds <= 0:
            message = "the deadline leaves no time"
            raise DeadlineExceeded(message)
        return time.monotonic() + seconds


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)
