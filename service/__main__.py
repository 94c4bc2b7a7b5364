"""`python -m service` is `mujaz`."""

from service.cli import main

main()
