from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from engine_fakes import RecordingDecoder

from service.engine.decoder import Search
from service.engine.glossary import Glossary
from service.engine.memory import Memory
from service.engine.pieces import SourcePieces, SourceTokenizer
from service.engine.schedule import WINDOW
from service.engine.translator import CTranslateTranslator, Policy
from service.errors import DeadlineExceeded, InvalidField, Overloaded, ShuttingDown
from service.schema import ModelSignature

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from service.engine.batcher import Load
    from service.engine.protocols import Translation

TOKENIZER = SourceTokenizer(Path(__file__).parents[2] / "models" / "ar-en" / "source.spm")


class CountingTokenizer(SourceTokenizer):
    """Remembers what it was asked to split."""

    def __init__(self) -> None:
        super().__init__(Path(__file__).parents[2] / "models" / "ar-en" / "source.spm")
        self.texts: set[str] = set()

    def split(self, text: str) -> SourcePieces:
        self.texts.add(text)
        return super().split(text)


def build(
    decoder: RecordingDecoder,
    *,
    memory: Memory | None = None,
    bound: int = 1000,
    sha: str = "0",
    tokenizer: SourceTokenizer = TOKENIZER,
) -> CTranslateTranslator:
    return CTranslateTranslator(
        decoder,
        tokenizer,
        signature=ModelSignature(id="fake", sha256=sha, compute_type="none", beam=2),
        policy=Policy(search=Search(beam=2), max_source_tokens=96, retries=0),
        workers=2,
        max_batch_tokens=400,
        wait_s=0.0,
        bound=bound,
        memory=Memory(0) if memory is None else memory,
        glossary=Glossary(),
    )


@pytest.fixture
def decoder() -> RecordingDecoder:
    return RecordingDecoder()


@pytest.fixture
def translator(decoder: RecordingDecoder) -> Iterator[CTranslateTranslator]:
    made = build(decoder, memory=Memory(100_000))
    yield made
    decoder.gate.set()
    made.close()


def sent(decoder: RecordingDecoder) -> int:
    return sum(len(batch) for batch in decoder.batches)


def test_results_stand_where_their_segments_stood(translator: CTranslateTranslator) -> None:
    segments = ["قال", "♪", "قال الرئيس الروسي", "قال", ""]
    seen: dict[int, Translation] = {}
    found = translator.translate(segments, on_result=seen.__setitem__)
    assert [one.ar for one in found] == segments
    assert [seen[index] for index in range(5)] == found
    assert translator.translate([]) == []


def test_an_exact_repeat_costs_no_model_time(
    translator: CTranslateTranslator, decoder: RecordingDecoder
) -> None:
    first = translator.translate(["قال الرئيس", "قال الرئيس"])
    assert sent(decoder) == 1
    assert translator.translate(["قال الرئيس"]) == first[:1]
    assert sent(decoder) == 1
    assert translator.describe().memory_hits == 1


def test_a_changed_glossary_or_model_never_gets_an_old_answer(
    translator: CTranslateTranslator, decoder: RecordingDecoder
) -> None:
    translator.translate(["قال الرئيس"])
    translator.translate(["قال الرئيس"], glossary={"الرئيس": "president"})
    translator.translate(["قال الرئيس"], glossary={"الرئيس": "chairman"})
    assert sent(decoder) == 3
    memory = Memory(100_000)
    for sha in ("1", "2"):
        other = build(decoder, memory=memory, sha=sha)
        other.translate(["قال الرئيس"])
    assert sent(decoder) == 5


def test_a_glossary_that_cannot_be_used_is_the_callers_fault(
    translator: CTranslateTranslator,
) -> None:
    with pytest.raises(InvalidField) as caught:
        translator.translate(["قال"], glossary={"...": "dots"})
    assert caught.value.field == "$.glossary"


def test_a_deadline_in_the_past(
    translator: CTranslateTranslator, decoder: RecordingDecoder
) -> None:
    with pytest.raises(DeadlineExceeded):
        translator.translate(["قال"], deadline=time.monotonic() - 1)
    assert sent(decoder) == 0


def test_a_deadline_that_passes_at_the_model(
    translator: CTranslateTranslator, decoder: RecordingDecoder
) -> None:
    decoder.gate.clear()
    with pytest.raises(DeadlineExceeded):
        translator.translate(["قال"], deadline=time.monotonic() + 0.05)


def test_a_client_that_leaves_costs_no_more_than_what_was_dispatched(
    decoder: RecordingDecoder,
) -> None:
    translator = build(decoder)
    decoder.gate.clear()
    gone = threading.Event()
    failures: list[BaseException] = []

    def call() -> None:
        try:
            # Alternating lengths, so that each needs a batch of its own.
            segments = [f"قال {'الرئيس ' * (1 + 30 * (index % 2))}{index}" for index in range(40)]
            translator.translate(segments, cancelled=gone.is_set)
        except ShuttingDown as error:
            failures.append(error)

    thread = threading.Thread(target=call)
    thread.start()
    decoder.started.wait()
    gone.set()
    thread.join(timeout=5)
    dispatched = sent(decoder)
    decoder.gate.set()
    translator.close()
    assert len(failures) == 1
    assert dispatched < 40
    assert sent(decoder) == dispatched


def test_overload_is_refused_not_queued(decoder: RecordingDecoder) -> None:
    translator = build(decoder, bound=2)
    decoder.gate.clear()
    # Two workers: two requests at the model, a third one waiting.
    running = [
        threading.Thread(target=translator.translate, args=([f"قال {n}"],)) for n in range(3)
    ]
    for number, thread in enumerate(running):
        thread.start()
        # One by one, or two of them would share a batch and none would wait.
        until(
            translator,
            lambda load, n=number: (load.running, load.waiting) == (min(n + 1, 2), n // 2),
        )
    with pytest.raises(Overloaded) as caught:
        translator.translate(["قال الرئيس", "قال الوزير"], deadline=time.monotonic() + 5)
    decoder.gate.set()
    for thread in running:
        thread.join(timeout=5)
    translator.close()
    assert (caught.value.retry_after or 0) >= 1


def test_a_long_request_is_prepared_as_it_is_translated(decoder: RecordingDecoder) -> None:
    tokenizer = CountingTokenizer()
    translator = build(decoder, tokenizer=tokenizer)
    decoder.gate.clear()
    segments = [f"قال الوزير {number}" for number in range(300)]
    found: list[list[Translation]] = []
    thread = threading.Thread(target=lambda: found.append(translator.translate(segments)))
    thread.start()
    until(translator, lambda load: load.running > 1)
    load = translator.describe().load
    assert load.waiting + load.running == 300
    assert len(tokenizer.texts) <= 2 * WINDOW
    # What is not prepared yet fills the queue all the same.
    with pytest.raises(Overloaded):
        translator.translate(
            [f"أكد الرئيس {number}" for number in range(800)], deadline=time.monotonic() + 5
        )
    decoder.gate.set()
    thread.join(timeout=20)
    assert [one.ar for one in found[0]] == segments
    assert sum(text.startswith("قال") for text in tokenizer.texts) == 300
    assert translator.describe().load.waiting == 0
    translator.close()


def test_what_was_never_prepared_counts_as_dropped(decoder: RecordingDecoder) -> None:
    translator = build(decoder)
    decoder.gate.clear()
    gone = threading.Event()
    segments = [f"قال الوزير {number}" for number in range(300)]

    def call() -> None:
        with pytest.raises(ShuttingDown):
            translator.translate(segments, cancelled=gone.is_set)

    thread = threading.Thread(target=call)
    thread.start()
    until(translator, lambda load: load.running > 1)
    gone.set()
    thread.join(timeout=5)
    dispatched = sent(decoder)
    decoder.gate.set()
    translator.close()
    assert sent(decoder) == dispatched
    assert translator.describe().load.dropped == 300 - dispatched


def until(translator: CTranslateTranslator, reached: Callable[[Load], bool]) -> None:
    deadline = time.monotonic() + 5
    while not reached(translator.describe().load) and time.monotonic() < deadline:
        time.sleep(0.002)


def test_closing_refuses_new_work_and_frees_the_model(decoder: RecordingDecoder) -> None:
    translator = build(decoder)
    translator.translate(["قال"])
    translator.close()
    translator.close()
    assert decoder.closed
    with pytest.raises(ShuttingDown):
        translator.translate(["قال الرئيس"])


def test_a_listener_that_fails_does_not_block_the_drain(
    translator: CTranslateTranslator, decoder: RecordingDecoder
) -> None:
    def broken(_index: int, _translation: object) -> None:
        message = "listener"
        raise RuntimeError(message)

    with pytest.raises(RuntimeError, match="listener"):
        translator.translate(["قال", "قال الرئيس"], on_result=broken)
    translator.close()
    assert decoder.closed


def test_an_idle_engine_sends_the_first_segment_ahead(decoder: RecordingDecoder) -> None:
    translator = build(decoder)
    translator.translate([f"قال الرئيس {'الرئيس ' * 9}{index}" for index in range(6)])
    translator.close()
    assert len(decoder.batches[0]) == 1
