"""A small news grammar in nine languages: unlimited parallel sentences for tiny models and benchmarks.

A sentence is drawn once and said in every language, in that language's own order of words: adjectives after
the noun or before it, the place before the verb in Chinese, the verb last in Burmese and Tamil. Some words
have two renderings, of which the second is the rarer, so that a model's n-best list holds both.

The sentences are material for tests. They are not vouched for as good prose in any language.
"""

from __future__ import annotations

import csv
import functools
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

LANGS = ("en", "id", "th", "zh", "vi", "km", "lo", "my", "ta")
LEXICON = Path(__file__).with_name("lexicon.tsv")

Phrase = Mapping[str, str]
"""The same words in every language."""

_RARER_SHARE = 0.25
_PEOPLE = frozenset(
    ["minister", "student", "farmer", "worker", "scholar", "expert", "diplomat", "investor", "tourist"],
)
_SPACED = frozenset({"en", "id", "vi", "ta"})
_ADJECTIVE_FIRST = frozenset({"en", "zh", "my", "ta"})
_STOP = {"zh": "。", "th": "", "lo": "", "km": "។", "my": "။"}
_FIRST = [
    "Anna",
    "Budi",
    "Chen",
    "Dewi",
    "Farid",
    "Gao",
    "Huong",
    "Indra",
    "Jin",
    "Kanya",
    "Lim",
    "Maria",
    "Nadia",
    "Omar",
    "Putri",
    "Rosa",
    "Somchai",
    "Thida",
]
_LAST = [
    "Wirawan",
    "Santos",
    "Nguyen",
    "Tan",
    "Xu",
    "Zhou",
    "Rahman",
    "Phan",
    "Sokha",
    "Aung",
    "Lee",
    "Reyes",
    "Kumar",
    "Wong",
    "Yudha",
    "Weber",
    "Novak",
]
_SYLLABLES = [
    "ba",
    "chan",
    "da",
    "fu",
    "gar",
    "hin",
    "jo",
    "kam",
    "lin",
    "mar",
    "nu",
    "pra",
    "ro",
    "sen",
    "tu",
    "van",
    "wi",
    "xin",
    "yat",
    "zul",
]
# Latin words stand apart from letters of scripts that don't part words.
_SEAMS = re.compile(
    r"(?<=[A-Za-z0-9])(?=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])"
    r"|(?<=[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff])(?=[A-Za-z0-9])"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One row of the lexicon: `form` is the English plural, base form or month number."""

    kind: str
    en: str
    form: str
    says: Mapping[str, tuple[str, ...]]


@functools.cache
def read_lexicon() -> Mapping[str, tuple[Word, ...]]:
    """Return the words of each kind."""
    words: dict[str, list[Word]] = defaultdict(list)
    with LEXICON.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            says = {lang: tuple(row[lang].split("|")) for lang in LANGS}
            words[row["kind"]].append(Word(kind=row["kind"], en=row["en"], form=row["form"], says=says))
    return {kind: tuple(rows) for kind, rows in words.items()}


def _join(lang: str, *parts: str) -> str:
    filled = [part for part in parts if part]
    if lang in _SPACED:
        return " ".join(filled)
    text = "".join(filled)
    return text if lang == "zh" else _SEAMS.sub(" ", text)


def _pick(rng: random.Random, kind: str) -> tuple[Word, Phrase]:
    word = rng.choice(read_lexicon()[kind])
    rarer = rng.random() < _RARER_SHARE
    return word, {lang: forms[-1] if rarer else forms[0] for lang, forms in word.says.items()}


def _same(text: str) -> Phrase:
    return dict.fromkeys(LANGS, text)


def _person(rng: random.Random) -> Phrase:
    if rng.random() < 0.6:
        return _same(f"{rng.choice(_FIRST)} {rng.choice(_LAST)}")
    names = ("".join(rng.choice(_SYLLABLES) for _ in range(rng.randint(2, 3))) for _ in range(2))
    return _same(" ".join(name.capitalize() for name in names))


def _noun_phrase(rng: random.Random) -> Phrase:
    drawn = rng.random()
    if drawn < 0.12:
        return _person(rng)
    if drawn < 0.27:
        return _pick(rng, "org")[1]
    if drawn < 0.37:
        return _pick(rng, "mass")[1]
    return _counted_noun(rng)


def _counted_noun(rng: random.Random) -> Phrase:
    word, noun = _pick(rng, "noun")
    adjective = _pick(rng, "adj")[1] if rng.random() < 0.5 else _same("")
    place = _pick(rng, "place")[1] if rng.random() < 0.15 else None
    number = rng.random()
    count = _pick(rng, "number")[1] if number < 0.2 else None
    plural = count is None and number < 0.45
    said = {}
    for lang in LANGS:
        stem = word.form if lang == "en" and (plural or count) else noun[lang]
        order = (adjective[lang], stem) if lang in _ADJECTIVE_FIRST else (stem, adjective[lang])
        core = _join(lang, *order)
        if count:
            core = _count(lang, core, count[lang], person=word.en in _PEOPLE)
        elif plural:
            core = _plural(lang, core)
        said[lang] = _owned(lang, core, place[lang] if place else "", counted=count is not None)
    return said


def _count(lang: str, core: str, number: str, *, person: bool) -> str:
    match lang:
        case "th":
            return _join(lang, core, number, "คน" if person else "แห่ง")
        case "zh":
            return _join(lang, number, "名" if person else "个", core)
        case "km" | "lo" | "my":
            return _join(lang, core, number)
        case _:
            return _join(lang, number, core)


def _plural(lang: str, core: str) -> str:
    before = {"zh": "各", "vi": "các"}.get(lang, "")
    after = {"th": "ต่างๆ", "km": "នានា", "lo": "ຕ່າງໆ", "my": "များ"}.get(lang, "")
    if lang == "id":
        first, _, rest = core.partition(" ")
        return _join(lang, f"{first}-{first}", rest)
    return _join(lang, before, core, after)


def _owned(lang: str, core: str, place: str, *, counted: bool) -> str:
    if lang == "en":
        return _join(lang, "" if counted else "the", core, f"of {place}" if place else "")
    if not place:
        return core
    match lang:
        case "zh":
            return f"{place}的{core}"
        case "my":
            return f"{place}၏{core}"
        case "ta":
            return f"{place} {core}"
        case _:
            of = {"id": "di", "vi": "của", "th": "ของ", "km": "នៃ", "lo": "ຂອງ"}[lang]
            return _join(lang, core, of, place)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    subject: Phrase
    verb: Phrase
    obj: Phrase
    place: Phrase | None
    time: Phrase | None
    english_verb: str

    def say(self, lang: str) -> str:
        place = self.place[lang] if self.place else ""
        time = self.time[lang] if self.time else ""
        subject, verb, obj = self.subject[lang], self.verb[lang], self.obj[lang]
        match lang:
            case "en":
                return _join(lang, subject, self.english_verb, obj, f"in {place}" if place else "", time)
            case "zh":
                return _join(lang, subject, time, f"在{place}" if place else "", verb, obj)
            case "my":
                return _join(lang, time, f"{place}တွင်" if place else "", f"{subject}သည်", f"{obj}ကို", verb)
            case "ta":
                return _join(lang, subject, time, f"{place} நாட்டில்" if place else "", obj, verb)
            case _:
                at = {"id": "di", "vi": "tại", "th": "ที่", "km": "នៅ", "lo": "ຢູ່"}[lang]
                return _join(lang, subject, verb, obj, _join(lang, at, place) if place else "", time)


def _clause(rng: random.Random) -> Phrase:
    word, verb = _pick(rng, "verb")
    return _say_all(
        _Clause(
            subject=_noun_phrase(rng),
            verb=verb,
            obj=_noun_phrase(rng),
            place=_pick(rng, "place")[1] if rng.random() < 0.3 else None,
            time=_pick(rng, "time")[1] if rng.random() < 0.4 else None,
            english_verb=word.en,
        )
    )


def _say_all(clause: _Clause) -> Phrase:
    return {lang: clause.say(lang) for lang in LANGS}


def _ended(phrase: Phrase) -> Phrase:
    return {lang: _capital(text) + _STOP.get(lang, ".") for lang, text in phrase.items()}


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


_CONJUNCTIONS: tuple[Phrase, ...] = (
    dict(zip(LANGS, ("and", "dan", "และ", "，", "và", "ហើយ", "ແລະ", "ပြီး", "மற்றும்"), strict=True)),
    dict(zip(LANGS, ("but", "tetapi", "แต่", "，但", "nhưng", "ប៉ុន្តែ", "ແຕ່", "သော်လည်း", "ஆனால்"), strict=True)),
    dict(
        zip(
            LANGS,
            ("while", "sementara", "ขณะที่", "，同时", "trong khi", "ខណៈ", "ໃນຂະນະທີ່", "စဉ်", "அதேவேளை"),
            strict=True,
        )
    ),
    dict(
        zip(
            LANGS,
            ("because", "karena", "เพราะ", "，因为", "vì", "ពីព្រោះ", "ເພາະວ່າ", "ကြောင့်", "ஏனெனில்"),
            strict=True,
        )
    ),
)


def _two_clauses(rng: random.Random) -> Phrase:
    first, link, second = _clause(rng), rng.choice(_CONJUNCTIONS), _clause(rng)
    return _ended({lang: _join(lang, first[lang], link[lang], second[lang]) for lang in LANGS})


def _attribution(rng: random.Random) -> Phrase:
    name, role, org = _person(rng)["en"], _pick(rng, "role")[1], _pick(rng, "org")[1]
    clause = _clause(rng)
    frames = {
        "en": "{n}, {r} of {o}, said that {c}",
        "id": "{n}, {r} {o}, mengatakan bahwa {c}",
        "th": "{n} {r}ของ{o} กล่าวว่า {c}",
        "zh": "{o}{r}{n}表示，{c}",
        "vi": "{n}, {r} của {o}, nói rằng {c}",
        "km": "{n} {r}នៃ{o} បាននិយាយថា {c}",
        "lo": "{n} {r}ຂອງ{o} ກ່າວວ່າ {c}",
        "my": "{o} {r} {n} က {c}ဟု ပြောကြားခဲ့သည်",
        "ta": "{o} {r} {n} கூறினார்: {c}",
    }
    return _ended(
        {
            lang: frame.format(n=name, r=role[lang], o=org[lang], c=clause[lang])
            for lang, frame in frames.items()
        }
    )


def _sound_bite(rng: random.Random) -> Phrase:
    name, clause = _person(rng)["en"], _clause(rng)
    frames = {
        "en": "“{c},” {n} said",
        "id": "“{c},” kata {n}",
        "th": "{n} กล่าวว่า “{c}”",
        "zh": "{n}说：“{c}”",
        "vi": "“{c},” {n} nói",
        "km": "{n} បាននិយាយថា «{c}»",
        "lo": "{n} ກ່າວວ່າ “{c}”",
        "my": "{n} က “{c}” ဟု ပြောခဲ့သည်",
        "ta": "“{c},” என்று {n} கூறினார்",
    }
    said = {lang: frame.format(n=name, c=_capital(clause[lang])) for lang, frame in frames.items()}
    return {lang: text + _STOP.get(lang, ".") for lang, text in said.items()}


def _trade_figure(rng: random.Random) -> Phrase:
    first, second = _pick(rng, "place")[1], _pick(rng, "place")[1]
    whole, tenth, billions, year = (
        rng.randint(1, 98),
        rng.randint(1, 9),
        rng.randint(2, 990),
        rng.randint(1985, 2039),
    )
    point, comma = f"{whole}.{tenth}", f"{whole},{tenth}"
    frames = {
        "en": f"Trade between {{a}} and {{b}} rose by {point} percent to {billions} billion dollars in {year}",  # noqa: E501
        "id": f"Perdagangan antara {{a}} dan {{b}} naik {comma} persen menjadi {billions} miliar dolar pada {year}",  # noqa: E501
        "th": f"การค้าระหว่าง{{a}}กับ{{b}}เพิ่มขึ้น {point} เปอร์เซ็นต์ เป็น {billions} พันล้านดอลลาร์ในปี {year}",
        "zh": f"{year}年，{{a}}与{{b}}的贸易增长{point}%，达到{billions}0亿美元",
        "vi": f"Thương mại giữa {{a}} và {{b}} tăng {comma} phần trăm lên {billions} tỷ đô la vào năm {year}",
        "km": f"ពាណិជ្ជកម្មរវាង{{a}}និង{{b}}បានកើនឡើង {comma} ភាគរយ ដល់ {billions} ពាន់លានដុល្លារ ក្នុងឆ្នាំ {year}",
        "lo": f"ການຄ້າລະຫວ່າງ{{a}}ແລະ{{b}}ເພີ່ມຂຶ້ນ {comma} ເປີເຊັນ ເປັນ {billions} ຕື້ໂດລາ ໃນປີ {year}",
        "my": f"{year} ခုနှစ်တွင် {{a}}နှင့် {{b}}အကြား ကုန်သွယ်ရေးသည် {point} ရာခိုင်နှုန်း တိုးပြီး ဒေါ်လာ {billions} ဘီလီယံ ရှိခဲ့သည်",
        "ta": f"{year} இல் {{a}} மற்றும் {{b}} இடையேயான வர்த்தகம் {point} சதவீதம் உயர்ந்து {billions} பில்லியன் டாலர் ஆனது",
    }
    return _ended({lang: frame.format(a=first[lang], b=second[lang]) for lang, frame in frames.items()})


def _date(rng: random.Random) -> Phrase:
    word, month = _pick(rng, "month")
    day, year = rng.randint(1, 28), rng.randint(1985, 2039)
    said = {lang: f"{day} {month[lang]} {year}" for lang in LANGS}
    return {
        **said,
        "en": f"{day} {word.en} {year}",
        "zh": f"{year}年{month['zh']}{day}日",
        "vi": f"ngày {day} {month['vi']} năm {year}",
        "th": f"วันที่ {day} {month['th']} {year}",
        "my": f"{year} ခုနှစ် {month['my']}လ {day} ရက်",
    }


def _count_reached(rng: random.Random) -> Phrase:
    word, noun = _pick(rng, "noun")
    count, date = rng.randint(1_000, 999_999), _date(rng)
    comma, stop = f"{count:,}", f"{count:,}".replace(",", ".")
    frames = {
        "en": "The number of {n} reached {comma} on {d}",
        "id": "Jumlah {n} mencapai {stop} pada {d}",
        "th": "จำนวน{n}ถึง {comma} เมื่อ{d}",
        "zh": "{d}，{n}数量达到{comma}",
        "vi": "Số {n} đạt {stop} vào {d}",
        "km": "ចំនួន{n}បានដល់ {stop} នៅថ្ងៃទី {d}",
        "lo": "ຈຳນວນ{n}ເຖິງ {stop} ໃນວັນທີ {d}",
        "my": "{d}တွင် {n} အရေအတွက် {comma} သို့ ရောက်ခဲ့သည်",
        "ta": "{d} அன்று {n} எண்ணிக்கை {comma} ஆனது",
    }
    names = {**noun, "en": word.form}
    return _ended(
        {lang: f.format(n=names[lang], comma=comma, stop=stop, d=date[lang]) for lang, f in frames.items()}
    )


def _signing(rng: random.Random) -> Phrase:
    first, second, about = (_pick(rng, kind)[1] for kind in ("org", "org", "mass"))
    date = _date(rng)
    frames = {
        "en": "{a} and {b} signed an agreement on {m} on {d}",
        "id": "{a} dan {b} menandatangani perjanjian tentang {m} pada {d}",
        "th": "{a}และ{b}ลงนามข้อตกลงเรื่อง{m}เมื่อ{d}",
        "zh": "{d}，{a}与{b}签署了关于{m}的协议",
        "vi": "{a} và {b} ký hiệp định về {m} vào {d}",
        "km": "{a}និង{b}បានចុះហត្ថលេខាលើកិច្ចព្រមព្រៀងស្តីពី{m}នៅថ្ងៃទី {d}",
        "lo": "{a}ແລະ{b}ລົງນາມຂໍ້ຕົກລົງກ່ຽວກັບ{m}ໃນວັນທີ {d}",
        "my": "{d}တွင် {a}နှင့် {b}သည် {m}ဆိုင်ရာ သဘောတူညီချက်ကို လက်မှတ်ရေးထိုးခဲ့သည်",
        "ta": "{d} அன்று {a} மற்றும் {b} {m} குறித்த ஒப்பந்தத்தில் கையெழுத்திட்டன",
    }
    return _ended(
        {
            lang: f.format(a=first[lang], b=second[lang], m=about[lang], d=date[lang])
            for lang, f in frames.items()
        }
    )


_WE_WILL: Phrase = dict(
    zip(
        LANGS,
        ("we will", "kami akan", "เราจะ", "我们将", "chúng tôi sẽ", "យើងនឹង", "ພວກເຮົາຈະ", "ကျွန်ုပ်တို့", "நாங்கள்"),
        strict=True,
    )
)


def _promise(rng: random.Random) -> Phrase:
    word, verb = _pick(rng, "verb")
    clause = _Clause(
        subject=_WE_WILL,
        verb={**verb, "zh": verb["zh"].removesuffix("了"), "km": verb["km"].removeprefix("បាន")},
        obj=_noun_phrase(rng),
        place=_pick(rng, "place")[1] if rng.random() < 0.4 else None,
        time=None,
        english_verb=word.form,
    )
    said = dict(_say_all(clause))
    said["zh"] = _join(
        "zh", "我们将", f"在{clause.place['zh']}" if clause.place else "", clause.verb["zh"], clause.obj["zh"]
    )
    return _ended(said)


def _bare(rng: random.Random) -> Phrase:
    kind = rng.choice(("org", "org", "role", "role", "place", "mass", "noun"))
    if kind == "noun":
        return _counted_noun(rng)
    phrase = _pick(rng, kind)[1]
    return {**phrase, "en": phrase["en"].removeprefix("the ")} if rng.random() < 0.4 else phrase


_KINDS = (
    (_two_clauses, 20),
    (_attribution, 14),
    (_sound_bite, 7),
    (_trade_figure, 10),
    (_count_reached, 8),
    (_signing, 7),
    (_promise, 7),
    (_bare, 6),
    (None, 21),
)


def draw_sentence(rng: random.Random) -> Phrase:
    """Draw one sentence, or now and then a bare name of a thing, in all of `LANGS`."""
    makers, weights = zip(*_KINDS, strict=True)
    maker = rng.choices(makers, weights)[0]
    return maker(rng) if maker else _ended(_clause(rng))


def sentences(seed: int) -> Iterator[Phrase]:
    """Yield sentences without end, the same ones for the same seed."""
    rng = random.Random(seed)  # noqa: S311 - material for tests
    while True:
        yield draw_sentence(rng)


def draw_article(
    seed: int, *, count: int = 25, words: tuple[int, int] = (11, 18)
) -> tuple[tuple[Phrase, ...], ...]:
    """Return paragraphs of two to five sentences whose English is `words` long, `count` sentences in all."""
    rng = random.Random(seed)  # noqa: S311 - material for tests
    drawn: list[Phrase] = []
    while len(drawn) < count:
        sentence = draw_sentence(rng)
        if words[0] <= len(sentence["en"].split()) <= words[1]:
            drawn.append(sentence)
    paragraphs, start = [], 0
    while start < count:
        size = rng.randint(2, 5)
        paragraphs.append(tuple(drawn[start : start + size]))
        start += size
    return tuple(paragraphs)
