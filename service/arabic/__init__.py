"""Arabic text: normalise, segment, gate, numbers, dates, names."""
