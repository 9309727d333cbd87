"""Source text in, article out; cannot fail."""
