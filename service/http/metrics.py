"""`GET /metrics`: what the server has done, in Prometheus's text format.

Labels are routes, statuses, stages, codes and model ids: never an address, a
key, or a word of an article. The figures of the engine are its own counts,
read when they are asked for.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, cast

from litestar import HttpMethod, Response, route
from litestar.di import NamedDependency
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
)
from prometheus_client.registry import Collector

from service.engine import CTranslateTranslator
from service.http.openapi import read_only

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
    from prometheus_client.core import Metric

    from service.engine import Description
    from service.engine.protocols import Translation
    from service.facade import Mujaz
    from service.schema import Brief, Segment

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_STAGES = ("reading", "translation", "statements", "summary", "total")


class Metrics:
    """Counts of one server. Thread-safe."""

    def __init__(self, loaded: Callable[[], Iterable[Mujaz]]) -> None:
        self.registry = CollectorRegistry(auto_describe=True)
        ProcessCollector(registry=self.registry)
        self.registry.register(_Engines(loaded))
        self.running = Gauge(
            "mujaz_http_requests_running", "Requests being answered.", registry=self.registry
        )
        self.requests = Counter(
            "mujaz_http_requests",
            "Requests answered.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "mujaz_http_request_seconds",
            "From the headers of a request to the end of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._stages = Histogram(
            "mujaz_brief_stage_seconds",
            "Stages of briefs.",
            ("stage",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._segments = Counter(
            "mujaz_segments", "Segments answered.", ("confidence",), registry=self.registry
        )
        self._flags = Counter(
            "mujaz_flags", "Flags on segments.", ("code", "severity"), registry=self.registry
        )

    def brief(self, made: Brief) -> None:
        """Count a brief."""
        self.translations(made.segments)
        if made.timings is not None:
            for stage in _STAGES:
                self._stages.labels(stage).observe(getattr(made.timings, stage) / 1000)

    def translations(self, made: Iterable[Translation | Segment]) -> None:
        """Count translated segments and their flags."""
        for one in made:
            self._segments.labels(one.confidence).inc()
            for flag in one.flags:
                self._flags.labels(flag.code, flag.severity).inc()


class _Engines(Collector):
    """The counts of every loaded engine, by model id."""

    def __init__(self, loaded: Callable[[], Iterable[Mujaz]]) -> None:
        self._loaded = loaded

    def describe(self) -> Iterable[Metric]:
        return self._families(())

    def collect(self) -> Iterable[Metric]:
        return self._families(
            [
                mujaz.translator.describe()
                for mujaz in self._loaded()
                if isinstance(mujaz.translator, CTranslateTranslator)
            ]
        )

    def _families(self, engines: Iterable[Description]) -> Iterator[Metric]:
        for name, help_text, read in _GAUGES:
            gauge = GaugeMetricFamily(f"mujaz_engine_{name}", help_text, labels=["model"])
            for engine in engines:
                gauge.add_metric([engine.model.id], read(engine))
            yield gauge
        for name, help_text, read in _COUNTERS:
            counter = CounterMetricFamily(f"mujaz_engine_{name}", help_text, labels=["model"])
            for engine in engines:
                counter.add_metric([engine.model.id], read(engine))
            yield counter
        sizes = HistogramMetricFamily(
            "mujaz_engine_batch_segments", "Segments in one batch.", labels=["model"]
        )
        for engine in engines:
            sizes.add_metric([engine.model.id], _buckets(engine), engine.load.segments)
        yield sizes


_Read = tuple[str, str, "Callable[[Description], float]"]
_GAUGES: tuple[_Read, ...] = (
    ("segments_waiting", "Segments in the queue.", lambda one: one.load.waiting),
    ("segments_running", "Segments at the model.", lambda one: one.load.running),
    ("tokens_per_second", "Source tokens while busy, smoothed.", lambda one: one.load.rate),
    ("memory_bytes", "Bytes in the memory of past segments.", lambda one: one.memory_bytes),
)
_COUNTERS: tuple[_Read, ...] = (
    ("segments", "Segments the model translated.", lambda one: one.load.segments),
    ("tokens", "Source tokens the model read.", lambda one: one.load.tokens),
    ("batches", "Batches the model ran.", lambda one: one.load.batches),
    ("retries", "Further attempts for broken segments.", lambda one: one.load.retried),
    ("segments_dropped", "Segments nobody waited for.", lambda one: one.load.dropped),
    ("queue_seconds", "Time segments waited, together.", lambda one: one.load.waited_s),
    ("inference_seconds", "Time batches took, together.", lambda one: one.load.decoded_s),
    ("memory_hits", "Segments answered from memory.", lambda one: one.memory_hits),
    ("memory_misses", "Segments not in memory.", lambda one: one.memory_misses),
)


def _buckets(engine: Description) -> list[tuple[str, float]]:
    """Cumulative counts of batches; the sizes come in powers of two."""
    buckets: list[tuple[str, float]] = []
    count = 0
    for power, batches in enumerate(engine.load.sizes):
        count += batches
        buckets.append((str(float((2 << power) - 1)), count))
    return [*buckets, ("+Inf", engine.load.batches)]


class Measured(ASGIMiddleware):
    """Times each request to the end of its answer, streams included."""

    scopes = (ScopeType.HTTP,)

    def __init__(self, metrics: Metrics) -> None:
        self._metrics = metrics

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """See `ASGIMiddleware.handle`."""
        began = time.perf_counter()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        request = cast("HTTPScope", scope)
        path, method = request["path_template"], str(request["method"])
        with self._metrics.running.track_inprogress():
            try:
                await next_app(scope, receive, watched)
            finally:
                self._metrics.seconds.labels(path).observe(time.perf_counter() - began)
                self._metrics.requests.labels(path, method, str(status or 500)).inc()


@route(
    "/metrics",
    http_method=[HttpMethod.GET, HttpMethod.HEAD],
    status_code=200,
    summary="Counts for Prometheus",
    tags=["health"],
    operation_id=read_only("getMetrics"),
    media_type="text/plain",
)
async def metrics(counted: NamedDependency[Metrics]) -> Response[bytes]:
    """Answer in Prometheus's text format, whatever state the models are in."""
    return Response(generate_latest(counted.registry), media_type=MEDIA_TYPE)
