"""Choose, shorten and verify the points of a summary."""

from service.condense.duplicates import mark_duplicates
from service.condense.headline import headline
from service.condense.summarise import Summarizer, summarise

__all__ = ["Summarizer", "headline", "mark_duplicates", "summarise"]
