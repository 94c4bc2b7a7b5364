"""Plain text and HTML into title, dateline and paragraphs."""

from service.article.document import Document, Paragraph
from service.article.page import read_html
from service.article.plain import read_text

__all__ = ["Document", "Paragraph", "read_html", "read_text"]
