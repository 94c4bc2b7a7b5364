"""Models, tokenization, shared batches, and the memory of past segments."""
