"""The command line: options become values, one call of the library, a report and an exit status.

Nothing here is needed to use forumpub as a library. Modules of this package import only click and each other
at the top; what a command uses it imports when it runs, so that `--help` costs next to nothing.
"""

from __future__ import annotations

from forumpub.cli.program import main, program

__all__ = ["main", "program"]
