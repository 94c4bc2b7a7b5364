"""Mujaz: an Arabic news article in, a verifiable bilingual brief out."""

__version__ = "0.1.0"
