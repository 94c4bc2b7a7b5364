"""The forms a brief takes."""
