"""Mujaz: an Arabic news article in, a verifiable bilingual brief out.

>>> import service
>>> with service.load() as mujaz:  # doctest: +SKIP
...     brief = mujaz.brief(article)
...     print(brief.headline.en)

The façade is loaded on first use, so that importing one room (say
`service.arabic.normalise` from the model recipe) does not load the models'
runtime.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from service.errors import MujazError
    from service.facade import Mujaz, Observer, Options
    from service.schema import Brief
    from service.settings import Settings

_HOMES = {
    "Brief": "service.schema",
    "Mujaz": "service.facade",
    "MujazError": "service.errors",
    "Observer": "service.facade",
    "Options": "service.facade",
    "Settings": "service.settings",
}

__all__ = ["Brief", "Mujaz", "MujazError", "Observer", "Options", "Settings", "load"]


def load(settings: Settings | None = None) -> Mujaz:
    """Load the models; see `Mujaz.load`."""
    return import_module("service.facade").Mujaz.load(settings)


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(home), name)
