"""Edits documents in a real LibreOffice, as a person at its keyboard would.

Run by the system's Python, which has `uno`; `libreoffice.py` starts it, with the jobs on standard input as
JSON and what came of each on standard output. An edit is a dictionary: `do` names a method of `Desk`, the
other keys are its arguments. Texts to find must be in one paragraph, and the first place counts.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]  # part of LibreOffice

DOCX = "MS Word 2007 XML"
START_S = 60.0
STEP_S = 0.2


def value(name: str, content: object) -> Any:
    made = PropertyValue()
    made.Name = name
    made.Value = content
    return made


def start_office(profile: str, pipe: str) -> tuple[subprocess.Popen[bytes], Any]:
    office = subprocess.Popen(
        [
            "soffice",
            "--headless",
            "--invisible",
            "--norestore",
            "--nologo",
            "--nodefault",
            f"-env:UserInstallation={uno.systemPathToFileUrl(profile)}",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    started = time.monotonic()
    while time.monotonic() - started < START_S and office.poll() is None:
        with contextlib.suppress(Exception):
            return office, resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        time.sleep(STEP_S)
    office.kill()
    raise SystemExit("LibreOffice doesn't start")


class Desk:
    """One open document, and an editor at it."""

    def __init__(self, context: Any, path: str) -> None:
        services = context.ServiceManager
        desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        hidden = (value("Hidden", True),)
        self.document = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, hidden)
        if self.document is None:
            raise RuntimeError(f"LibreOffice doesn't open {path}")
        self._dispatcher = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        self._frame = self.document.CurrentController.Frame
        self._caret = self.document.CurrentController.ViewCursor

    def _send(self, command: str, **arguments: object) -> None:
        given = tuple(value(name, content) for name, content in arguments.items())
        self._dispatcher.executeDispatch(self._frame, f".uno:{command}", "", 0, given)

    def _find(self, words: str) -> Any:
        wanted = self.document.createSearchDescriptor()
        wanted.SearchString = words
        wanted.SearchCaseSensitive = True
        found = self.document.findFirst(wanted)
        if found is None:
            raise RuntimeError(f"{words!r} is not in the document")
        return found

    def _cursor(self, words: str) -> Any:
        found = self._find(words)
        return found.Text.createTextCursorByRange(found.Start)

    def _go(self, place: Any) -> None:
        self._caret.gotoRange(place, False)

    def _go_to_start(self, at: str) -> None:
        cursor = self._cursor(at)
        cursor.gotoStartOfParagraph(False)
        self._go(cursor)

    def _go_to_end(self, at: str) -> None:
        cursor = self._cursor(at)
        cursor.gotoEndOfParagraph(False)
        self._go(cursor)

    def _select(self, at: str, *, with_end: bool = False) -> None:
        cursor = self._cursor(at)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        if with_end:
            cursor.goRight(1, True)
        self._go(cursor)

    def replace(self, find: str, text: str) -> None:
        self._go(self._find(find))
        self._send("InsertText", Text=text)

    def type_before(self, find: str, text: str) -> None:
        self._go(self._find(find).Start)
        self._send("InsertText", Text=text)

    def type_at_end(self, at: str, text: str) -> None:
        self._go_to_end(at)
        self._send("InsertText", Text=text)

    def retype(self, at: str, text: str) -> None:
        self._select(at)
        self._send("InsertText", Text=text)

    def split(self, before: str) -> None:
        self._go(self._find(before).Start)
        self._send("InsertPara")

    def merge_by_delete(self, at: str) -> None:
        self._go_to_end(at)
        self._send("Delete")

    def merge_by_backspace(self, at: str) -> None:
        self._go_to_start(at)
        self._send("SwBackspace")

    def delete_words(self, find: str) -> None:
        self._go(self._find(find))
        self._send("Delete")

    def delete_paragraph(self, at: str) -> None:
        self._select(at, with_end=True)
        self._send("Delete")

    def delete_text(self, at: str) -> None:
        self._select(at)
        self._send("Delete")
        self._send("Delete")

    def move_down(self, at: str, times: int = 1) -> None:
        for _ in range(times):
            self._go_to_start(at)
            self._send("MoveDown")

    def move_up(self, at: str, times: int = 1) -> None:
        for _ in range(times):
            self._go_to_start(at)
            self._send("MoveUp")

    def cut_and_paste(self, at: str, before: str) -> None:
        self._select(at, with_end=True)
        self._send("Cut")
        self._go_to_start(before)
        self._send("Paste")

    def copy_and_paste(self, at: str, before: str) -> None:
        self._select(at, with_end=True)
        self._send("Copy")
        self._go_to_start(before)
        self._send("Paste")

    def new_after(self, at: str, text: str) -> None:
        self._go_to_end(at)
        self._send("InsertPara")
        self._send("InsertText", Text=text)

    def new_before(self, at: str, text: str) -> None:
        self._go_to_start(at)
        self._send("InsertPara")
        self._send("GoUp")
        self._send("InsertText", Text=text)

    def set_style(self, at: str, style: str) -> None:
        self._go_to_start(at)
        self._send("StyleApply", Style=style, FamilyName="ParagraphStyles")

    def set_bold(self, find: str) -> None:
        self._go(self._find(find))
        self._send("Bold")

    def replace_all(self, find: str, text: str) -> None:
        wanted = self.document.createReplaceDescriptor()
        wanted.SearchString = find
        wanted.ReplaceString = text
        wanted.SearchCaseSensitive = True
        self.document.replaceAll(wanted)

    def comment(self, find: str, text: str, author: str) -> None:
        self._go(self._find(find))
        self._send("InsertAnnotation", Text=text, Author=author)

    def resolve_comments(self) -> None:
        fields = self.document.TextFields.createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService("com.sun.star.text.textfield.Annotation"):
                field.Resolved = True

    def accept_all(self) -> None:
        self._send("AcceptAllTrackedChanges")

    def reject_all(self) -> None:
        self._send("RejectAllTrackedChanges")

    def track(self, on: bool) -> None:
        self.document.RecordChanges = on

    def paragraphs(self) -> list[str]:
        """Return the text of every paragraph as LibreOffice shows it, tables' cells included."""
        found: list[str] = []
        self._collect(self.document.Text, found)
        return found

    def _collect(self, text: Any, found: list[str]) -> None:
        items = text.createEnumeration()
        while items.hasMoreElements():
            item = items.nextElement()
            if item.supportsService("com.sun.star.text.Paragraph"):
                found.append(item.String)
            else:
                for name in item.CellNames:
                    self._collect(item.getCellByName(name), found)

    def redlines(self) -> list[tuple[str, str]]:
        changes = self.document.Redlines.createEnumeration()
        found = []
        while changes.hasMoreElements():
            change = changes.nextElement()
            found.append((change.RedlineType, change.RedlineAuthor))
        return found

    def save(self, path: str, form: str = DOCX) -> None:
        self.document.storeToURL(uno.systemPathToFileUrl(path), (value("FilterName", form),))

    def close(self) -> None:
        self.document.setModified(False)
        self.document.close(True)


def work(context: Any, job: dict[str, Any]) -> dict[str, Any]:
    """Do one job: open `source`, edit, save as `target`; with `accepted` or `rejected`, save those too."""
    desk = Desk(context, job["source"])
    try:
        before = {"redlines": desk.redlines()}
        desk.track(bool(job.get("tracked")))
        for edit in job.get("edits", ()):
            arguments = {name: content for name, content in edit.items() if name != "do"}
            getattr(desk, edit["do"])(**arguments)
        told: dict[str, Any] = {**before, "paragraphs": desk.paragraphs()}
        if "target" in job:
            desk.save(job["target"], job.get("form", DOCX))
    finally:
        desk.close()
    for name, command in (("accepted", "accept_all"), ("rejected", "reject_all")):
        if name in job:
            desk = Desk(context, job["target"])
            try:
                getattr(desk, command)()
                told[f"paragraphs_{name}"] = desk.paragraphs()
                desk.save(job[name])
            finally:
                desk.close()
    return told


def main() -> None:
    profile, pipe = sys.argv[1:3]
    office, context = start_office(profile, pipe)
    try:
        results: list[dict[str, Any]] = []
        for job in json.load(sys.stdin):
            try:
                results.append(work(context, job))
            except Exception as error:  # noqa: BLE001  # whatever UNO raises is the result of this job
                results.append({"error": repr(error)})
        json.dump(results, sys.stdout)
        sys.stdout.flush()
    finally:
        with contextlib.suppress(Exception):
            desktop = "com.sun.star.frame.Desktop"
            context.ServiceManager.createInstanceWithContext(desktop, context).terminate()
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()


if __name__ == "__main__":
    main()
