"""The command line, around the stand-in where models are not the point."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from service import cli

if TYPE_CHECKING:
    from pathlib import Path

    from service.facade import Mujaz

ARABIC = "قال وزير الخارجية إن المحادثات ستستمر في القاهرة غدا."
PERSIAN = "رئیس جمهور ایران روز دوشنبه گفت که گفتگوها با همسایگان ادامه خواهد یافت."


@pytest.fixture
def run(shell: Mujaz, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setattr(cli, "_load", lambda: shell)
    return CliRunner()


def test_one_file_as_json(run: CliRunner, tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text(ARABIC, "utf-8")
    result = run.invoke(cli.main, ["brief", str(article), "--format", "json"])
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["segments"][0]["ar"] == ARABIC


def test_a_budget_of_characters(run: CliRunner, seed: str) -> None:
    given = ["brief", "--format", "json", "--characters"]
    result = run.invoke(cli.main, [*given, "1"], input=seed.encode())
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.stdout)["summary"]) == 1
    refused = run.invoke(cli.main, [*given, "0"], input=seed.encode())
    assert refused.exit_code == 2
    assert "--characters" in refused.stderr


def test_standard_input_and_html(run: CliRunner) -> None:
    result = run.invoke(
        cli.main, ["brief", "--html", "--format", "json"], input=f"<p>{ARABIC}</p>".encode()
    )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["segments"][0]["span"][0] == 3


def test_one_bad_file_does_not_lose_the_others(run: CliRunner, tmp_path: Path) -> None:
    names = {"a.txt": ARABIC, "b.txt": PERSIAN, "c.txt": "", "d.txt": ARABIC}
    for name, text in names.items():
        (tmp_path / name).write_text(text, "utf-8")
    out = tmp_path / "out"
    paths = [str(tmp_path / name) for name in names] + [str(tmp_path / "missing.txt")]
    result = run.invoke(cli.main, ["brief", *paths, "--format", "json", "--output", str(out)])
    assert result.exit_code == 2
    assert sorted(path.name for path in out.iterdir()) == ["a.brief.json", "d.brief.json"]
    for name in ("b.txt", "c.txt", "missing.txt"):
        assert name in result.stderr
    assert "Traceback" not in result.stderr


def test_files_of_one_name_do_not_overwrite_each_other(run: CliRunner, tmp_path: Path) -> None:
    articles = [tmp_path / folder / "a.txt" for folder in ("one", "two", "three")]
    for number, article in enumerate(articles):
        article.parent.mkdir()
        article.write_text(f"{ARABIC} {number}", "utf-8")
    out = tmp_path / "out"
    paths = [str(article) for article in articles]
    result = run.invoke(cli.main, ["brief", *paths, "--format", "json", "--output", str(out)])
    assert result.exit_code == 0, result.output
    last = {
        path.name: json.loads(path.read_bytes())["segments"][-1]["ar"][-1] for path in out.iterdir()
    }
    assert last == {"a.brief.json": "0", "a-2.brief.json": "1", "a-3.brief.json": "2"}


@pytest.mark.parametrize("command", ["brief", "translate"])
def test_a_closed_standard_input_is_an_input_error(
    run: CliRunner, shell: Mujaz, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load() -> Mujaz:
        monkeypatch.setattr("sys.stdin", None)
        return shell

    monkeypatch.setattr(cli, "_load", load)
    result = run.invoke(cli.main, [command])
    assert result.exit_code == 2
    assert "standard input is closed" in result.stderr


def test_a_folder_that_cannot_be_made_is_named(run: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    out = tmp_path / "file" / "out"
    result = run.invoke(cli.main, ["brief", "--output", str(out)], input=ARABIC.encode())
    assert result.exit_code == 1
    assert result.stderr == f"mujaz: {out}: Not a directory\n"


def test_an_empty_catalogue_is_not_verified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "catalogue.toml").write_text("", "utf-8")
    monkeypatch.setenv("MUJAZ_MODELS_DIR", str(tmp_path))
    result = CliRunner().invoke(cli.main, ["models", "verify"])
    assert result.exit_code == 5
    assert "ar-en" in result.stderr


def test_invalid_utf8_is_an_input_error(run: CliRunner) -> None:
    result = run.invoke(cli.main, ["brief"], input=b"\xff\xfe\xfa")
    assert result.exit_code == 2
    assert "not valid utf-8" in result.stderr


def test_translate_keeps_lines_in_step(run: CliRunner) -> None:
    lines = [ARABIC, "", "123", ARABIC + "\u2028" + ARABIC]
    result = run.invoke(cli.main, ["translate"], input="\n".join(lines).encode())
    assert result.exit_code == 0, result.output
    assert len(result.stdout.split("\n")) == len(lines) + 1


def test_translate_leaves_other_languages_out_and_says_so(run: CliRunner) -> None:
    lines = [ARABIC, PERSIAN, "plain English", ARABIC]
    result = run.invoke(cli.main, ["translate"], input="\n".join(lines).encode())
    assert result.exit_code == 2
    written = result.stdout.split("\n")
    assert len(written) == len(lines) + 1
    assert written[0] == written[3] == f"A sentence of {len(ARABIC)} characters."
    assert str(len(PERSIAN)) not in result.stdout
    assert "line 2: The text is not Arabic: the text is in fa" in result.stderr
    assert "4 lines, 0 with a warning, 1 not Arabic and left empty" in result.stderr


def test_a_missing_model_says_how_to_repair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUJAZ_MODELS_DIR", str(tmp_path))
    result = CliRunner().invoke(cli.main, ["brief"], input=ARABIC.encode())
    assert result.exit_code == 3
    assert str(tmp_path) in result.stderr
    assert "repair it with" in result.stderr


def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUJAZ_BEAM", "zero")
    result = CliRunner().invoke(cli.main, ["brief"], input=ARABIC.encode())
    assert result.exit_code == 5
    assert "beam" in result.stderr


def test_models_are_listed_with_the_signatures_of_their_scores() -> None:
    result = CliRunner().invoke(cli.main, ["models", "list"])
    assert result.exit_code == 0
    assert result.stdout.startswith("ar-en  translation  ar-en")
    assert "version:2." in result.stdout
    whole = CliRunner().invoke(cli.main, ["models", "list", "--json"])
    assert json.loads(whole.stdout)[0]["id"] == "ar-en"
