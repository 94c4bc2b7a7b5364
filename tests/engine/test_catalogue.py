from __future__ import annotations

import hashlib
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from service.engine.catalogue import Catalogue
from service.engine.loading import load
from service.errors import ConfigurationError, ModelCorrupted, ModelMissing, UnknownModel
from service.settings import Settings

MODELS = Path(__file__).parents[2] / "models"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "tiny").mkdir()
    (tmp_path / "tiny" / "model.bin").write_bytes(b"weights")
    digest = hashlib.sha256(b"weights").hexdigest()
    (tmp_path / "catalogue.toml").write_text(
        f"""
        [[models]]
        id = "tiny"
        role = "translation"
        direction = "ar-en"
        architecture = "none"
        size = "7 B"
        licence = "Apache-2.0"
        origin = "a test"
        [models.files]
        "model.bin" = "{digest}"
        [[models.scores]]
        metric = "chrF2"
        value = 50.0
        data = "flores200.dev"
        signature = "x"
        """
    )
    return tmp_path


def test_a_whole_model_passes(models: Path) -> None:
    entry = Catalogue.read(models).entry("tiny")
    entry.verify()
    assert entry.scores[0].value == 50.0
    assert len(entry.sha256) == 64


def test_a_missing_file_is_named_with_its_own_repair(models: Path) -> None:
    catalogue = models / "catalogue.toml"
    catalogue.write_text(
        catalogue.read_text().replace("[models.files]", 'repair = "x"\n[models.files]')
    )
    (models / "tiny" / "model.bin").unlink()
    with pytest.raises(ModelMissing, match=r"tiny/model\.bin") as caught:
        Catalogue.read(models).entry("tiny").verify()
    assert caught.value.remedy == "x"


def test_a_model_only_its_owner_has_names_no_repair(models: Path) -> None:
    (models / "tiny" / "model.bin").unlink()
    with pytest.raises(ModelMissing) as caught:
        Catalogue.read(models).entry("tiny").verify()
    assert caught.value.remedy is None


def test_the_repair_of_a_copied_models_folder_repairs_it(tmp_path: Path) -> None:
    folder = tmp_path / "my models"
    (folder / "ar-en").mkdir(parents=True)
    with pytest.raises(ModelMissing) as caught:
        Catalogue.read(folder)
    subprocess.run(shlex.split(caught.value.remedy or ""), check=True)
    with pytest.raises(ModelMissing) as caught:
        Catalogue.read(folder).entry("ar-en").verify()
    subprocess.run(shlex.split(caught.value.remedy or ""), check=True)
    Catalogue.read(folder).entry("ar-en").verify()


def test_the_repair_of_the_checkout_works_from_anywhere() -> None:
    remedy = Catalogue.read(MODELS).entry("ar-en").remedy
    if not (MODELS.parent / ".git").exists():
        assert remedy is None
        return
    assert remedy == f"git -C {shlex.quote(str(MODELS.parent))} checkout HEAD -- models/ar-en"


def test_one_changed_bit_is_noticed(models: Path) -> None:
    (models / "tiny" / "model.bin").write_bytes(b"weighte")
    with pytest.raises(ModelCorrupted, match=r"tiny/model\.bin"):
        load(Settings(models_dir=models, model="tiny"))


def test_a_setting_that_names_no_model_is_a_configuration_error(models: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"MUJAZ_MODEL: .*'huge'.*tiny"):
        load(Settings(models_dir=models, model="huge"))


def test_a_file_that_would_be_loaded_without_a_hash_is_refused(models: Path) -> None:
    (models / "tiny" / "config.json").write_text("{}")
    with pytest.raises(ModelCorrupted, match=r"tiny/config\.json has no SHA-256"):
        Catalogue.read(models).entry("tiny").verify()


def test_weights_without_a_hash_are_refused(models: Path) -> None:
    catalogue = models / "catalogue.toml"
    catalogue.write_text(re.sub(r'"model\.bin" = .*', "", catalogue.read_text()))
    with pytest.raises(ModelCorrupted, match=r"model\.bin has no SHA-256"):
        Catalogue.read(models).entry("tiny").verify()


def test_an_unknown_model_lists_the_known(models: Path) -> None:
    with pytest.raises(UnknownModel, match="tiny"):
        Catalogue.read(models).entry("huge")


def test_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match=r"catalogue\.toml"):
        Catalogue.read(tmp_path)


@pytest.mark.parametrize("text", ["[[models]]\nid = 3", "= nothing", "[[models]]\nid = 'x'"])
def test_a_file_that_is_no_catalogue(tmp_path: Path, text: str) -> None:
    (tmp_path / "catalogue.toml").write_text(text)
    with pytest.raises(ConfigurationError, match=r"catalogue\.toml"):
        Catalogue.read(tmp_path)


def test_the_bundled_catalogue_covers_every_file_that_is_loaded() -> None:
    entry = Catalogue.read(MODELS).entry("ar-en")
    entry.verify()
    needed = {"model.bin", "config.json", "source.spm", "target.spm"}
    assert needed <= set(entry.files)
    assert any("vocabulary" in name for name in entry.files)
