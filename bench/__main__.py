"""`python -m bench`: every benchmark that needs nothing but the checkout, in turn.

Each is a program of its own (`python -m bench.NAME --help`); those that score
against gold sets or development sets are run by `make evaluate`.
"""

from __future__ import annotations

import subprocess
import sys

_PROGRAMS = (
    ("bench.text_growth",),
    ("bench.seed",),
    ("bench.traffic",),
)


def main() -> int:
    """Run them all; the exit status is that of the first that failed."""
    status = 0
    for program in _PROGRAMS:
        print(f"\n== {' '.join(program)}", flush=True)
        done = subprocess.run([sys.executable, "-m", *program], check=False)
        status = status or done.returncode
    return status


if __name__ == "__main__":
    sys.exit(main())
