"""How a voice is named on the page."""

from __future__ import annotations

from forumpub.layout.basis import Basis
from forumpub.locales import Word
from forumpub.model import Block, Mention, Mode, Speaker
from forumpub.patterns import lazy_pattern
from forumpub.plan import Emphasis, Run

_WORD = lazy_pattern(r"\w+")
# Words that join the parts of a chyron and are dropped with it: "Secretary General of China-ASEAN Center".
_JOINTS = frozenset({"of", "a", "an", "the", "from", "at", "for", "in", "with", "and"})
_MODE_WORDS = {
    Mode.VOICE_OVER: Word.VOICE_OVER,
    Mode.ON_CAMERA: Word.ON_CAMERA,
    Mode.TRANSLATED: Word.TRANSLATED_VOICE,
    Mode.PHONE: Word.BY_PHONE,
}


def name_in_full(basis: Basis, speaker: Speaker, mention: Mention | None = None) -> tuple[Run, ...]:
    """Name a speaker with role and organisation.

    A chyron that holds more words than these three fields is printed as it stands, so that none is lost.
    """
    if mention is not None and words_beyond_fields(speaker, mention):
        return basis.runs(mention.text, Emphasis.STRONG)
    runs = name_runs(basis, speaker)
    if basis.words.lang.startswith("zh"):
        # Chinese puts the organisation first and writes both as one: 工业和信息化部总经济师.
        office = (speaker.org or "") + (speaker.role or "")
    else:
        office = basis.comma.join(field for field in (speaker.role, speaker.org) if field)
    return (*runs, *basis.runs(basis.comma + office)) if office else runs


def name_runs(basis: Basis, speaker: Speaker) -> tuple[Run, ...]:
    """Name a speaker by name alone."""
    if speaker.name:
        return basis.runs(speaker.name, Emphasis.STRONG)
    if speaker.raw:
        return basis.runs(speaker.raw[0].text, Emphasis.STRONG)
    unnamed = basis.words[Word.UNIDENTIFIED]
    return (Run(text=unnamed, emphasis=Emphasis.STRONG, lang=basis.foreign_words),)


def words_beyond_fields(speaker: Speaker, mention: Mention) -> bool:
    """Tell whether a chyron has words that are in none of the speaker's fields."""
    fields = " ".join(field for field in (speaker.name, speaker.role, speaker.org, *speaker.aliases) if field)
    folded = fields.casefold()
    known = {*_WORD.findall(folded), *_JOINTS}
    # Chinese chyrons have no blanks, so that a word of one may be two fields.
    return any(
        word not in known and not (not word.isascii() and word in folded)
        for word in _WORD.findall(mention.text.casefold())
    )


def mention_of(block: Block, speaker: Speaker) -> Mention | None:
    """Find the chyron that introduces a block: the last one before its first paragraph."""
    if not block.paras:
        return speaker.raw[0] if speaker.raw else None
    first = block.paras[0].span.start
    before = [mention for mention in speaker.raw if mention.span.end <= first]
    return before[-1] if before else None


def mode_runs(basis: Basis, block: Block) -> tuple[Run, ...]:
    """Name how a voice is heard, in brackets, where the source says so."""
    if block.mode is None:
        return ()
    word = basis.words[_MODE_WORDS[block.mode]]
    before, after = basis.brackets
    return (Run(text=before + word + after, emphasis=Emphasis.MUTED, lang=basis.foreign_words),)
