"""Texts and files made to break, blind or flood the program, and what must become of each.

`python tests/attacks.py FOLDER NAME...` carries some out under limits on time and memory and prints what was
found, a line of JSON for each; `tests/e2e/test_attacks.py` runs them all.
"""

from __future__ import annotations

import json
import os
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from limits import limit_process
from packed import docx, pack, para, word_part

MIB = 2**20
OPENING = "[Explanation] The forum opened in Wuhan on the 16th.\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack.

    `rules` must be among the diagnostics, `words` in the article's text in this order. `refused`: words of
    the one line that says why it isn't read at all. `large` ones are parsed and not published.
    """

    data: Callable[[], bytes]
    name: str = "a.txt"
    rules: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    refused: str | None = None
    large: bool = False
    cpu_s: int = 30
    memory_mib: int = 1536


def _text(text: str, *rules: str, words: tuple[str, ...] = (), encoding: str = "utf-8") -> Attack:
    return Attack(data=lambda: text.encode(encoding, "surrogatepass"), rules=rules, words=words)


def _bytes(data: bytes, *rules: str, words: tuple[str, ...] = ()) -> Attack:
    return Attack(data=lambda: data, rules=rules, words=words)


def _large(make: Callable[[], str], *rules: str, cpu_s: int = 60, memory_mib: int = 1536) -> Attack:
    return Attack(data=lambda: make().encode(), rules=rules, large=True, cpu_s=cpu_s, memory_mib=memory_mib)


_HAN = "【解说】论坛十六日在武汉开幕，来自五十个国家的代表出席了会议。\n\n（完）\n"
_BOMB_DTD = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9))


def _zip_bomb() -> bytes:
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": docx_rels(),
            "word/document.xml": word_part(para("A" * 100)) + " " * (400 * MIB),
        }
    )


def docx_rels() -> str:
    """Return the relationships of a Word file made by hand."""
    with zipfile.ZipFile(BytesIO(docx(para("x")))) as archive:
        return archive.read("_rels/.rels").decode()


def _word(dtd: str, body: str) -> bytes:
    part = word_part(body)
    head, _, rest = part.partition("?>")
    return pack(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": docx_rels(),
            "word/document.xml": f"{head}?>{dtd}{rest}",
        }
    )


def _slip() -> bytes:
    return pack(
        {"../../outside.txt": OPENING, "/etc/outside.txt": OPENING, "in/../../../outside.txt": OPENING}
    )


ENCODINGS: dict[str, Attack] = {
    "utf-8": _text(OPENING, words=("Wuhan",)),
    "utf-8 with mark": _text("\ufeff" + OPENING, words=("Wuhan",)),
    "utf-16 with mark": _text(OPENING, words=("Wuhan",), encoding="utf-16"),
    "utf-16 little without mark": _text(OPENING, words=("Wuhan",), encoding="utf-16-le"),
    "utf-16 big without mark": _text(OPENING, words=("Wuhan",), encoding="utf-16-be"),
    "utf-32 with mark": _text(OPENING, words=("Wuhan",), encoding="utf-32"),
    "utf-32 without mark": _text(OPENING, words=("Wuhan",), encoding="utf-32-le"),
    "overlong utf-8": _bytes(
        b"[Explanation] An overlong \xc0\xaf slash and \xe0\x80\xaf another.\n",
        "encoding-invalid",
        words=("slash",),
    ),
    "surrogates in utf-8": _bytes(
        b"[Explanation] A pair \xed\xa0\xbd\xed\xb8\x80 that is none.\n",
        "encoding-guessed",
        words=("that is none",),
    ),
    "gb18030": _text(_HAN, words=("武汉",), encoding="gb18030"),
    "big5": _text(
        "【解說】論壇十六日在武漢開幕，來自五十個國家的代表出席了會議。\n", words=("武漢",), encoding="big5"
    ),
    "cp1252": _text("[Explanation] The café’s “forum” opened.\n", words=("café",), encoding="cp1252"),
    "mojibake": _bytes(
        ("[Explanation] The forum’s caf\u00e9 opened – at last.\n").encode().decode("cp1252").encode(),
        "mojibake-suspected",
    ),
}

CHARACTERS: dict[str, Attack] = {
    "nul": _text("[Explanation] A\x00B C\x00.\n", "control-character"),
    "c0 and c1 controls": _text(
        "[Explanation] A\x01B \x1b[31mred\x1b[0m \x9b31m \x85 C.\n", "control-character"
    ),
    "line separator": _text("[Explanation] One.\u2028Two.\u2029Three.\n", words=("One.", "Two.", "Three.")),
    "mixed line ends": _text(
        "[Explanation] One.\r\n\r\nTwo.\r\rThree.\n\nFour , five.\n", words=("One.", "Four")
    ),
    "zalgo": _text("[Explanation] Z" + "\u0301\u0316\u0334" * 3000 + "algo.\n", words=("algo",)),
    "bidi controls": _text("[Explanation] A \u202eneposed\u202c and \u2066right\u2069.\n", "bidi-control"),
    "right-to-left text": _text(
        "[Explanation] افتتح المنتدى in Wuhan שלום.\n", words=("افتتح المنتدى in Wuhan שלום",)
    ),
    "emoji with joiners": _text("[Explanation] A family 👨‍👩‍👧‍👦 and 🏴󠁧󠁢󠁥󠁮󠁧󠁿 came.\n", words=("👨‍👩‍👧‍👦", "came")),
    "plane 2 and private use": _text("[Explanation] 𠮷野家 and \ue000\uf8ff\U000f0000.\n", words=("𠮷野家",)),
    "homoglyph label": _text(
        "[Еxplаnation] The forum opened.\n\n[Explanation] It closed.\n", "label-lookalike"
    ),
    "tabs": _text("[Explanation]\tThe\tforum\topened.\n", words=("forum",)),
    "tab-separated table": _text(
        "time\tspeaker\ttext\n00:01\tWei Jia\tWe open.\n00:02\tLi Bo\tWe close.\n", words=("We open.",)
    ),
    "formulas": _text(
        '[Explanation] =HYPERLINK("http://x.example","x")\n\n+1+1|cmd\n\n@SUM(A1)\n',
        words=("=HYPERLINK", "@SUM"),
    ),
}

STRUCTURES: dict[str, Attack] = {
    "only labels": _text("[Explanation]\n\n[Concurrent]\n\n【解说】\n", "nothing-to-publish"),
    "label at the end": _text(OPENING + "[Concurrent]", words=("Wuhan",)),
    "chyron without quote": _text(
        OPENING + "[Concurrent] Wei Jia, Director of the Port Office\n", words=("Wuhan",)
    ),
    "nested brackets": _text("[[[Explanation]]] The [forum [in [Wuhan]]] opened.\n", words=("opened.",)),
    "unclosed bracket": _text("[Explanation The forum opened.\n\nIt closed.\n", words=("It closed.",)),
    "mixed brackets": _text(
        "[Explanation】 The forum opened.\n\n【Concurrent] It closed.\n", words=("It closed.",)
    ),
    "100,000 brackets": _large(lambda: "[" * 100_000),
    "100,000 nested brackets": _large(lambda: "[【(" * 33_334 + "Explanation" + ")】]" * 33_334),
    "byline bomb": _large(
        lambda: OPENING + "Reporter " + "A and " * 40_000 + "reports from " + "x " * 40_000
    ),
    "many bylines": _large(lambda: OPENING + ("Reporter " * 20 + "\n\n") * 3000),
    "editor bomb": _large(lambda: OPENING + "Editor in charge: [" + "A, " * 60_000),
    "many editors": _large(lambda: OPENING + ("Editor: " * 30 + "\n\n") * 2000),
    "chyron bomb": _large(lambda: "[Concurrent] " + "Ab Cd, " * 30_000 + "\n\nGo.\n"),
    "colon bomb": _large(lambda: "[Concurrent] " + "Ab: " * 50_000),
    "a word of 200,000 letters": Attack(data=lambda: b"[Explanation] " + b"a" * 200_000, cpu_s=60),
    "same name, two roles": _text(
        "[Concurrent] Wei Jia, Director\n\nWe open.\n\n[Concurrent] Wei Jia, Mayor of Wuhan\n\nWe close.\n",
        "speaker-conflict",
        words=("We open.", "We close."),
    ),
    "headline that is a path": _text("---\nheadline: ../../etc/passwd\n---\n" + OPENING, words=("Wuhan",)),
    "headline that is a device": _text("---\nheadline: CON\n---\n" + OPENING, words=("Wuhan",)),
    "headline of 2,000 letters": _text(
        "---\nheadline: " + "Ab " * 667 + "\n---\n" + OPENING, words=("Wuhan",)
    ),
    "tags in front matter": _text(
        "---\nheadline: !!python/object/apply:os.system ['touch owned']\nsource: &a [*a, *a]\n---\n"
        + OPENING,
        words=("Wuhan",),
    ),
    "100,000 paragraphs": _large(
        lambda: OPENING + "It rained on the port.\n\n" * 100_000, cpu_s=120, memory_mib=3072
    ),
    "10,000 speakers": _large(
        lambda: "".join(
            f"[Concurrent] Wang {a}{b}{c}, Director\n\nGo on.\n\n"
            for a in map(chr, range(65, 87))
            for b in map(chr, range(97, 119))
            for c in map(chr, range(97, 118))
        ),
        cpu_s=120,
    ),
    "a line of 50 MB": _large(
        lambda: "[Explanation] " + "The forum opened. " * 2_900_000, cpu_s=150, memory_mib=4096
    ),
}

DOCUMENTS: dict[str, Attack] = {
    "docx with an external entity": Attack(
        data=lambda: _word('<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]>', para("A &x; B")),
        name="a.docx",
        refused="entit",
    ),
    "docx with a billion laughs": Attack(
        data=lambda: _word(f'<!DOCTYPE w [<!ENTITY a "lol">{_BOMB_DTD}]>', para("&j;")),
        name="a.docx",
        refused="document.xml",
    ),
    "docx that is a zip bomb": Attack(data=_zip_bomb, name="a.docx", refused="unpacks"),
    "zip that slips": Attack(data=_slip, name="a.zip"),
    "truncated docx": Attack(
        data=lambda: docx(para("The forum opened."))[:-40], name="a.docx", refused="a.docx"
    ),
    "docx without a document part": Attack(
        data=lambda: pack({"[Content_Types].xml": "<Types/>", "_rels/.rels": docx_rels()}),
        name="a.docx",
        refused="a.docx",
    ),
    "docx with a label in pieces": Attack(
        data=lambda: docx(para("[Expl", "ana", "tion] The forum opened.")),
        name="a.docx",
        words=("The forum opened.",),
    ),
    "docx with tracked changes": Attack(
        data=lambda: docx(
            "<w:p><w:r><w:t xml:space='preserve'>The forum </w:t></w:r>"
            "<w:ins><w:r><w:t>opened</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>closed</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
        ),
        name="a.docx",
        rules=("tracked-changes",),
        words=("The forum opened.",),
    ),
}

ATTACKS: dict[str, Attack] = {**ENCODINGS, **CHARACTERS, **STRUCTURES, **DOCUMENTS}
FLOODS = ("a line of 50 MB", "100,000 paragraphs", "10,000 speakers")


def carry_out(name: str, folder: Path) -> dict[str, object]:
    """Read, parse and publish an attack, and tell what was found."""
    from forumpub.containers import read_text
    from forumpub.env import SystemEnvironment
    from forumpub.errors import ForumpubError
    from forumpub.given import ReadingOptions
    from forumpub.inputs import Input, unpack_archives
    from forumpub.parse.accounting import check_accounting
    from forumpub.pipeline import PublishOptions, parse_source, publish_input

    attack = ATTACKS[name]
    data = attack.data()
    env = SystemEnvironment()
    found: dict[str, object] = {"lost": [], "rules": [], "text": "", "written": []}
    try:
        (entry, *_) = unpack_archives([Input(name=attack.name, stem="a", path=None, data=data)], env)
        decoded = read_text(entry.data or b"", name=attack.name)
        article = parse_source(decoded.value, ReadingOptions(), env)
        found["lost"] = [lost.message for lost in check_accounting(article.value, decoded.value)][:3]
        rules = {item.rule.slug for item in (*decoded.diagnostics, *article.diagnostics)}
        words = [para.text for block in article.value.blocks for para in block.paras]
        if not attack.large:
            options = PublishOptions(to=("docx", "pdf", "json", "md", "txt", "ninjs", "jsonld"), out=folder)
            published = publish_input(entry, options, env)
            rules |= {placed.diagnostic.rule.slug for placed in published.placed}
            found["written"] = [str(written.path) for written in published.written]
        found |= {"rules": sorted(rules), "text": "\n".join(words)[: 10**6], "paras": len(words)}
    except ForumpubError as error:
        found["refused"] = str(error)
    return found


def carry_out_apart(name: str, folder: Path) -> dict[str, object]:
    """Carry an attack out in a child process that the system ends when it takes too long or too much."""
    attack = ATTACKS[name]
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        limit_process(cpu_s=attack.cpu_s, address_space_bytes=attack.memory_mib * MIB)
        with os.fdopen(writing, "w") as pipe:
            pipe.write(json.dumps(carry_out(name, folder)))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    return {"status": status, **(json.loads(told) if told else {})}


if __name__ == "__main__":
    # One process loads the program once; each attack gets a child of its own.
    carry_out("utf-8", Path(sys.argv[1]))
    for attacked in sys.argv[2:]:
        result = carry_out_apart(attacked, Path(sys.argv[1]))
        sys.stdout.write(json.dumps({"attack": attacked, **result}) + "\n")
