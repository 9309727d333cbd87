"""The translation memory, and its interchange with other tools."""
