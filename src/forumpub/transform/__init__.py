"""Passes that add to an article what can be read out of it, each with the paragraph it comes from."""
