"""Record the examples of the API document from real answers of the bundled models.

    python -m bench.record

Run after the model or the wire format changed; a test holds the recorded
examples to the current schema.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from service.facade import Mujaz
from service.http.openapi import ARTICLE
from service.http.translations import Translations

_EXAMPLES = Path(__file__).parent.parent / "service" / "http" / "examples"


def main() -> None:
    """Brief and translate the document's own request examples."""
    with Mujaz.load() as mujaz:
        answers = {
            "brief": mujaz.brief(ARTICLE),
            "translations": Translations(
                translations=mujaz.translate([ARTICLE]), signature=mujaz.signature
            ),
        }
    _EXAMPLES.mkdir(exist_ok=True)
    for name, answer in answers.items():
        text = msgspec.json.format(msgspec.json.encode(answer), indent=1)
        (_EXAMPLES / f"{name}.json").write_bytes(text + b"\n")


if __name__ == "__main__":
    main()
