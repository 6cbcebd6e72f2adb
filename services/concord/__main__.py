"""`python -m concord`: the operator's command line."""

from concord.cli import main

main()
