"""Scoring what Mujaz makes against references and gold sets; every number carries its signature."""
