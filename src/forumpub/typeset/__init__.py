"""Text on paper: fonts, itemisation, shaping, line breaking, embedding, tags. Knows nothing of articles."""
