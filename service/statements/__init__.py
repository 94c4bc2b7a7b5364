"""Who said what: attributed statements found in Arabic news."""

from __future__ import annotations

from service.statements.find import find

__all__ = ["find"]
