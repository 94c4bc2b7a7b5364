from __future__ import annotations

import re
from importlib.resources import files

from service.render.page import editor_page
from service.render.webpage import asset


def test_the_page_loads_only_its_own_files() -> None:
    page = editor_page()
    loaded = re.findall(r'(?:src|href)="([^"]*)"', page)
    static = files("service.render") / "static"
    for address in loaded:
        if address.startswith("static/page/"):
            assert (static / address.removeprefix("static/page/")).is_file()
        else:
            assert address in {"data:,", "docs"}
    assert "://" not in page


def test_the_page_needs_no_inline_code() -> None:
    page = editor_page()
    assert not re.search(r"\son\w+=|\sstyle=|<style|<script(?! src)|javascript:", page)


def test_every_element_the_script_asks_for_is_there() -> None:
    page = editor_page()
    for name in re.findall(r'at\("([\w-]+)"\)', asset("editor.js")):
        assert f'id="{name}"' in page


def test_scripts_never_write_markup() -> None:
    for name in ("brief.js", "editor.js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", asset(name)
        )


def test_styles_load_nothing() -> None:
    for name in ("brief.css", "editor.css"):
        assert not re.search(r"url\(|@import", asset(name))
