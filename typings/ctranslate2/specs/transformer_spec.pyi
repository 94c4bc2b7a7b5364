from typing import Any, Self

class TransformerSpec:
    encoder: Any
    decoder: Any
    config: Any
    @classmethod
    def from_config(
        cls,
        num_layers: int | tuple[int, int],
        num_heads: int,
        pre_norm: bool = True,
        activation: int = ...,
        alignment_layer: int = -1,
        alignment_heads: int = 1,
    ) -> Self: ...
    def register_source_vocabulary(self, tokens: list[str]) -> None: ...
    def register_target_vocabulary(self, tokens: list[str]) -> None: ...
    def validate(self) -> None: ...
    def optimize(self, quantization: str | None = None) -> None: ...
    def save(self, output_dir: str) -> None: ...
