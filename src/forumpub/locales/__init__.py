"""Interface words of an edition, one catalogue a language."""
