"""Random sessions of an editor: many mixed edits of one DOCX, written as LibreOffice or Word writes them.

A session keeps the truth beside the file: what each paragraph is, and which texts are gone.
"""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from lxml import etree

from docx_checks import parts, rezip
from forumpub.render.docx.wml import W, text_elements, w

WORDS = (
    "trade",
    "forum",
    "delegates",
    "port",
    "railway",
    "agreement",
    "tariff",
    "ministers",
    "harbour",
    "freight",
    "customs",
    "growth",
    "exports",
    "border",
    "council",
    "partners",
    "digital",
    "economy",
    "river",
    "summit",
    "market",
    "supply",
    "chains",
    "farmers",
    "durian",
    "investment",
)
DATE = "2026-07-16T09:00:00Z"
PARAGRAPH = f"{W}p"
BLOCK = re.compile(r"b\d")


class Dialect(StrEnum):
    LIBREOFFICE = "libreoffice"
    WORD = "word"


class State(StrEnum):
    PLAIN = "plain"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"

    @property
    def live(self) -> bool:
        return self not in (State.DELETED, State.MOVED_AWAY)


WRAPPERS = {
    State.INSERTED: "ins",
    State.DELETED: "del",
    State.MOVED_HERE: "moveTo",
    State.MOVED_AWAY: "moveFrom",
}


def value(element: etree._Element | None, name: str) -> str:
    """Return an attribute that must be there."""
    found = None if element is None else element.get(f"{W}{name}")
    assert found is not None
    return found


@dataclass(eq=False)
class Token:
    """`kind` is text, number, start or end; `value` the words, or the bookmark's name; `key` its id."""

    kind: str
    value: str
    key: int = 0
    state: State = State.PLAIN


@dataclass(eq=False)
class Paragraph:
    """`fate` is own, piece, copy, new or gone; `idents` the texts that it is, or is of."""

    tokens: list[Token]
    style: str
    fate: str
    idents: tuple[str, ...]
    end: State = State.PLAIN

    @property
    def text(self) -> str:
        return "".join(t.value for t in self.tokens if t.kind == "text" and t.state.live)

    @property
    def there(self) -> bool:
        return self.fate != "gone"


@dataclass
class Session:
    """A document being edited. `idents` maps what stands in bookmark names to the base's idents."""

    data: bytes
    dialect: Dialect
    tracked: bool
    dice: random.Random
    idents: dict[str, str]
    paragraphs: list[Paragraph] = field(default_factory=list)
    log: list[str] = field(default_factory=list)
    first_number: int = 0

    def __post_init__(self) -> None:
        self._parts = parts(self.data)
        self._root = etree.fromstring(self._parts["word/document.xml"])
        self._elements: list[etree._Element] = []
        self._keys = itertools.count(50_000)
        self._changes = itertools.count(70_000)
        for element in self._root.iter(PARAGRAPH):
            start = element.find(f"{W}bookmarkStart")
            inside_table = any(up.tag == f"{W}tc" for up in element.iterancestors())
            if start is None or inside_table or element.find(f"{W}hyperlink") is not None:
                continue
            name = value(start, "name").split("_", 3)[3]
            if not BLOCK.match(self.idents.get(name, "")):
                continue
            self._elements.append(element)
            self.paragraphs.append(self._read(element, self.idents[name]))

    def _read(self, element: etree._Element, ident: str) -> Paragraph:
        tokens: list[Token] = []
        for child in element:
            if child.tag == f"{W}bookmarkStart":
                tokens.append(Token("start", value(child, "name"), int(value(child, "id"))))
            elif child.tag == f"{W}bookmarkEnd":
                tokens.append(Token("end", "", int(value(child, "id"))))
            elif child.tag == f"{W}r":
                words = "".join(t.text or "" for t in child.iter(f"{W}t"))
                styled = child.find(f"{W}rPr/{W}rStyle")
                if styled is not None and styled.get(f"{W}val") == "ForumpubNumber":
                    tokens.append(Token("number", words))
                elif words:
                    tokens.append(Token("text", words))
        style = element.find(f"{W}pPr/{W}pStyle")
        return Paragraph(tokens, value(style, "val"), "own", (ident,))

    # --- the edits ---

    def edit(self, times: int) -> None:
        operations: list[Callable[[], bool]] = [
            self.change_words, self.change_words, self.change_words, self.type_at_an_end, self.retype,
            self.split, self.merge, self.move, self.duplicate, self.delete, self.delete, self.insert,
            self.insert,
        ]  # fmt: skip
        done = 0
        while done < times:
            operation = self.dice.choice(operations)
            if operation():
                self.log.append(operation.__name__)
                done += 1

    def _pick(self, *fates: str, whole: bool = False) -> Paragraph | None:
        chosen = [
            p
            for p in self.paragraphs
            if p.fate in fates
            and p.text.strip()
            and not (whole and (len(p.idents) > 1 or self._has_pieces(p)))
        ]
        return self.dice.choice(chosen) if chosen else None

    def _has_pieces(self, paragraph: Paragraph) -> bool:
        return any(p.fate == "piece" and p.idents[0] in paragraph.idents for p in self.paragraphs)

    def _sentence(self) -> str:
        count = self.dice.randint(6, 18)
        return " ".join(self.dice.choice(WORDS) for _ in range(count)).capitalize() + "."

    def _kill(self, paragraph: Paragraph, token: Token, by: State = State.DELETED) -> None:
        """Delete a token's words: those that this editor inserted just go."""
        if self.tracked and token.state is State.PLAIN:
            token.state = by
        else:
            paragraph.tokens.remove(token)

    def _typed(self, words: str) -> Token:
        return Token("text", words, state=State.INSERTED if self.tracked else State.PLAIN)

    def _live_texts(self, paragraph: Paragraph) -> list[Token]:
        return [t for t in paragraph.tokens if t.kind == "text" and t.state.live]

    def change_words(self) -> bool:
        paragraph = self._pick("own", "piece", "copy", "new")
        tokens = [t for t in self._live_texts(paragraph) if len(t.value.split()) > 2] if paragraph else []
        if not paragraph or not tokens:
            return False
        token = self.dice.choice(tokens)
        words = token.value.split(" ")
        place = self.dice.randrange(1, len(words))
        before, old = " ".join(words[:place]) + " ", words[place]
        after = token.value[len(before) + len(old) :]
        at = paragraph.tokens.index(token)
        middle = Token("text", old, state=token.state)
        rest = [Token("text", after, state=token.state)] if after else []
        paragraph.tokens[at : at + 1] = [Token("text", before, state=token.state), middle, *rest]
        self._kill(paragraph, middle)
        kept = paragraph.tokens.index(middle) + 1 if middle in paragraph.tokens else at + 1
        paragraph.tokens.insert(kept, self._typed(self.dice.choice(WORDS)))
        return True

    def type_at_an_end(self) -> bool:
        paragraph = self._pick("own", "piece", "new")
        if paragraph is None:
            return False
        at_start = self.dice.random() < 0.4
        places = [n for n, t in enumerate(paragraph.tokens) if t.kind == "text"]
        words = self.dice.choice(WORDS)
        if at_start:
            paragraph.tokens.insert(places[0], self._typed(words + " "))
        else:
            paragraph.tokens.insert(places[-1] + 1, self._typed(" " + words))
        return True

    def retype(self) -> bool:
        paragraph = self._pick("own", whole=True)
        if paragraph is None or self.dice.random() < 0.5:
            return False
        first = min(n for n, t in enumerate(paragraph.tokens) if t.kind == "text")
        for token in self._live_texts(paragraph):
            self._kill(paragraph, token)
        if self.tracked:
            first = (
                max((n for n, t in enumerate(paragraph.tokens) if t.kind == "text"), default=first - 1) + 1
            )
        elif self.dialect is Dialect.WORD:
            # The bookmark goes with the words in it.
            paragraph.tokens = [t for t in paragraph.tokens if t.kind not in ("start", "end")]
            first = len(paragraph.tokens)
        paragraph.tokens.insert(first, self._typed(self._sentence()))
        return True

    def split(self) -> bool:
        paragraph = self._pick("own", whole=True)
        if paragraph is None or paragraph.end is not State.PLAIN:
            return False
        tokens = [t for t in self._live_texts(paragraph) if len(t.value.split()) > 8]
        if not tokens:
            return False
        token = max(tokens, key=lambda t: len(t.value))
        words = token.value.split(" ")
        place = self.dice.randrange(4, len(words) - 3)
        at = paragraph.tokens.index(token)
        head = [*paragraph.tokens[:at], Token("text", " ".join(words[:place]) + " ", state=token.state)]
        tail = [Token("text", " ".join(words[place:]), state=token.state), *paragraph.tokens[at + 1 :]]
        if self.dialect is Dialect.LIBREOFFICE:
            ended = {t.key for t in tail if t.kind == "end"}
            again = [t for t in head if t.kind == "start" and t.key in ended]
            for start in again:
                # Two starts of one name, the first without an end.
                tail.insert(0, Token("start", start.value, start.key))
                start.key = next(self._keys)
        paragraph.tokens = head
        other = Paragraph(tail, paragraph.style, "piece", paragraph.idents)
        if self.tracked:
            other.end, paragraph.end = paragraph.end, State.INSERTED
        self.paragraphs.insert(self.paragraphs.index(paragraph) + 1, other)
        return True

    def merge(self) -> bool:
        pairs = [
            (one, other)
            for one, other in itertools.pairwise(self.paragraphs)
            if one.fate == other.fate == "own"
            and len(one.idents) == len(other.idents) == 1
            and one.end is other.end is State.PLAIN
            and one.text.strip() and other.text.strip()
            and not self._has_pieces(one) and not self._has_pieces(other)
        ]  # fmt: skip
        if not pairs:
            return False
        one, other = self.dice.choice(pairs)
        if self.dice.random() < 0.5:
            other.tokens = [t for t in other.tokens if t.kind != "number"]
        idents = (*one.idents, *other.idents)
        if self.tracked:
            one.end = State.DELETED
            # In the accepted view the two are one paragraph: the second carries the truth.
            one.fate, other.idents = "joined", idents
        else:
            one.tokens += other.tokens
            one.idents = idents
            self.paragraphs.remove(other)
        return True

    def _place(self, paragraph: Paragraph, distance: int) -> int:
        now = self.paragraphs.index(paragraph)
        steps = self.dice.choice([s for s in range(-distance, distance + 1) if s])
        return max(0, min(len(self.paragraphs), now + steps + (steps > 0)))

    def _between(self, place: int) -> bool:
        """Say whether a paragraph can go to a place: not where one runs on into the next."""
        return place == 0 or self.paragraphs[place - 1].end is not State.DELETED

    def move(self) -> bool:
        paragraph = self._pick("own", "new", "copy")
        if paragraph is None or self._has_pieces(paragraph) or self._is_joined(paragraph):
            return False
        place = self._place(paragraph, 5)
        now = self.paragraphs.index(paragraph)
        if place in (now, now + 1) or not self._between(place) or paragraph.end is not State.PLAIN:
            return False
        if not self.tracked:
            self.paragraphs.insert(place, paragraph)
            del self.paragraphs[now + (place <= now)]
            return True
        if any(t.state is not State.PLAIN for t in paragraph.tokens):
            return False
        there = Paragraph(
            [Token(t.kind, t.value, t.key, State.MOVED_HERE) for t in paragraph.tokens],
            paragraph.style,
            paragraph.fate,
            paragraph.idents,
            State.MOVED_HERE,
        )
        self._rename_marks(there)
        for token in paragraph.tokens:
            token.state = State.MOVED_AWAY
        paragraph.end, paragraph.fate = State.MOVED_AWAY, "gone"
        self.paragraphs.insert(place, there)
        return True

    def _is_joined(self, paragraph: Paragraph) -> bool:
        at = self.paragraphs.index(paragraph)
        return at > 0 and self.paragraphs[at - 1].end is State.DELETED and self.paragraphs[at - 1].there

    def _rename_marks(self, paragraph: Paragraph) -> None:
        """Mark a copy as the program does: LibreOffice renames the bookmark, Word leaves it behind."""
        if self.dialect is Dialect.WORD:
            paragraph.tokens = [t for t in paragraph.tokens if t.kind not in ("start", "end")]
            return
        keys: dict[int, int] = {}
        for token in paragraph.tokens:
            if token.kind == "start":
                keys[token.key] = next(self._keys)
                token.value += "_Copy_1"
        for token in paragraph.tokens:
            if token.kind in ("start", "end"):
                token.key = keys.get(token.key, token.key)

    def duplicate(self) -> bool:
        paragraph = self._pick("own", whole=True)
        if paragraph is None or len(paragraph.text) < 30 or paragraph.end is not State.PLAIN:
            return False
        place = self._place(paragraph, 6)
        if not self._between(place):
            return False
        state = State.INSERTED if self.tracked else State.PLAIN
        live = [t for t in paragraph.tokens if t.state.live]
        copy = Paragraph(
            [Token(t.kind, t.value, t.key, state) for t in live],
            paragraph.style,
            "copy",
            paragraph.idents,
            state,
        )
        self._rename_marks(copy)
        self.paragraphs.insert(place, copy)
        return True

    def delete(self) -> bool:
        paragraph = self._pick("own", "piece", "new", "copy", whole=True)
        if paragraph is None or paragraph.end is not State.PLAIN or self._is_joined(paragraph):
            return False
        at = self.paragraphs.index(paragraph)
        if at and self.paragraphs[at - 1].end is State.INSERTED:
            return False
        if not self.tracked or paragraph.fate in ("new", "copy"):
            self.paragraphs.remove(paragraph)
            return True
        for token in list(paragraph.tokens):
            if token.kind in ("text", "number") and token.state.live:
                self._kill(paragraph, token)
        paragraph.end, paragraph.fate = State.DELETED, "gone"
        return True

    def insert(self) -> bool:
        place = self.dice.randrange(len(self.paragraphs) + 1)
        if not self._between(place):
            return False
        style = self.paragraphs[max(0, place - 1)].style
        end = State.INSERTED if self.tracked else State.PLAIN
        self.paragraphs.insert(place, Paragraph([self._typed(self._sentence())], style, "new", (), end))
        return True

    # --- the file ---

    def save(self) -> bytes:
        home = self._elements[0].getparent()
        assert home is not None
        at = home.index(self._elements[0])
        for element in self._elements:
            home.remove(element)
        self.first_number = sum(1 for before in list(home)[:at] for _ in before.iter(PARAGRAPH))
        for number, paragraph in enumerate(self.paragraphs):
            home.insert(at + number, self._element(paragraph, self._style(number)))
        return rezip(self._parts | {"word/document.xml": etree.tostring(self._root, encoding="UTF-8")})

    def _style(self, number: int) -> str:
        """LibreOffice writes the style of a tracked deleted paragraph onto the next."""
        before = self.paragraphs[number - 1] if number else None
        spills = self.dialect is Dialect.LIBREOFFICE and before is not None and not before.there
        return before.style if spills and before is not None else self.paragraphs[number].style

    def _element(self, paragraph: Paragraph, style: str) -> etree._Element:
        properties = w("pPr", w("pStyle", val=style))
        if paragraph.end is not State.PLAIN:
            properties.append(w("rPr", self._change(WRAPPERS[paragraph.end])))
        made = w("p", properties)
        for token in paragraph.tokens:
            if token.kind == "start":
                made.append(w("bookmarkStart", id=token.key, name=token.value))
            elif token.kind == "end":
                made.append(w("bookmarkEnd", id=token.key))
            else:
                for run in self._runs(token):
                    if token.state is State.PLAIN:
                        made.append(run)
                    else:
                        holder = self._change(WRAPPERS[token.state])
                        holder.append(run)
                        made.append(holder)
        return made

    def _change(self, name: str) -> etree._Element:
        return w(name, id=next(self._changes), author="Desk Editor", date=DATE)

    def _runs(self, token: Token) -> list[etree._Element]:
        look = w("rPr", w("rStyle", val="ForumpubNumber")) if token.kind == "number" else None
        run = w("r", look, *text_elements(token.value))
        if not token.state.live and token.state is not State.MOVED_AWAY:
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText"
        return [run, w("r", w("tab"))] if token.kind == "number" else [run]
