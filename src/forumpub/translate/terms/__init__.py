"""Glossaries: reading them, layering them, finding their terms."""
