# What Mujaz uses of CTranslate2 4.8; the package ships no types.
from collections.abc import Sequence

__version__: str

class TranslationResult:
    @property
    def hypotheses(self) -> list[list[str]]: ...
    @property
    def scores(self) -> list[float]: ...
    @property
    def attention(self) -> list[list[list[float]]]: ...

class Translator:
    def __init__(
        self,
        model_path: str,
        device: str = "cpu",
        *,
        device_index: int | list[int] = 0,
        compute_type: str | dict[str, str] = "default",
        inter_threads: int = 1,
        intra_threads: int = 0,
        max_queued_batches: int = 0,
    ) -> None: ...
    @property
    def compute_type(self) -> str: ...
    def translate_batch(
        self,
        source: Sequence[Sequence[str]],
        target_prefix: Sequence[Sequence[str] | None] | None = None,
        *,
        max_batch_size: int = 0,
        batch_type: str = "examples",
        beam_size: int = 2,
        patience: float = 1,
        num_hypotheses: int = 1,
        length_penalty: float = 1,
        coverage_penalty: float = 0,
        repetition_penalty: float = 1,
        no_repeat_ngram_size: int = 0,
        disable_unk: bool = False,
        use_vmap: bool = False,
        max_input_length: int = 1024,
        max_decoding_length: int = 256,
        min_decoding_length: int = 1,
        return_scores: bool = False,
        return_attention: bool = False,
        return_end_token: bool = False,
    ) -> list[TranslationResult]: ...
    def unload_model(self, to_cpu: bool = False) -> None: ...
