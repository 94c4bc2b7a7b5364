"""Arabic text: normalisation with offsets, segmentation, the language gate, numbers, dates, names."""
