"""The PDF writer: a plan in, a tagged and archival PDF out."""

from __future__ import annotations

from forumpub.render.pdf.renderer import PdfRenderer

__all__ = ["PdfRenderer"]
