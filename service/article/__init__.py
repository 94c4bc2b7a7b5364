"""Plain text and HTML into title, dateline and paragraphs."""
