"""`python -m panj` is `panj`."""

from panj.cli import main

main()
