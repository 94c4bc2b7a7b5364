"""What runs under the peers' own Python: reads JSON lines, measures, answers JSON lines.

Started by `bench/peers.py`; imports nothing of Mujaz. The first argument says
which peer: `argos` takes `{"clients", "articles"}`, an article being a list of
sentences; `transformers MODEL` takes `{"sentences", "beam", "batch", "threads"}`.
"""

# The peers are not installed beside Mujaz, and have few types where they are.
# pyright: reportMissingImports=false, reportUnknownMemberType=false
# pyright: reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import json
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    Answer = Callable[[dict[str, Any]], dict[str, Any]]

SEPARATOR = "\u2028"
"""Between the sentences of an article; the stand-in splitter of `peers.py` cuts there."""


def argos() -> Answer:
    """Translate articles in process, from as many threads as there are clients."""
    from argostranslate import translate  # noqa: PLC0415 - only under the peers' Python

    translation = translate.get_translation_from_codes("ar", "en")

    def answer(task: dict[str, Any]) -> dict[str, Any]:
        articles: list[list[str]] = task["articles"]
        made: list[str] = [""] * len(articles)
        latencies: list[float] = []
        numbers = iter(range(len(articles)))
        lock = threading.Lock()

        def client() -> None:
            while True:
                with lock:
                    number = next(numbers, None)
                if number is None:
                    return
                began = time.perf_counter()
                made[number] = translation.translate(SEPARATOR.join(articles[number]))
                latencies.append(time.perf_counter() - began)

        threads = [threading.Thread(target=client) for _ in range(task["clients"])]
        began = time.perf_counter()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return {"seconds": time.perf_counter() - began, "latencies": latencies, "texts": made}

    return answer


def transformers(model: str) -> Answer:
    """Generate in batches of one size, the sentences sorted by length."""
    import torch  # noqa: PLC0415 - only under the peers' Python
    from transformers import MarianMTModel, MarianTokenizer  # noqa: PLC0415 - as above

    tokenizer = MarianTokenizer.from_pretrained(model)
    network = MarianMTModel.from_pretrained(model).eval()

    def answer(task: dict[str, Any]) -> dict[str, Any]:
        torch.set_num_threads(task["threads"])
        sentences: list[str] = task["sentences"]
        order = sorted(range(len(sentences)), key=lambda index: -len(sentences[index]))
        made: list[str] = [""] * len(sentences)
        began = time.perf_counter()
        with torch.inference_mode():
            for start in range(0, len(order), task["batch"]):
                part = order[start : start + task["batch"]]
                batch = tokenizer(
                    [sentences[index] for index in part], return_tensors="pt", padding=True
                )
                output = network.generate(**batch, num_beams=task["beam"])
                texts = tokenizer.batch_decode(output, skip_special_tokens=True)
                for index, text in zip(part, texts, strict=True):
                    made[index] = text
        return {"seconds": time.perf_counter() - began, "texts": made}

    return answer


def main() -> None:
    """Answer until the input ends."""
    kind, *arguments = sys.argv[1:]
    # What the libraries print must not stand between the answers.
    output, sys.stdout = sys.stdout, sys.stderr
    answer = {"argos": argos, "transformers": transformers}[kind](*arguments)
    print(json.dumps({"ready": True}), file=output, flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), file=output, flush=True)


if __name__ == "__main__":
    main()
