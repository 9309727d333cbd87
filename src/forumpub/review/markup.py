"""A document with everybody's changes visible, as plain text."""

from __future__ import annotations

from collections.abc import Mapping

from forumpub.review.document import DocParagraph, EditedDocument, Hand, Hidden


def show_markup(document: EditedDocument) -> tuple[str, ...]:
    """Return every paragraph with its tracked changes in CriticMarkup.

    What came in is `{++in++}`, what went out `{--out--}`, a comment `{>>who: what<<}` where its subject ends.
    A tracked end of a paragraph is shown as `{++¶++}` or `{--¶--}`.
    """
    remarks = {comment.id: f"{comment.author}: {comment.text}" for comment in document.comments}
    return tuple(_markup(paragraph, remarks) for paragraph in document.paragraphs)


def _markup(paragraph: DocParagraph, remarks: Mapping[str, str]) -> str:
    shown: list[str] = []
    said: set[str] = set()
    stretches = paragraph.stretches
    for place, stretch in enumerate(stretches):
        if stretch.hidden is Hidden.FIELD_CODE:
            continue
        shown.append(_in_signs(stretch.text, stretch.inserted, stretch.deleted))
        after = stretches[place + 1].comments if place + 1 < len(stretches) else ()
        for ident in stretch.comments:
            if ident not in after and ident not in said:
                said.add(ident)
                shown.append(f"{{>>{remarks.get(ident, '')}<<}}")
    shown += [f"{{>>{remarks.get(ident, '')}<<}}" for ident in paragraph.anchors if ident not in said]
    if paragraph.mark_inserted is not None or paragraph.mark_deleted is not None:
        shown.append(_in_signs("¶", paragraph.mark_inserted, paragraph.mark_deleted))
    return "".join(shown)


def _in_signs(text: str, inserted: Hand | None, deleted: Hand | None) -> str:
    if deleted is not None:
        return f"{{--{text}--}}"
    return f"{{++{text}++}}" if inserted is not None else text
