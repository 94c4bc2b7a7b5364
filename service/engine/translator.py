"""`CTranslateTranslator`: the `Translator` that ships. Callers wait in their own threads.

A call prepares its segments, answers what memory knows, queues the rest with
everyone else's, and turns hypotheses into checked translations as they come
back; the model's threads do nothing but decode.
"""

from __future__ import annotations

import queue
import threading
import time
from typing import TYPE_CHECKING

import msgspec

from service import __version__
from service.engine.batcher import Batcher, Load
from service.engine.confidence import Calibration, calibration_for
from service.engine.decoder import Decoder, Search
from service.engine.glossary import Glossary
from service.engine.hints import Hints
from service.engine.memory import Memory, key_of
from service.engine.protocols import Translation
from service.engine.schedule import WINDOW, Job, Outcome, Request
from service.engine.source import copied, has_content, prepare
from service.engine.work import Attempt, Work
from service.errors import (
    ConfigurationError,
    DeadlineExceeded,
    InvalidField,
    MujazError,
    ShuttingDown,
)
from service.schema import Flag, ModelSignature

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from service.engine.pieces import SourceTokenizer

_POLL = 0.25
"""Seconds between two questions whether the caller is still there; the batcher asks as well,
before every batch."""

_FIRST = 32
"""Segments prepared before the first of them is queued."""
_CHUNK = 16
"""Segments prepared in a row after that, whenever fewer than `WINDOW` are out: an article
of 500 keeps neither the interpreter nor its own first sentence waiting."""


class Policy(msgspec.Struct, frozen=True, kw_only=True):
    """How segments are run; everything here changes results and is part of their key."""

    search: Search
    max_source_tokens: int
    retries: int = 2
    """Further attempts for a segment whose fidelity is broken."""


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What an operator may ask of a running engine."""

    model: ModelSignature
    policy: Policy
    load: Load
    memory_bytes: int
    memory_hits: int
    memory_misses: int
    glossary_terms: int
    calibrated: bool
    """Whether scores were calibrated on these very weights."""


class CTranslateTranslator:
    """See `Translator`. Thread-safe; any number of callers share the batches."""

    def __init__(  # noqa: PLR0913 - wiring, all by keyword
        self,
        decoder: Decoder,
        tokenizer: SourceTokenizer,
        *,
        signature: ModelSignature,
        policy: Policy,
        workers: int,
        max_batch_tokens: int,
        wait_s: float,
        bound: int,
        memory: Memory,
        glossary: Glossary,
        hints: Hints | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self._decoder = decoder
        self._tokenizer = tokenizer
        self._signature = signature
        self._policy = policy
        self._memory = memory
        self._glossary = glossary
        self._hints = hints or Hints()
        stored, self._calibrated = calibration_for(signature.sha256)
        self._calibration = stored if calibration is None else calibration
        self._scope = msgspec.json.encode(
            (__version__, signature, policy, self._calibration)
        ).decode()
        self._batcher = Batcher(
            decoder, workers=workers, max_tokens=max_batch_tokens, wait_s=wait_s, bound=bound
        )
        self._closing = threading.Lock()
        self._closed = False

    @property
    def signature(self) -> ModelSignature:
        """Which weights, how run."""
        return self._signature

    def describe(self) -> Description:
        """Return what is loaded and how busy it is."""
        return Description(
            model=self._signature,
            policy=self._policy,
            load=self._batcher.load,
            memory_bytes=self._memory.bytes,
            memory_hits=self._memory.hits,
            memory_misses=self._memory.misses,
            glossary_terms=len(self._glossary),
            calibrated=self._calibrated,
        )

    def translate(
        self,
        segments: Sequence[str],
        *,
        deadline: float | None = None,
        batch: bool = False,
        glossary: Mapping[str, str] | None = None,
        cancelled: Callable[[], bool] | None = None,
        on_result: Callable[[int, Translation], None] | None = None,
    ) -> list[Translation]:
        """See `Translator.translate`; `on_result` is called in the calling thread.

        Raises `InvalidField` for a glossary that cannot be used.
        """
        terms = self._terms(glossary)
        places: dict[str, list[int]] = {}
        for index, segment in enumerate(segments):
            places.setdefault(segment, []).append(index)
        call = _Call(len(segments), places, on_result)
        scope = self._scope + terms.digest
        open_segments: list[str] = []
        for segment in places:
            known = self._known(scope, segment)
            if known is None:
                open_segments.append(segment)
            else:
                call.deliver(segment, known)
        if open_segments:
            self._run(
                call, open_segments, terms, scope,
                Waiting(deadline=deadline, background=batch, cancelled=cancelled),
            )  # fmt: skip
        return call.results

    def close(self) -> None:
        """See `Translator.close`."""
        with self._closing:
            if self._closed:
                return
            self._closed = True
            self._batcher.close()
            self._memory.close()
            self._decoder.close()

    def _terms(self, glossary: Mapping[str, str] | None) -> Glossary:
        if not glossary:
            return self._glossary
        try:
            return Glossary(glossary).over(self._glossary)
        except ConfigurationError as error:
            raise InvalidField(error.detail, field="$.glossary") from error

    def _known(self, scope: str, segment: str) -> Translation | None:
        if not has_content(segment):
            detail = "nothing Arabic to translate; copied"
            flag = Flag(code="no_content", detail=detail, severity="note")
            return Translation(
                ar=segment, en=copied(segment), score=1.0, confidence="high", flags=(flag,)
            )
        return self._memory.get(key_of(scope, segment))

    def _run(
        self, call: _Call, segments: Sequence[str], terms: Glossary, scope: str, waiting: Waiting
    ) -> None:
        works: list[Work] = []
        arrived: queue.SimpleQueue[tuple[Job | None, Outcome]] = queue.SimpleQueue()
        request = Request(
            lambda job, outcome: arrived.put((job, outcome)),
            arrived=time.monotonic(),
            deadline=waiting.deadline,
            background=waiting.background,
            cancelled=waiting.cancelled,
        )

        def prepared(until: int) -> list[Job]:
            jobs: list[Job] = []
            for index in range(len(works), min(until, len(segments))):
                works.append(self._work(segments[index], terms))
                jobs += _jobs(request, index, works[index].start())
            request.coming = len(segments) - len(works)
            return jobs

        jobs = prepared(_FIRST)
        waiting.check()
        self._batcher.submit(request, jobs)
        try:
            left = len(segments)
            while left:
                out = len(works) - (len(segments) - left)
                if request.coming and out < WINDOW:
                    self._batcher.submit(request, prepared(len(works) + _CHUNK), again=True)
                job, outcome = waiting.next(arrived)
                if isinstance(outcome, MujazError):
                    raise outcome
                assert job is not None  # noqa: S101 - only errors come without a job
                index, key = job.key
                again = works[index].accept(key, outcome)
                if again:
                    jobs = _jobs(request, index, again, again=True)
                    self._batcher.submit(request, jobs, again=True)
                elif works[index].done:
                    left -= 1
                    translation = works[index].result()
                    self._memory.put(key_of(scope, segments[index]), translation)
                    call.deliver(segments[index], translation)
        finally:
            self._batcher.finish(request)

    def _work(self, segment: str, terms: Glossary) -> Work:
        limit = self._policy.max_source_tokens
        return Work(
            prepare(segment, self._tokenizer, limit, terms),
            search=self._policy.search,
            tokenizer=self._tokenizer,
            calibration=self._calibration,
            retries=self._policy.retries,
            hints=self._hints,
        )


class _Call:
    """Results of one call, each segment delivered to every place it stands at."""

    def __init__(
        self,
        count: int,
        places: Mapping[str, Sequence[int]],
        on_result: Callable[[int, Translation], None] | None,
    ) -> None:
        self._results: list[Translation | None] = [None] * count
        self._places = places
        self._on_result = on_result

    def deliver(self, segment: str, translation: Translation) -> None:
        for index in self._places[segment]:
            self._results[index] = translation
            if self._on_result is not None:
                self._on_result(index, translation)

    @property
    def results(self) -> list[Translation]:
        return [one for one in self._results if one is not None]


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """On which terms a caller waits."""

    deadline: float | None
    background: bool
    cancelled: Callable[[], bool] | None

    def check(self) -> None:
        """Raise `DeadlineExceeded` or `ShuttingDown` when the caller no longer waits."""
        if self.deadline is not None and time.monotonic() >= self.deadline:
            message = "the deadline passed before every segment was translated"
            raise DeadlineExceeded(message)
        if self.cancelled is not None and self.cancelled():
            message = "the request was cancelled"
            raise ShuttingDown(message)

    def next(
        self, arrived: queue.SimpleQueue[tuple[Job | None, Outcome]]
    ) -> tuple[Job | None, Outcome]:
        """Wait for the next outcome."""
        while True:
            timeout = None
            if self.deadline is not None:
                timeout = max(0.0, self.deadline - time.monotonic())
            if self.cancelled is not None:
                timeout = min(_POLL, timeout) if timeout is not None else _POLL
            try:
                return arrived.get(timeout=timeout)
            except queue.Empty:
                self.check()


def _jobs(
    request: Request, index: int, attempts: Sequence[Attempt], *, again: bool = False
) -> list[Job]:
    return [
        Job(request, (index, attempt.key), attempt.pieces, attempt.search, again=again)
        for attempt in attempts
    ]
