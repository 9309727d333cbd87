"""Translated editions: segments, engines, terms, the translation memory, and checks on what came out.

Nothing here asks the network but `forumpub.translate.models.index`, for the commands that exist for it.
"""
