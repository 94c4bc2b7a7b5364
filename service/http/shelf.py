"""Loaded models by id: borrowed by requests, replaced without a request noticing."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.errors import UnknownModel
from service.facade import Mujaz

if TYPE_CHECKING:
    from collections.abc import Generator

    from service.settings import Settings


class Shelf:
    """Models that serve at the same time, the first one by default. Thread-safe."""

    def __init__(self, first: Mujaz, *others: Mujaz) -> None:
        self._changed = threading.Condition()
        self._loaded = {mujaz.translator.signature.id: mujaz for mujaz in (first, *others)}
        self._default = first.translator.signature.id
        self._users: Counter[Mujaz] = Counter()

    @classmethod
    def load(cls, settings: Settings) -> Shelf:
        """Load every configured model; raises as `Mujaz.load` does."""
        first = Mujaz.load(settings)
        loaded = [first]
        try:
            loaded += [first.beside(model) for model in settings.models[1:]]
        except BaseException:
            for mujaz in loaded:
                mujaz.close()
            raise
        return cls(*loaded)

    @property
    def default(self) -> str:
        """The id of the model of requests that name none."""
        return self._default

    @property
    def loaded(self) -> dict[str, Mujaz]:
        """What serves now."""
        with self._changed:
            return dict(self._loaded)

    def find(self, model: str | None = None) -> Mujaz:
        """Return the model of that id.

        Raises:
            UnknownModel: it is not loaded.
        """
        loaded = self.loaded
        found = loaded.get(self._default if model is None else model)
        if found is None:
            message = f"no model {model!r} is loaded (there are: {', '.join(loaded)})"
            raise UnknownModel(message, field="model")
        return found

    @contextmanager
    def borrow(self, model: str | None = None) -> Generator[Mujaz]:
        """Yield the model of that id, which stays open as long as it is borrowed.

        Raises:
            UnknownModel: it is not loaded.
        """
        with self._changed:
            mujaz = self.find(model)
            self._users[mujaz] += 1
        try:
            yield mujaz
        finally:
            with self._changed:
                self._users[mujaz] -= 1
                self._changed.notify_all()

    def put(self, mujaz: Mujaz) -> None:
        """Serve `mujaz` from now on under its id; blocks until what it replaces is closed.

        Whoever borrowed the old one before finishes with it.
        """
        identifier = mujaz.translator.signature.id
        with self._changed:
            old = self._loaded.get(identifier)
            self._loaded[identifier] = mujaz
            if old is None:
                return
            self._changed.wait_for(lambda: not self._users[old])
            del self._users[old]
        old.close()

    def close(self) -> None:
        """Let every model finish what it accepted, and close it."""
        for mujaz in self.loaded.values():
            mujaz.close()
