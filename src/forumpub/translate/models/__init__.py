"""Models on this machine: what is installed, how a package is checked and comes in."""
