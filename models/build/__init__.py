"""The recipe that builds a translation model from a parent and parallel text.

Steps, each a module with one reason to change, run by ``python -m models.build``:
``corpus`` (read, filter, decontaminate) -> ``vocabulary`` (prune and merge
SentencePiece models) -> ``alignment`` and ``embeddings`` (start new embeddings
from the parent's) -> ``pack`` (binary shards) -> ``train`` -> ``export``
(CTranslate2 int8) -> ``evaluate`` -> ``card``.

Nothing here knows a language: the pair, its scripts, its normaliser, its
sources and their shares are configuration (``config/*.toml``).
"""
