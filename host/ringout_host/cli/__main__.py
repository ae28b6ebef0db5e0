"""`python -m ringout_host.cli` is `ringout`."""

import sys

from . import main

sys.exit(main())
