"""Who said what, to whom, when and where."""
