class error(Exception): ...

def detect(
    utf8Bytes: bytes,
    isPlainText: bool = ...,
    hintTopLevelDomain: str | None = ...,
    hintLanguage: str | None = ...,
    bestEffort: bool = ...,
) -> tuple[bool, int, tuple[tuple[str, str, int, float], ...]]: ...
