"""Choose, rewrite and verify the points of a summary."""
