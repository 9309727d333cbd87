"""What an editor did to the texts of a page that are no paragraphs: headline, tables, key points, credits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from forumpub.diagnostics import Findings
from forumpub.locales import Words
from forumpub.model import Article, Byline, Credit, Dateline, Editor, Headline, Mention, Speaker
from forumpub.parse.canonical import canonical_text
from forumpub.review.carrying import Carrier
from forumpub.review.document import BaseText
from forumpub.review.quotes import Quotes
from forumpub.rules.revising import EDIT_OUTSIDE_ARTICLE, EDIT_UNCLEAR
from forumpub.transform.calendar import find_dates
from forumpub.translate.quoting import in_brief

_NUMBERED = re.compile(r"(point|figure|background|abbreviation)(\d{1,6})(?:_(value|context|short|long))?")
_CREDIT = re.compile(r"credit(\d{1,6})")
_BETWEEN_NAMES = re.compile(r"\s*(?:[,，、;；]|\s(?:and|dan|và|at|no|e)\s|和|与|และ)\s*")
_FIELDS: Final = {"name": "name", "role": "role", "org": "organisation"}
_DERIVED_MARK: Final = "*"
T = TypeVar("T")


class FieldEditor:
    """Takes over what became of each such text, one after the other, into an article of its own."""

    def __init__(self, article: Article, words: Words, findings: Findings) -> None:
        self.article = article
        self._words = words
        self._findings = findings
        self._old = article
        self._gone: set[str] = set()
        self._fields_set: dict[tuple[str, str], str] = {}
        self.quotes = Quotes()

    def take(self, text: BaseText, edited: str) -> None:
        """Take over what a text says now."""
        if edited == text.text:
            return
        carrier = Carrier(text.text, edited, self._words.language)
        if not self._route(text.ident, carrier):
            self._outside(text, edited)

    def _route(self, ident: str, carrier: Carrier) -> bool:
        if ident == "headline":
            return self._headline(carrier)
        if ident == "dateline":
            return self._dateline(carrier)
        if ident == "lead":
            return self._lead(carrier)
        if ident == "byline":
            return self._byline(carrier)
        if ident == "editors":
            return self._editors(carrier)
        if found := _CREDIT.fullmatch(ident):
            return self._credit(int(found[1]), carrier)
        if found := _NUMBERED.fullmatch(ident):
            return self._fact(found[1], int(found[2]), found[3] or "", carrier)
        return self._person(ident, carrier)

    def drop(self, text: BaseText) -> None:
        """Take over that a text is gone."""
        ident = text.ident
        article, facts = self.article, self.article.facts
        if ident == "headline":
            self.article = replace(article, headline=None)
        elif ident == "dateline":
            self.article = replace(article, dateline=None)
        elif ident == "lead":
            self.article = replace(article, facts=replace(facts, lead=None))
        elif ident == "byline":
            self.article = replace(article, byline=None)
        elif ident == "editors":
            self.article = replace(article, editors=())
        elif _CREDIT.fullmatch(ident) or _NUMBERED.fullmatch(ident) or self._speaker_of(ident):
            self._gone.add(ident)
        elif text.text.strip():
            self._outside(text, "")

    def add_person(self, person: Speaker, *, behind: str | None) -> None:
        """List one more person, behind another one; before all where that one isn't there."""
        speakers = list(self.article.speakers)
        places = [place for place, speaker in enumerate(speakers, 1) if speaker.id == behind]
        speakers.insert(places[0] if places else 0, person)
        self.article = replace(self.article, speakers=tuple(speakers))

    def finish(self) -> Article:
        """Return the article; what was deleted in tables and lists is left out of it now."""
        gone, old = self._gone, self._old
        for speaker in old.speakers:
            self._drop_person(speaker)
        article = self._with_old_names()
        facts = article.facts
        facts = replace(
            facts,
            key_points=_without(facts.key_points, "point", "", gone),
            key_figures=_without(facts.key_figures, "figure", "_value", gone),
            background=_without(facts.background, "background", "", gone),
            abbreviations=_without(facts.abbreviations, "abbreviation", "_short", gone),
        )
        return replace(article, facts=facts, credits=_without(article.credits, "credit", "", gone))

    def _with_old_names(self) -> Article:
        """Keep the name that a person had where the report still uses it."""
        old = {speaker.id: speaker.name for speaker in self._old.speakers}
        text = "\n".join(para.text for block in self.article.blocks for para in block.paras)
        speakers = tuple(
            replace(speaker, aliases=tuple(dict.fromkeys((*speaker.aliases, name))))
            if (name := old.get(speaker.id)) and name != speaker.name and name in text
            else speaker
            for speaker in self.article.speakers
        )
        return replace(self.article, speakers=speakers)

    def _drop_person(self, speaker: Speaker) -> None:
        if f"{speaker.id}_name" not in self._gone:
            for field, name in (("role", "role"), ("org", "org")):
                if f"{speaker.id}_{field}" in self._gone and getattr(speaker, name):
                    self._set_person(speaker.id, field, None)
            return
        if any(block.speaker == speaker.id for block in self.article.blocks):
            self._findings.add(
                EDIT_UNCLEAR,
                f"{self._called(speaker.id)} was deleted from the participants and is still quoted: "
                "the row stays",
                hints=("delete what they say too, or name another voice above it",),
            )
            return
        left = [
            field
            for field in ("role", "org")
            if getattr(speaker, field) and f"{speaker.id}_{field}" not in self._gone
        ]
        if left:
            self._findings.add(
                EDIT_UNCLEAR,
                f"the name of {self._called(speaker.id)} was deleted, and their {_FIELDS[left[0]]} was not: "
                "the row stays as it was",
                hints=("delete the whole row, or write the name that is meant",),
            )
            return
        speakers = tuple(other for other in self.article.speakers if other.id != speaker.id)
        self.article = replace(self.article, speakers=speakers)

    # --- one text each ---

    def _headline(self, carrier: Carrier) -> bool:
        old = self._old.headline
        text = carrier.take(old.text) if old is not None else None
        if old is None or text is None:
            return False
        headline = Headline(text=text, span=old.span) if text else None
        self.article = replace(self.article, headline=headline)
        return True

    def _lead(self, carrier: Carrier) -> bool:
        lead = self._old.facts.lead
        text = carrier.take(lead.text) if lead is not None else None
        if lead is None or text is None:
            return False
        new = replace(lead, text=text) if text else None
        self.article = replace(self.article, facts=replace(self.article.facts, lead=new))
        self.quotes.note(lead.para, lead.text, text)
        return True

    def _dateline(self, carrier: Carrier) -> bool:
        """Take place and date out of the line under the headline; the rest of it is worked out."""
        old = self._old.dateline
        place, date = (old.place, old.date) if old is not None else (None, None)
        known = False
        if place is not None and (found := carrier.take(place)) is not None:
            place, known = found or None, True
        lang = self._old.lang.partition("-")[0]
        printed = [item for item in find_dates(carrier.printed, lang) if item.day]
        now = [item for item in find_dates(carrier.edited, lang) if item.day]
        if printed and now and now[0].year and now[0].month and now[0].day:
            date, known = f"{now[0].year:04}-{now[0].month:02}-{now[0].day:02}", True
        if old is None or not known:
            return False
        if (place, date) != (old.place, old.date):
            self.article = replace(self.article, dateline=Dateline(place=place, date=date, span=old.span))
            return True
        return False

    def _byline(self, carrier: Carrier) -> bool:
        byline = self._old.byline
        if byline is None:
            return False
        if not byline.reporters and byline.place is None:
            raw = carrier.take(byline.raw)
            self.article = replace(self.article, byline=replace(byline, raw=raw) if raw else None)
            return raw is not None
        place = None
        found = carrier.find(byline.place, last=True) if byline.place else None
        names = self._names(byline.reporters, carrier, before=found[0] if found else None)
        if names is None:
            return False
        if found is not None and byline.place:
            # What was put in before the place is another name.
            place = carrier.take_between(*found, byline.place, with_start=False)
        new = Byline(
            reporters=names, place=place or None, raw=canonical_text(carrier.edited), span=byline.span
        )
        self.article = replace(self.article, byline=new)
        return True

    def _editors(self, carrier: Carrier) -> bool:
        old = self._old.editors
        names = self._names([editor.name or editor.raw for editor in old], carrier)
        if names is None or not old:
            return False
        models = [old[min(place, len(old) - 1)] for place in range(len(names))]
        self.article = replace(
            self.article,
            editors=tuple(
                Editor(name=name, raw=model.raw.replace(model.name, name), span=model.span)
                for name, model in zip(names, models, strict=True)
            ),
        )
        return True

    def _names(
        self, names: Sequence[str], carrier: Carrier, *, before: int | None = None
    ) -> tuple[str, ...] | None:
        """Return the names that a list of names, which ends `before` something else, has become."""
        places = [place for name in names if (place := carrier.find(name)) is not None]
        if not places:
            return None
        start, end = places[0][0], max(place[1] for place in places) if before is None else before
        words = carrier.take_between(start, end, carrier.printed[start:end])
        return tuple(name for part in _BETWEEN_NAMES.split(words) if (name := part.strip()))

    def _credit(self, number: int, carrier: Carrier) -> bool:
        if not 0 < number <= len(self._old.credits):
            return False
        credit: Credit = self._old.credits[number - 1]
        if not credit.names:
            raw = carrier.take(credit.raw)
            new = replace(credit, raw=raw) if raw else None
        else:
            names = self._names(credit.names, carrier)
            new = replace(credit, names=names, raw=canonical_text(carrier.edited)) if names else None
        if new is None:
            return False
        items = list(self.article.credits)
        items[number - 1] = new
        self.article = replace(self.article, credits=tuple(items))
        return True

    def _fact(self, kind: str, number: int, field: str, carrier: Carrier) -> bool:
        group, name = {
            "point": ("key_points", "text"),
            "figure": ("key_figures", field),
            "background": ("background", "text"),
            "abbreviation": ("abbreviations", field),
        }[kind]
        facts = self.article.facts
        items = list(getattr(facts, group))
        if not 0 < number <= len(items) or not name:
            return False
        old = getattr(getattr(self._old.facts, group)[number - 1], name)
        text = carrier.take(old)
        if text is None:
            return False
        if not text:
            self._gone.add(f"{kind}{number}" + (f"_{field}" if field else ""))
            return True
        if kind in {"point", "background"} or field == "value":
            self.quotes.note(getattr(self._old.facts, group)[number - 1].para, old, text)
        if kind in {"point", "background"}:
            self._tell_around(old, carrier)
        # An editor who writes the long form vouches for it.
        more = {"derived": False} if field == "long" else {}
        text = text.removesuffix(_DERIVED_MARK).rstrip() if field == "long" else text
        items[number - 1] = replace(items[number - 1], **{name: text}, **more)
        changed: dict[str, Any] = {group: tuple(items)}
        self.article = replace(self.article, facts=replace(facts, **changed))
        return True

    def _tell_around(self, old: str, carrier: Carrier) -> None:
        """Tell of changes in what is printed with a fact: the label before it, the reference behind."""
        for printed, edited in carrier.around(old):
            if canonical_text(printed) != canonical_text(edited):
                self._tell_outside(canonical_text(printed), canonical_text(edited))

    def _speaker_of(self, ident: str) -> tuple[Speaker, str] | None:
        stem, _, field = ident.rpartition("_")
        speaker = next((speaker for speaker in self._old.speakers if speaker.id == stem), None)
        return (speaker, field) if speaker is not None and field in {"name", "role", "org"} else None

    def _person(self, ident: str, carrier: Carrier) -> bool:
        found = self._speaker_of(ident)
        if found is not None:
            speaker, field = found
            old = getattr(speaker, field) or ""
            text = carrier.take(old) if old else canonical_text(carrier.edited)
            if text is None:
                # A voice without a name is printed by other words, and has one now.
                text = canonical_text(carrier.edited)
            self._set_person(speaker.id, field, text or None)
            return True
        block = next((block for block in self._old.blocks if f"{block.id}-speaker" == ident), None)
        speaker_id = block.speaker if block is not None else ident
        who = next((person for person in self._old.speakers if person.id == speaker_id), None)
        return who is not None and self.take_voice(who, carrier)

    def take_voice(self, speaker: Speaker, carrier: Carrier) -> bool:
        """Take over what became of a voice's name, role and organisation where it is introduced."""
        known = False
        for field in ("name", "role", "org"):
            old = getattr(speaker, field)
            text = carrier.take(old) if old else None
            if text is None:
                continue
            known = True
            if text != old:
                self._set_person(speaker.id, field, text or None)
        return known

    def _set_person(self, speaker_id: str, field: str, text: str | None) -> None:
        set_before = self._fields_set.get((speaker_id, field))
        if set_before is not None and set_before != (text or ""):
            self._findings.add(
                EDIT_UNCLEAR,
                f"the {_FIELDS[field]} of {self._called(speaker_id)} was changed in two ways: “{set_before}” "
                f"and “{text or ''}”; the first one is taken",
                hints=("change it in one place, or in the same way everywhere",),
            )
            return
        self._fields_set[speaker_id, field] = text or ""
        self.article = replace(
            self.article,
            speakers=tuple(
                _with_field(speaker, field, text) if speaker.id == speaker_id else speaker
                for speaker in self.article.speakers
            ),
        )

    def _called(self, speaker_id: str) -> str:
        names = (speaker.name for speaker in self._old.speakers if speaker.id == speaker_id)
        return next(names, None) or "a voice without a name"

    def _outside(self, text: BaseText, edited: str) -> None:
        self._tell_outside(text.text, edited)

    def _tell_outside(self, printed: str, edited: str) -> None:
        now = f"“{in_brief(edited)}”" if edited else "deleted"
        self._findings.add(
            EDIT_OUTSIDE_ARTICLE,
            f"“{in_brief(printed)}” is {now} in the file, and is not the article's: it is printed as before",
        )


def _with_field(speaker: Speaker, field: str, text: str | None) -> Speaker:
    """Set a field, and say the same in the chyrons, or they would be printed for it."""
    old = getattr(speaker, field)
    raw = speaker.raw
    if old:
        raw = tuple(_replaced(mention, old, text or "") for mention in raw)
    changed: dict[str, Any] = {field: text, "raw": raw}
    return replace(speaker, **changed)


def _replaced(mention: Mention, old: str, new: str) -> Mention:
    text = mention.text.replace(old, new, 1)
    return replace(mention, text=text if new else text.strip(" ,，、"))


def _without(items: tuple[T, ...], kind: str, field: str, gone: set[str]) -> tuple[T, ...]:
    return tuple(item for number, item in enumerate(items, 1) if f"{kind}{number}{field}" not in gone)
