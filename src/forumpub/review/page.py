"""The list of changes as a page for a browser, with differences word by word, and as JSON."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from forumpub.review.alignment import LEAST_CERTAIN
from forumpub.review.changes import Change, ChangeKind
from forumpub.review.document import Comment
from forumpub.review.words import Edit, compare_words
from forumpub.schema import dump_line

_CSS: Final = """
body{font:16px/1.5 system-ui,"Noto Sans",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
body{color:#1a1a1a}
h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.5rem .6rem;border-bottom:1px solid #ccc}
th{font-size:.85rem;color:#555}td.kind,td.who{white-space:nowrap;font-size:.9rem}td.who{color:#555}
del{background:#fde2e0;color:#8a1109}ins{background:#dff3e1;color:#0b5a1a;text-decoration:none;font-weight:600}
.guess{color:#8a4b00;font-weight:600}.open{border-left:4px solid #c77700;padding-left:.6rem;margin:.8rem 0}
.done{border-left:4px solid #bbb;padding-left:.6rem;margin:.8rem 0;color:#666}
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}th,td.who,.done{color:#aaa}
del{background:#4a1512;color:#ffb4ab}ins{background:#123d1b;color:#a6e9b0}}
"""


def draw_page(title: str, lang: str, changes: Sequence[Change], comments: Sequence[Comment] = ()) -> str:
    """Return an HTML page, complete in itself: no script, nothing from elsewhere.

    Args:
        title: what was revised.
        lang: BCP 47 tag of its text.
        changes: all of them; kept texts are counted, not shown.
        comments: those of the file, with their answers.
    """
    shown = [change for change in changes if change.kind is not ChangeKind.KEPT]
    kept = len(changes) - len(shown)
    rows = "\n".join(_row(change, lang) for change in shown)
    head = "<tr><th>Change</th><th>Text</th><th>By</th></tr>"
    table = (
        f"<table><thead>{head}</thead><tbody>\n{rows}\n</tbody></table>" if shown else "<p>No changes.</p>"
    )
    remarks = "\n".join(_remarks(comments, lang))
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Changes: {html.escape(title)}</title>\n<style>{_CSS}</style>\n</head>\n<body>\n"
        f"<h1>Changes: {html.escape(title)}</h1>\n<p>{len(shown)} changed, {kept} as before.</p>\n"
        f"{table}\n{remarks}\n</body>\n</html>\n"
    )


def _row(change: Change, lang: str) -> str:
    guess = ' <span class="guess">guessed</span>' if change.confidence < LEAST_CERTAIN else ""
    names = html.escape(", ".join(change.names or change.idents))
    who = "<br>".join(html.escape(" ".join(filter(None, (hand.author, hand.date)))) for hand in change.hands)
    return (
        f'<tr><td class="kind">{change.kind.value}{guess}<br><small>{names}</small></td>'
        f'<td lang="{html.escape(lang)}">{_difference(change)}</td><td class="who">{who}</td></tr>'
    )


def _difference(change: Change) -> str:
    match change.kind:
        case ChangeKind.RESTYLED if change.styles is not None:
            before, after = (html.escape(style or "Normal") for style in change.styles)
            return f"<del>{before}</del> <ins>{after}</ins>: {html.escape(' '.join(change.after))}"
        case ChangeKind.MOVED | ChangeKind.KEPT:
            return html.escape(" ".join(change.after))
        case ChangeKind.COPIED:
            return f"<ins>{html.escape(' '.join(change.after))}</ins>"
        case _:
            return "".join(_pieces("\n".join(change.before), "\n".join(change.after)))


def _pieces(before: str, after: str) -> Iterator[str]:
    tags = {Edit.KEPT: "", Edit.DELETED: "del", Edit.INSERTED: "ins"}
    for passage in compare_words(before, after):
        words = html.escape(passage.text).replace("\n", "¶<br>")
        tag = tags[passage.edit]
        yield f"<{tag}>{words}</{tag}>" if tag else words


def _remarks(comments: Sequence[Comment], lang: str) -> Iterator[str]:
    threads = [comment for comment in comments if comment.parent is None]
    if threads:
        yield f"<h1>Comments</h1>\n<p>{sum(not comment.resolved for comment in threads)} open.</p>"
    for thread in threads:
        answers = [comment for comment in comments if comment.parent == thread.id]
        lines = "<br>".join(
            f"<strong>{html.escape(comment.author)}</strong>: {html.escape(comment.text)}"
            for comment in (thread, *answers)
        )
        yield f'<div class="{"done" if thread.resolved else "open"}" lang="{html.escape(lang)}">{lines}</div>'


def dump_changes(name: str, changes: Iterable[Change], comments: Iterable[Comment] = ()) -> str:
    """Return changes and comments as lines of JSON: one for each, kept texts left out."""
    lines = [
        dump_line(
            {
                "file": name,
                "change": change.kind.value,
                "idents": list(change.idents),
                "names": list(change.names),
                "before": list(change.before),
                "after": list(change.after),
                "follows": change.follows,
                "styles": list(change.styles) if change.styles is not None else None,
                "confidence": round(change.confidence, 3),
                "hands": [{"author": hand.author, "date": hand.date} for hand in change.hands],
                "comments": list(change.comments),
            }
        )
        for change in changes
        if change.kind is not ChangeKind.KEPT
    ]
    lines += [
        dump_line(
            {
                "file": name,
                "comment": comment.id,
                "author": comment.author,
                "date": comment.date,
                "text": comment.text,
                "parent": comment.parent,
                "resolved": comment.resolved,
            }
        )
        for comment in comments
    ]
    return "".join(f"{line}\n" for line in lines)
