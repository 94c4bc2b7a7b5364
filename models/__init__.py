"""Bundled models, their catalogue, and the recipe that builds them."""
