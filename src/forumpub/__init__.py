"""forumpub: broadcast transcripts in, briefings out."""

__version__ = "0.1.0"
