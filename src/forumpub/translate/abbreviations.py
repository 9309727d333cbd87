"""Words that end in a full stop without ending a sentence, and words that begin one, by language.

ICU knows a few abbreviations of English and none of most other languages here. The lists hold what news
writes: titles, ranks, months, companies.
"""

from __future__ import annotations

import functools

# A title, or a word that needs the next one: it never ends a sentence.
_LEADING = {
    "en": "Messrs Mmes Mr Mrs Ms Dr Prof Rev Hon St Gen Lt Col Maj Capt Cmdr Adm Sgt Gov Sen Rep Amb"
    " Pres Brig Supt Atty Engr Fr Mt Ft v vs cf ca approx viz e.g i.e Ph",
    "id": "Ir Drs Dra H Hj Bpk Bp Ny Nn Sdr Sdri Yth Jl Jln Gg Kab Kec Kel Prov PT CV UD Kol Letkol"
    " Mayjen Brigjen Letjen Jend Irjen Komjen Kombes AKBP KH Tgk Tn dr a.n u.p s.d",
    "ms": "YB YAB YBhg Mohd Muhd Md Abd Hj Hjh Tn Pn En Ir Ts Sdn Jln Kg Bt Lt Kol Mej Kapt Kpl Prof No.Tel",
    "vi": "TP Tp TX Tx GS PGS TS ThS BS KS LS NSND NSƯT CN Ths PTS Q P TT tp",
    "tl": "G Gng Bb Kgg Gob Hen Kap Dra Sta Sto Brgy Bgy Blg Atty Engr Kon Pang",
    "pt": "Sr Sra Srs Sras Dra Exmo Exma Eng Arq Av R Pe D Prof Profa",
    "th": "ดร นพ พญ ทพ ศ รศ ผศ พล อ ต จ ถ ซ ม น นส ด โทร พ พล.อ พล.ต พล.ท พ.ต.อ พ.ต.ท ร.ต.อ",
    "lo": "ດຣ ທ ນ ພ ຮສ ສຈ ຮສ.ດຣ",
    "km": "ឯ.ឧ លោក.ជ លេខ",
    "ta": "திரு திருமதி பேரா செல்வி டாக் கி மு பி",
}
# An abbreviation that ends a sentence only where a word follows that begins sentences.
_AMBIGUOUS = {
    "en": "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun"
    " Co Corp Inc Ltd Bros Jr Sr Assn Dept Univ Ave Blvd Rd a.m p.m",
    "id": "Jan Feb Mar Apr Jun Jul Agt Agu Ags Sep Sept Okt Nov Nop Des Tbk",
    "ms": "Jan Feb Mac Apr Jun Jul Ogo Ogos Sep Sept Okt Nov Dis Bhd",
    "vi": "",
    "tl": "Ene Peb Mar Abr Hun Hul Ago Set Okt Nob Dis",
    "pt": "jan fev mar abr mai jun jul ago set out nov dez Ltda Cia",
}
# What a number follows.
_NUMBERING = {
    "en": "No Nos no nos Art p pp Vol Sec Fig Ch",
    "id": "No no Nomor hlm hal Ps Jil",
    "ms": "No no Bil hlm ms Per",
    "vi": "Số số Đ đ tr",
    "tl": "Blg Bilang Blng No",
    "pt": "n N Art art p pág",
}
_OPENERS = {
    "en": "The A An In On At It He She They We I You This That These Those His Her Their Its Our But"
    " And For As If When While However There Then So To From With After Before Since By Under Both"
    " All Some Many Most Meanwhile Last According Now Also Earlier Today Since During Despite"
    " Although Because What Who How Why",
    "id": "Ia Dia Mereka Kami Kita Saya Dalam Pada Di Ke Dari Untuk Ini Itu Hal Menurut Namun Tetapi"
    " Sementara Selain Setelah Sebelum Dengan Karena Para Sebuah Beliau Acara Pertemuan Kedua Oleh"
    " Jika Saat Ketika Sejak",
    "ms": "Beliau Dia Mereka Kami Kita Saya Dalam Pada Di Ke Dari Untuk Ini Itu Menurut Namun Tetapi"
    " Sementara Selain Selepas Sebelum Dengan Kerana Para Sebuah Oleh Jika Apabila Sejak Katanya"
    " Mesyuarat Kedua",
    "vi": "Ông Bà Anh Chị Họ Chúng Tôi Trong Tại Theo Đây Đó Các Những Một Ngoài Tuy Nhưng Và Khi Sau"
    " Trước Với Từ Đến Hội Nếu Hai Phát Để",
    "tl": "Ang Ito Siya Sila Sa Ayon Ngunit Subalit Noong Kung Para Mula Ayon Nang Kami Tayo Ako Dahil"
    " Habang Bukod Gayunman Ito'y Sinabi Si Mga May Isang Kasama",
    "pt": "O A Os As Um Uma Em No Na Nos Nas Ele Ela Eles Elas Este Esta Esse Essa Isto Mas E Por Para"
    " Quando Segundo De Com Após",
}
# Names of Latin letters, as Tamil spells the initials of a name.
_TAMIL_LETTERS = "ஏ பி சி டி இ ஈ எஃப் எப் ஜி எச் ஐ ஜே கே எல் எம் என் ஓ கியூ ஆர் எஸ் யு யூ வி டபிள்யூ எக்ஸ் ஒய் இசட் ஆ ஈ பா"


@functools.cache
def leading(lang: str) -> frozenset[str]:
    """Return the words of a language that never end a sentence with their full stop, without it."""
    extra = frozenset(_TAMIL_LETTERS.split()) if lang == "ta" else frozenset()
    return _merge(_LEADING, lang) | extra


@functools.cache
def ambiguous(lang: str) -> frozenset[str]:
    """Return the words of a language that end a sentence only before a word of `openers`."""
    return _merge(_AMBIGUOUS, lang)


@functools.cache
def numbering(lang: str) -> frozenset[str]:
    """Return the words of a language that end no sentence before a number."""
    return _merge(_NUMBERING, lang)


@functools.cache
def openers(lang: str) -> frozenset[str]:
    """Return the words that mostly stand at the start of a sentence where they are written with a capital."""
    return frozenset(_OPENERS.get(lang, _OPENERS["en"]).split())


def _merge(table: dict[str, str], lang: str) -> frozenset[str]:
    # English titles stand before names in every language's news.
    return frozenset(table["en"].split()) | frozenset(table.get(lang, "").split())
