"""The editor's page: paste an article, read its brief."""

from __future__ import annotations

_PAGE = """<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mujaz – Arabic news into verifiable briefs</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="static/page/brief.css">
<link rel="stylesheet" href="static/page/editor.css">
<script src="static/page/brief.js" defer></script>
<script src="static/page/editor.js" defer></script>
</head>
<body>
<div class="editor">
<header>
<p class="brand">Mujaz <span lang="ar" dir="rtl">موجز</span></p>
<p class="quiet">An Arabic news article in, a brief in English and Arabic out.
Every English sentence leads to the Arabic it came from; every doubt is marked.</p>
<p class="quiet"><a href="docs">API</a></p>
</header>
<form id="ask">
<label for="text">Arabic article, as text or as the HTML of its page</label>
<textarea id="text" name="text" rows="12" dir="auto" lang="ar" required spellcheck="false"
 placeholder="ألصق نص الخبر هنا"></textarea>
<p class="actions">
<button type="submit" id="make">Make the brief</button>
<button type="button" id="stop" hidden>Stop</button>
<button type="reset" id="clear">Clear</button>
<span id="size" class="quiet"></span>
</p>
</form>
<p id="progress" role="status" hidden><progress></progress> <span id="stage"></span>
<span id="seconds" class="quiet" aria-hidden="true"></span></p>
<section id="problem" role="alert" tabindex="-1" hidden></section>
<p id="save" class="actions" hidden>
<button type="button" data-form="html" data-suffix="html">Save page</button>
<button type="button" data-form="markdown" data-suffix="md">Save Markdown</button>
<button type="button" data-form="text" data-suffix="txt">Save text</button>
<button type="button" data-form="json" data-suffix="json">Save JSON</button>
<button type="button" id="print">Print</button>
</p>
<noscript><p class="quiet">This page needs JavaScript to send the article. Without it, use
<code>mujaz brief FILE --format html</code>.</p></noscript>
</div>
<div id="result" tabindex="-1" aria-label="Brief"></div>
</body>
</html>
"""


def editor_page() -> str:
    """Return the page; it loads `static/page/{brief,editor}.{css,js}` and posts to `v1/briefs`.

    All addresses are relative, so that the service works below any path. No
    inline script, style or handler: `script-src 'self'` is enough.
    """
    return _PAGE
