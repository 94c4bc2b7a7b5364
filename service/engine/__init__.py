"""Models, tokenization, shared batches, and the memory of past segments."""

from __future__ import annotations

from service.engine.loading import load, open_entry
from service.engine.protocols import Encoder, Link, Translation, Translator
from service.engine.translator import CTranslateTranslator, Description

__all__ = [
    "CTranslateTranslator",
    "Description",
    "Encoder",
    "Link",
    "Translation",
    "Translator",
    "load",
    "open_entry",
]
