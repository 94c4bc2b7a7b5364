"""`models/catalogue.toml`: which models there are, what they are worth, and whether they are whole.

Every file of a model is listed with its SHA-256, and nothing is loaded before
its hash was compared: CTranslate2 before 4.8.1 could overflow its heap on a
crafted model file, and a half-written one must be named, not crashed into.
"""

from __future__ import annotations

import hashlib
from shlex import quote
from typing import TYPE_CHECKING

import msgspec

from service.engine.hints import TABLE
from service.errors import ConfigurationError, ModelCorrupted, ModelMissing, UnknownModel
from service.settings import BUNDLED

if TYPE_CHECKING:
    from pathlib import Path

_WEIGHTS = "model.bin"
_LOADED = (
    _WEIGHTS,
    "config.json",
    "source_vocabulary.json",
    "target_vocabulary.json",
    "shared_vocabulary.json",
    "source.spm",
    "target.spm",
    "vmap.txt",
    TABLE,
)
"""What CTranslate2, SentencePiece and `Hints` read when they are pointed at a folder."""
_CHUNK = 1 << 20


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """One measured figure and what reproduces it."""

    metric: str
    value: float
    data: str
    signature: str = ""
    """sacreBLEU signature, compute type and beam."""


class Decoding(msgspec.Struct, frozen=True, kw_only=True):
    """How the model wants to be run."""

    compute_type: str = "int8"
    max_source_tokens: int = 96
    """Pieces past which a segment is split at clauses; about what training saw."""
    source_suffix: tuple[str, ...] = ()
    """Tokens appended to every source when the converted model does not append them itself."""
    length_penalty: float = 1.0
    attends_after: bool = False
    """Whether the model aligns a piece at the step that reads it, after the one that
    wrote it (Chen et al. 2020, "Accurate Word Alignment Induction from Neural Machine
    Translation")."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One catalogued model."""

    id: str
    role: str
    direction: str
    architecture: str
    size: str
    licence: str
    origin: str
    files: dict[str, str]
    """File name to SHA-256, in lower-case hexadecimal digits."""
    folder: str = ""
    """Folder under the models directory; the id when empty."""
    repair: str = ""
    """Command that brings missing or damaged files back, where git does not."""
    decoding: Decoding = Decoding()
    scores: tuple[Score, ...] = ()
    path: str = ""
    """Where the files lie on this machine; set when the catalogue is read."""

    @property
    def sha256(self) -> str:
        """One hash for the whole model: of its sorted `name hash` lines."""
        lines = "".join(f"{name} {digest}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256(lines.encode()).hexdigest()

    @property
    def remedy(self) -> str | None:
        """A command that repairs the model, where one is known."""
        from pathlib import Path  # noqa: PLC0415 - see `verify`

        return self.repair or _restore(Path(self.path))

    def verify(self) -> None:
        """Compare every file with its hash.

        Raises:
            ModelMissing: a file is not there.
            ModelCorrupted: a file has other contents than catalogued, or would be
                loaded without a hash to hold it to.
        """
        from pathlib import Path  # noqa: PLC0415 - a Struct field of type Path would not encode

        for name in _LOADED:
            if name not in self.files and (name == _WEIGHTS or (Path(self.path) / name).exists()):
                message = f"{Path(self.path) / name} has no SHA-256 in the catalogue"
                raise ModelCorrupted(message, remedy=_restore(_catalogue(Path(self.path).parent)))
        for name, digest in self.files.items():
            file = Path(self.path) / name
            try:
                found = _sha256(file)
            except OSError as error:
                message = f"{file} cannot be read: {error.strerror or error}"
                raise ModelMissing(message, remedy=self.remedy) from error
            if found != digest:
                message = f"{file} has SHA-256 {found[:12]}…, the catalogue says {digest[:12]}…"
                raise ModelCorrupted(message, remedy=self.remedy)


class Catalogue(msgspec.Struct, frozen=True, kw_only=True):
    """All catalogued models."""

    models: tuple[Entry, ...] = ()

    @classmethod
    def read(cls, models_dir: Path) -> Catalogue:
        """Decode `catalogue.toml` in `models_dir`.

        Raises:
            ModelMissing: there is no catalogue.
            ConfigurationError: it is not a catalogue.
        """
        file = _catalogue(models_dir)
        try:
            raw = file.read_bytes()
        except OSError as error:
            message = f"{file} cannot be read: {error.strerror or error}"
            raise ModelMissing(message, remedy=_restore(file)) from error
        try:
            catalogue = msgspec.toml.decode(raw, type=cls)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            message = f"{file}: {error}"
            raise ConfigurationError(message) from error
        return cls(
            models=tuple(
                msgspec.structs.replace(entry, path=str(models_dir / (entry.folder or entry.id)))
                for entry in catalogue.models
            )
        )

    def entry(self, identifier: str) -> Entry:
        """Return the model of that id; raises `UnknownModel`."""
        for entry in self.models:
            if entry.id == identifier:
                return entry
        known = ", ".join(entry.id for entry in self.models) or "none"
        message = f"no model {identifier!r} in the catalogue (there are: {known})"
        raise UnknownModel(message)

    def configured(self, identifier: str) -> Entry:
        """Return the model a setting names; raises `ConfigurationError` when there is none."""
        try:
            return self.entry(identifier)
        except UnknownModel as error:
            message = f"MUJAZ_MODEL: {error.detail}"
            raise ConfigurationError(message) from error


def _catalogue(models_dir: Path) -> Path:
    return models_dir / "catalogue.toml"


def _restore(path: Path) -> str | None:
    """Return the command that brings back `path`, a model's folder or the catalogue.

    In the checkout's own models folder that is git's; elsewhere the checkout's
    own is copied, if it has one of that name.
    """
    own = BUNDLED / path.name
    if path.resolve() == own.resolve():
        checkout = BUNDLED.parent
        if not (checkout / ".git").exists():
            return None
        return f"git -C {quote(str(checkout))} checkout HEAD -- models/{quote(path.name)}"
    if not own.exists():
        return None
    target = quote(str(path.parent))
    copy = f"cp -R {quote(str(own))} {target}/"
    return copy if path.parent.is_dir() else f"mkdir -p {target} && {copy}"


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
