"""DOCX: the plan with Word's own styles, fields, languages and marks for the way back."""

from __future__ import annotations

from forumpub.render.docx.renderer import DocxRenderer

__all__ = ["DocxRenderer"]
