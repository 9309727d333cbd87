"""Checks on translations: one module a concern, findings as values."""
