"""`python -m forumpub`."""

from __future__ import annotations

from forumpub.cli import main

if __name__ == "__main__":
    main()
