"""Comments, which of them answer which, and which are settled.

Source: ECMA-376 part 1, 17.13.4; [MS-DOCX] 2.5.4 (commentsExtended) for answers and settled threads.
"""

from __future__ import annotations

from forumpub.review.document import Comment
from forumpub.review.package import DocxPackage
from forumpub.review.wordml import ID, W14, W15, W

_YES = ("1", "true", "on")


def read_comments(package: DocxPackage) -> tuple[Comment, ...]:
    """Read the comments of a document, in the order of its part.

    An answer in a settled thread is settled too.

    Raises:
        InputError: the part is damaged.
    """
    threads = _read_threads(package)
    found: list[Comment] = []
    by_para: dict[str, str] = {}
    last_paras: dict[str, str | None] = {}
    for part in package.related("comments"):
        root = package.root(part)
        for element in root.iter(W + "comment") if root is not None else ():
            ident = element.get(ID) or ""
            paras = list(element.iter(W + "p"))
            para_id = paras[-1].get(W14 + "paraId") if paras else None
            last_paras[ident] = para_id
            if para_id is not None:
                by_para[para_id] = ident
            words = ("".join(text.text or "" for text in para.iter(W + "t")) for para in paras)
            found.append(
                Comment(
                    id=ident,
                    author=element.get(W + "author") or "",
                    date=element.get(W + "date"),
                    text="\n".join(words),
                )
            )
    return tuple(_threaded(comment, threads, by_para, last_paras) for comment in found)


def _threaded(
    comment: Comment,
    threads: dict[str, tuple[str | None, bool]],
    by_para: dict[str, str],
    last_paras: dict[str, str | None],
) -> Comment:
    para_id = last_paras.get(comment.id)
    parent_para, resolved = threads.get(para_id or "", (None, False))
    parent = by_para.get(parent_para) if parent_para is not None else None
    if parent == comment.id:
        parent = None
    if parent is not None:
        resolved = resolved or threads.get(parent_para or "", (None, False))[1]
    return Comment(
        id=comment.id,
        author=comment.author,
        date=comment.date,
        text=comment.text,
        parent=parent,
        resolved=resolved,
    )


def _read_threads(package: DocxPackage) -> dict[str, tuple[str | None, bool]]:
    """Return by paragraph id: the paragraph id of the comment that is answered, and whether it is settled."""
    found: dict[str, tuple[str | None, bool]] = {}
    for part in package.related("commentsExtended"):
        root = package.optional_root(part)
        for element in root.iter(W15 + "commentEx") if root is not None else ():
            para_id = element.get(W15 + "paraId")
            if para_id is not None:
                settled = (element.get(W15 + "done") or "").lower() in _YES
                found[para_id] = (element.get(W15 + "paraIdParent"), settled)
    return found
