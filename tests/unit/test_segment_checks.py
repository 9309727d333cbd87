"""Checks on one translated segment: every planted fault is found, and what is right passes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from forumpub.source import Span
from forumpub.translate.checks import Pair, check_pair, fix_target
from forumpub.translate.checks.endings import expects_more, lacks_finite_ending
from forumpub.translate.checks.indispensable import lacks_indispensable_word
from forumpub.translate.checks.lengths import compare_lengths
from forumpub.translate.terms.entry import TermEntry, TermMatch


def slugs(
    source: str, target: str, lang: str, *, source_lang: str = "en", keep: tuple[str, ...] = ()
) -> list[str]:
    pair = Pair(source=source, target=target, source_lang=source_lang, target_lang=lang, keep=keep)
    return [finding.rule.slug for finding in check_pair(pair)]


# What a well-known checker of numbers objects to, and is right.
RIGHT = [
    ("The forum opened in 2021.", "ฟอรั่มเปิดใน พ.ศ. 2564", "th"),
    ("The forum opened in 2021.", "ฟอรั่มเปิดในปี ๒๕๖๔", "th"),
    ("There were 15 delegates in 2021.", "មានប្រតិភូ ១៥ នាក់ក្នុងឆ្នាំ ២០២១។", "km"),
    ("Prices rose 2.5 per cent.", "Giá tăng 2,5 phần trăm.", "vi"),
    ("They left slowly.", "Họ đi từ từ.", "vi"),
    ("The fund has 30,000 members.", "ရန်ပုံငွေတွင် အဖွဲ့ဝင် ၃၀၀၀၀ ရှိသည်။", "my"),
    ("It costs 3.5 million dollars.", "Biayanya 3,5 juta dolar.", "id"),
    ("It costs $20 billion.", "耗资200亿美元。", "zh"),
    ("It costs $20 billion.", "มีค่าใช้จ่าย 2 หมื่นล้านดอลลาร์", "th"),
    ("The 12th meeting was in the 1930s.", "第十二次会议于20世纪30年代举行。", "zh"),
    ("The meeting is at 5:30 p.m.", "Cuộc họp diễn ra lúc 17 giờ 30.", "vi"),
    ("He ran 10 miles.", "Correu 16 quilómetros.", "pt"),
    ("In the 19th century trade grew.", "No século XIX o comércio cresceu.", "pt"),
    ("Between 10 and 15 million people came.", "Antara 10 juta hingga 15 juta orang datang.", "ms"),
    ("Children played for hours.", "Anak-anak bermain berjam-jam.", "id"),
    ("1.5 lakh crore is a lot of money.", "1.5 லட்சம் கோடி மிகப் பெரிய தொகை.", "ta"),
]


@pytest.mark.parametrize(("source", "target", "lang"), RIGHT)
def test_what_is_right_passes(source: str, target: str, lang: str) -> None:
    assert "number-differs" not in slugs(source, target, lang)
    assert "repeated-words" not in slugs(source, target, lang)
    assert "year-in-wrong-era" not in slugs(source, target, lang)


WRONG = [
    ("The forum opened in 2021.", "ฟอรั่มเปิดใน พ.ศ. 2021", "th", "year-in-wrong-era"),
    ("The forum opened in 2021.", "ฟอรั่มเปิดใน ค.ศ. 2564", "th", "year-in-wrong-era"),
    ("The forum opened in 2021.", "ฟอรั่มเปิดใน พ.ศ. 2563", "th", "number-differs"),
    ("The forum opened in 2021.", "Forum dibuka pada 2564.", "id", "number-differs"),
    ("15 countries signed.", "25 negara menandatangani.", "id", "number-differs"),
    (
        "15 countries signed the declaration.",
        "Negara-negara menandatangani deklarasi.",
        "id",
        "number-differs",
    ),
    ("The countries signed.", "15 negara menandatangani.", "id", "number-added"),
    ("It costs $20 billion.", "耗资20亿美元。", "zh", "number-differs"),
    ("It costs 3.5 million dollars.", "Biayanya 3,5 miliar dolar.", "id", "number-differs"),
    ("It has 123 rooms.", "មាន ១២៤ បន្ទប់។", "km", "number-differs"),
    ("The forum opened on Friday.", "The forum opened on Friday.", "id", "untranslated"),
    ("The forum opened on Friday.", "The forum opened on Friday.", "km", "untranslated"),
    ("They met on Friday.", "ເຂົາເຈົ້າພົບກັນวันศุกร์ນີ້", "lo", "wrong-script"),
    ("They met on Friday.", "Mereka bertemu 星期五 lalu.", "id", "wrong-script"),
    ("They met on Friday.", "Mereka bertemu bertemu bertemu pada Jumat.", "id", "repeated-words"),
    ("They met.", "Mereka dan kami dan kami dan kami bertemu.", "id", "repeated-words"),
    ("They met on Friday.", "พวกเขาพบกันพบกันพบกันพบกันวันศุกร์", "th", "repeated-words"),
    ("They met on Friday.", "他们星期五星期五星期五见面。", "zh", "repeated-words"),
    ("They met on Friday.", "Mereka ⁇ bertemu hari Jumat.", "id", "corrupted-text"),
    ("The 'Act' passed.", "&#39;Undang-undang&#39; disahkan.", "id", "corrupted-text"),
    ("They met on Friday.", "__id__ Mereka bertemu hari Jumat.", "id", "corrupted-text"),
    ("They met on Friday.", "mya_Mymr သူတို့ သောကြာနေ့တွင် တွေ့ဆုံခဲ့သည်။", "my", "corrupted-text"),
    ("They met on Friday in Bangkok to talk.", "", "id", "truncated"),
    ("See https://example.org/a_b for more.", "Lihat https://example.org/a b.", "id", "address-changed"),
]


@pytest.mark.parametrize(("source", "target", "lang", "slug"), WRONG)
def test_a_planted_fault_is_found(source: str, target: str, lang: str, slug: str) -> None:
    assert slug in slugs(source, target, lang)


def test_words_to_keep_must_stay() -> None:
    source, keep = "Li Keqiang met Mr Tan.", ("Li Keqiang",)
    assert slugs(source, "Li Keqiang bertemu Tuan Tan.", "id", keep=keep) == []
    assert "kept-words-changed" in slugs(source, "Li Keqang bertemu Tuan Tan.", "id", keep=keep)


def test_a_term_must_be_rendered_as_told() -> None:
    source = "The Belt and Road Initiative grows."
    entry = TermEntry(
        source="Belt and Road Initiative",
        target="Inisiatif Sabuk dan Jalan",
        accepted=("Prakarsa Sabuk dan Jalan",),
        forbidden=("OBOR",),
    )
    match = TermMatch(span=Span(4, 28), entry=entry)

    def found(target: str) -> list[str]:
        pair = Pair(source=source, target=target, source_lang="en", target_lang="id", terms=(match,))
        return [finding.rule.slug for finding in check_pair(pair)]

    assert found("Inisiatif Sabuk dan Jalan tumbuh.") == []
    assert found("Prakarsa Sabuk dan Jalan tumbuh.") == []
    assert found("Inisiatif Ikat Pinggang tumbuh.") == ["term-not-used"]
    assert found("Inisiatif Sabuk dan Jalan (OBOR) tumbuh.") == ["forbidden-word"]


def test_a_finding_points_at_the_words() -> None:
    pair = Pair(source="15 came.", target="Ada 25 orang.", source_lang="en", target_lang="id")
    (finding,) = check_pair(pair)
    assert finding.source == Span(0, 2)
    assert finding.target == Span(4, 6)
    assert "15" in finding.message
    assert "25" in finding.message


MORE = [
    ("On 16 July they met.", "Mereka bertemu pada 16 Juni.", "id", "date-differs"),
    ("They met in July 2021.", "他们于2021年6月见面。", "zh", "date-differs"),
    ("They met on 16 July 2021.", "พวกเขาพบกันเมื่อวันที่ 16 มิถุนายน 2021", "th", "date-differs"),
    ("It rose from 10 to 15 per cent.", "Angka itu naik 15 hingga 10 persen.", "id", "range-reversed"),
    ('He said: "We agree."', 'Ia berkata: "Kami setuju.', "id", "quotes-differ"),
    ("ASEAN (ten states) met.", "ASEAN (sepuluh negara bertemu.", "id", "brackets-differ"),
    ("They signed the declaration.", "Mereka menandatangani deklarasi itu", "id", "cut-short"),
    ("They signed the declaration.", "ពួកគេបានចុះហត្ថលេខាលើសេចក្តីប្រកាស", "km", "cut-short"),
    ("They signed the declaration.", "Mereka menandatangani", "id", "truncated"),
    ("They signed the declaration.", "ពួកគេបានចុះហត្ថលេខា", "km", "truncated"),
    ("They signed the declaration in Bangkok on Friday.", "พวกเขาลงนาม", "th", "truncated"),
    ("They signed the declaration.", "พวกเขาลงนามในปฏิญญาแ", "th", "truncated"),
    ("They signed the declaration, he said.", "ພວກເຂົາລົງນາມໃນຖະແຫຼງການທີ່ເ", "lo", "truncated"),
    ("They signed the declaration.", "Mereka menandatangani deklarasi itu. " * 4, "id", "unusual-length"),
    ("Ben Crenshaw spoke.", "Ben Crenshow berbicara.", "id", "name-altered"),
    ("Five rallies were held.", "Rapat umum diadakan.", "id", "number-word-missing"),
    ("Five rallies were held.", "6 rapat umum diadakan.", "id", "number-differs"),
    ("It fell in the eighth year.", "ມັນຕົກລົງໃນປີທີ ນີ້", "lo", "number-word-missing"),
    ("It fell in the second year.", "វាបានធ្លាក់ចុះនៅឆ្នាំទី ។", "km", "number-word-missing"),
    (
        "In 2010 waves of up to 10 metres came.",
        "Pada 2553 ombak setinggi 10 meter datang.",
        "id",
        "number-differs",
    ),
    ("The man, 41, spoke.", "Lelaki itu bercakap.", "ms", "number-differs"),
    ("The man, 41, spoke.", "ชายวัย ปีกล่าว", "th", "number-differs"),
    ("It lies 45 miles (72 km) away.", "Fica a milhas (72 km).", "pt", "number-differs"),
    ("It lies 385 miles away.", "Letaknya 585 mil dari sini.", "id", "number-differs"),
    ("It takes six hours.", "ကြာချိန်မှာ () နာရီဖြစ်သည်။", "my", "brackets-empty"),
    # What belongs to a number has stayed without it: a counter, a scale, the other half of a score.
    ("Ten villages were hit.", "ရွာပေါင်း ခုသာ ထိခိုက်သည်။", "my", "number-word-missing"),
    ("Six million people fled.", "လူ သန်းကျော် ထွက်ပြေးသည်။", "my", "number-word-missing"),
    ("They scored on the quarter-hour mark.", "အချိန် မိနစ်တွင် ဂိုးသွင်းသည်။", "my", "number-word-missing"),
    ("Sales rose three per cent.", "ยอดขายเพิ่มขึ้น เปอร์เซ็นต์", "th", "number-word-missing"),
    ("The four lost 5&4.", "四人以5&落败。", "zh", "number-differs"),
    ("The four lost 5&4.", "四人以5&1落败。", "zh", "number-differs"),
    ("It lies 45 miles (72 km) away.", "距离 英里（72公里）。", "zh", "number-differs"),
    ("A 20-year-old and two others came.", "วัย ปี และอีกสองคนมา", "th", "number-differs"),
    ("He lives on the fifth floor.", "他住在第层。", "zh", "number-word-missing"),
    ("They left in May last year.", "Họ rời đi vào tháng năm ngoái.", "vi", "date-differs"),
    ("They leave at the end of March.", "Họ rời đi vào cuối tháng.", "vi", "date-differs"),
    ("It can win 3.", "สามารถชนะได้", "th", "number-differs"),
    ("They met.", "ທ ີພົບກັນ", "lo", "misplaced-sign"),
    ("They met on Friday in the capital.", "ที่ ่ ้ ๊ ๋ พบกันวันศุกร์", "th", "corrupted-text"),
]


@pytest.mark.parametrize(("source", "target", "lang", "slug"), MORE)
def test_a_further_fault_is_found(source: str, target: str, lang: str, slug: str) -> None:
    assert slug in slugs(source, target, lang)


ALSO_RIGHT = [
    ("On 16 July they met.", "Mereka bertemu pada 16 Juli.", "id"),
    ("They met in July 2021.", "他们于2021年7月见面。", "zh"),
    ("They met on 16 July 2021.", "Họ gặp nhau ngày 16 tháng 7 năm 2021.", "vi"),
    ("They may meet in May.", "Mereka mungkin bertemu pada bulan Mei.", "id"),
    ("Macedonia voted.", "Makedonia memberi suara.", "id"),
    ("ASEAN met.", "ASEAN bertemu.", "id"),
    ("They met (in Bangkok).", "พวกเขาพบกัน (ในกรุงเทพฯ)", "th"),
    ("No, no, no.", "Tidak, tidak, tidak.", "id"),
    ("Pump it out, pump it out, he sang.", "Pompa habis, pompa habis, pompa habis, ia bernyanyi.", "id"),
    ("It begins at 1200 GMT.", "เริ่มเวลา 12.00 น. GMT", "th"),
    ("It began at 11:35 p.m.", "เริ่มเวลา 23.35 น.", "th"),
    ("It covers 20 square kilometres.", "Luasnya mencapai 20 km2.", "id"),
    ("It took two weeks.", "இரண்டே வாரங்கள் ஆனது.", "ta"),
    ("The 1930s were hard.", "Tahun 30-an itu berat.", "id"),
    ("Tens of thousands came.", "လူ ၁ သောင်း လာသည်။", "my"),
    ("It is 200 miles away.", "Fica a 300 km.", "pt"),
    ("They sank from five to ten per cent.", "Họ giảm từ năm đến mười phần trăm.", "vi"),
    ("They work a four-day week.", "他们每周四天工作。", "zh"),
    ("They work a four-day week.", "他们一周四天工作。", "zh"),
    ("They must appear after 60 days.", "他们必须在两个月后出庭。", "zh"),
    ("It took two weeks.", "Mất 14 ngày.", "vi"),
    ("It was removed at 1200 GMT.", "Nó bị dỡ bỏ lúc 12h00 GMT.", "vi"),
    ("It began at 12:30 a.m.", "Bắt đầu lúc 0:30.", "vi"),
    ("It was his eighth album.", "Itu album kelapannya.", "ms"),
    ("It has 3.5 million viewers.", "ມັນມີຜູ້ຊົມ 3.5 ລ້າ\u200bນ ຄົນ", "lo"),
    ("They left in May.", "Họ rời đi vào tháng năm.", "vi"),
    ("They won 2&1.", "သူတို့ ၂/၁ ဖြင့် နိုင်သည်။", "my"),
    ("Millions of people came.", "လူ သန်းပေါင်းများစွာ လာသည်။", "my"),
    ("Ten villages were hit.", "ရွာ ၁၀ ခု ထိခိုက်သည်။", "my"),
    ("Livingston won 10-6.", "Livingston menang 10-6.", "id"),
]


# What professionals leave out too: a warning, and no error.
LEFT_OUT = [
    ("In the second half they led.", "Mereka unggul sesudah turun minum.", "id"),
    ("Two rallies were held.", "Rapat umum diadakan.", "id"),
    ("The 34-year-old says she will.", "သူမက လုပ်မည်ဟု ဆိုသည်။", "my"),
    ("It lies 45 miles (72 km) away.", "Fica a 72 km de distância.", "pt"),
    ("Six people came.", "လူများ လာကြသည်။", "my"),
    ("He lives in a fifth-floor room.", "他住在一个房间里。", "zh"),
]


@pytest.mark.parametrize(("source", "target", "lang"), LEFT_OUT)
def test_what_people_leave_out_is_only_a_warning(source: str, target: str, lang: str) -> None:
    assert slugs(source, target, lang) == ["detail-left-out"]


@pytest.mark.parametrize(("source", "target", "lang"), ALSO_RIGHT)
def test_what_is_right_has_no_finding(source: str, target: str, lang: str) -> None:
    assert slugs(source, target, lang) == []


LONG = "The ministers met in Bangkok on Friday, signed the declaration and went home by train."
WHOLE = "Para menteri bertemu di Bangkok pada hari Jumat, menandatangani deklarasi dan pulang naik kereta."


def test_the_more_signs_of_a_lost_end_the_less_must_be_missing() -> None:
    assert slugs(LONG, WHOLE, "id") == []
    assert slugs(LONG, WHOLE[:-1], "id") == ["cut-short"]
    shorter = "Para menteri bertemu di Bangkok pada hari Jumat, menandatangani deklarasi"
    assert slugs(LONG, shorter, "id") == ["truncated"]
    assert slugs(LONG, f"{shorter}.", "id") == []
    # A heading has no stop; only its length tells.
    assert slugs(LONG[:-1], shorter, "id") == []
    assert slugs(LONG[:-1], "Para menteri bertemu di Bangkok", "id") == ["truncated"]


def test_a_colon_ends_only_what_the_source_goes_on_with() -> None:
    assert slugs("The minister said:", "Menteri itu berkata:", "id") == []
    assert slugs("The minister said so.", "Menteri itu berkata begitu:", "id") == ["cut-short"]


def test_a_quotation_left_open_counts_for_a_lost_end() -> None:
    source = f'He said: "{LONG}"'
    shorter = "เขากล่าวว่า “รัฐมนตรีประชุมกันที่กรุงเทพฯ เมื่อวันศุกร์และลงนาม"
    assert "truncated" in slugs(source, shorter, "th")
    assert slugs(source, f"{shorter}”", "th") == []


THAI = "รัฐมนตรีของประเทศสมาชิกทั้งสิบประเทศพบกันที่กรุงเทพฯ "
BURMESE = "ဝန်ကြီးများသည် သောကြာနေ့တွင် ဘန်ကောက်၌ တွေ့ဆုံပြီး ကြေညာချက်ကို လက်မှတ်ရေးထိုး"


@pytest.mark.parametrize(
    ("lost", "whole", "lang"),
    [
        # A word that another must follow, half a word, and a word that sentences end with.
        (f"{THAI}ลงนามใน", f"{THAI}ลงนาม", "th"),
        (f"{THAI}และเศร", f"{THAI}แล้ว", "th"),
        # A Burmese sentence ends with a particle of its verb.
        (BURMESE, f"{BURMESE}ခဲ့ကြသည်", "my"),
        (f"{BURMESE.removesuffix('လက်မှတ်ရေးထိုး')}", f"{BURMESE}ခဲ့ကြသည်", "my"),
    ],
)
def test_how_a_sentence_ends_tells_what_is_lost(lost: str, whole: str, lang: str) -> None:
    source = (
        "The ministers of all ten member states met in Bangkok, signed a statement about trade and went home."
    )
    assert "truncated" in slugs(source, lost, lang)
    assert "truncated" not in slugs(source, whole, lang)


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ("เขาไม่ต้องการ", "th", False),
        ("เขาเริ่มมีการ", "th", True),
        ("พวกเขากลับบ้าน", "th", False),
        ("พวกเขากลับบ้านเศร", "th", True),
        ("พบกันจริงๆ", "th", False),
        ("พบกับปาร์ค", "th", False),
        ("ພວກເຂົາພົບກັນໃນ", "lo", True),
        ("ພວກເຂົາພົບກັນ", "lo", False),
        ("ဘန်ကောက်တွင်", "my", True),
        ("တွေ့ဆုံခဲ့သည်", "my", False),
        ("သူတို့ တွေ့ဆုံကြမလား", "my", False),
        ("သူတို့ တွေ့ဆုံပြီး သ", "my", True),
        ("They met in", "id", False),
    ],
)
def test_words_that_another_must_follow_are_known(text: str, lang: str, *, expected: bool) -> None:
    assert expects_more(text, lang) is expected


def test_a_burmese_sentence_ends_with_its_verb_or_with_who_is_spoken_to() -> None:
    assert not lacks_finite_ending("ကျွန်တော် ချစ်တယ်", "my")
    assert not lacks_finite_ending("ကျွန်တော် ချစ်တယ် ဒါလင်", "my")
    assert lacks_finite_ending("ကျွန်တော်သည် ဒါလင်", "my")
    assert not lacks_finite_ending("Saya cinta", "id")


@pytest.mark.parametrize(
    ("source", "target", "lang", "expected"),
    [
        ("They met on Friday, he said.", "พวกเขาพบกันวันศุกร์ เขากล่าว", "th", False),
        ("They met on Friday, he said.", "พวกเขาพบกันวันศุกร์", "th", True),
        ("They won’t meet.", "พวกเขาจะไม่พบกัน", "th", False),
        ("They won't meet.", "พวกเขาจะพบกัน", "th", True),
        ("They met on Friday.", "သူတို့ သောကြာနေ့တွင် တွေ့ဆုံသည်။", "my", False),
        ("They met on Friday.", "သူတို့ တွေ့ဆုံသည်။", "my", True),
        ("They met on Friday.", "Mereka bertemu.", "id", False),
    ],
)
def test_a_word_that_no_translation_does_without_is_missed(
    source: str, target: str, lang: str, *, expected: bool
) -> None:
    pair = Pair(source=source, target=target, source_lang="en", target_lang=lang)
    assert lacks_indispensable_word(pair) is expected
    assert not lacks_indispensable_word(replace(pair, source_lang="zh-Hans"))


def test_the_original_of_a_name_makes_no_translation_longer() -> None:
    def deviation(target: str) -> float:
        source = "Hurricane Rosa will bring rain to Arizona."
        return compare_lengths(
            Pair(source=source, target=target, source_lang="en", target_lang="th")
        ).deviation

    plain = "พายุโรซา จะนำฝนมาสู่แอริโซนา"
    assert deviation(plain) == deviation("พายุโรซา (Hurricane Rosa) จะนำฝนมาสู่แอริโซนา (Arizona)")
    # What the source doesn't say is something new.
    assert deviation(plain) < deviation("พายุโรซา (ซึ่งรุนแรงมาก) จะนำฝนมาสู่แอริโซนา")


def test_a_low_score_is_told() -> None:
    pair = Pair(source="They met.", target="Mereka bertemu.", source_lang="en", target_lang="id", score=-2.5)
    assert [finding.rule.slug for finding in check_pair(pair)] == ["low-confidence"]


@pytest.mark.parametrize(
    ("text", "lang", "mended", "found"),
    [
        ("บทความนี้เผยแพร่แล้ว.", "th", "บทความนี้เผยแพร่แล้ว", ["end-punctuation-mended"]),
        ("ใน พ.ศ.", "th", "ใน พ.ศ.", []),
        ("បានបើក.", "km", "បានបើក។", ["end-punctuation-mended"]),
        ("បានថា៖", "km", "បានថា\u00a0៖", ["spacing-mended"]),
        ("ဖွင့်ခဲ့သည်.", "my", "ဖွင့်ခဲ့သည်။", ["end-punctuation-mended"]),
        ("他们来了,走了.", "zh-Hans", "他们来了，走了。", ["spacing-mended", "end-punctuation-mended"]),
        ("ທໍາອິດ", "lo", "ທຳອິດ", ["spacing-mended"]),
        ("Mereka bertemu.", "id", "Mereka bertemu.", []),
    ],
)
def test_what_is_beyond_doubt_is_mended(text: str, lang: str, mended: str, found: list[str]) -> None:
    outcome = fix_target(text, lang)
    assert outcome.value == mended
    assert [diagnostic.rule.slug for diagnostic in outcome.diagnostics] == found
    assert fix_target(outcome.value, lang).value == mended


@pytest.mark.parametrize("char", ["1", "a ", "๑", "၀", "(", "ທີ", "一", "tháng ", "ที่", "x.", "1,"])
def test_no_text_is_too_hostile(char: str) -> None:
    text = char * 4000
    pair = Pair(source=text, target=text, source_lang="en", target_lang="th")
    check_pair(pair)
    check_pair(replace(pair, target_lang="zh"))
    check_pair(replace(pair, source_lang="zh-Hans", target_lang="my"))
