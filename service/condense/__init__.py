"""Choose, shorten and verify the points of a summary."""

from service.condense.duplicates import mark_duplicates
from service.condense.headline import headline
from service.condense.summarise import Summarizer, fit, summarise

__all__ = ["Summarizer", "fit", "headline", "mark_duplicates", "summarise"]
