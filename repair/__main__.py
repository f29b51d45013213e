"""`python -m repair` is the command."""

import sys

from repair.cli.main import main

sys.exit(main())
