"""DOCX: the plan with Word's own styles, fields, languages and marks for the way back."""

from __future__ import annotations

from forumpub.render.docx.renderer import DocxRenderer
from forumpub.render.docx.template import Template, load_template

__all__ = ["DocxRenderer", "Template", "load_template"]
