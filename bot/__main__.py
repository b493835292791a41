"""`python -m bot` is the `doorstep` command."""

from bot.cli import main

main()
