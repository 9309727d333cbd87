from __future__ import annotations

import pytest

from forumpub.translate.sentences import primary_language, split_paragraphs, split_sentences

from limits import count_calls


def sentences_of(text: str, lang: str = "en") -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text, lang)]


ONE = [
    ("en", "Mr. Xu met Gov. Cruz of the U.S. Embassy on Jan. 5."),
    ("en", "J. P. Morgan and Xiao Co., Ltd. signed at 5 p.m. Friday."),
    ("en", "It is No. 3 of the list, e.g. Wuhan (the port is meant. It is big) and Qinzhou."),
    ("en", "“Why?” he asked."),
    ("en", "1. The forum opens."),
    ("id", "PT. Telkom Tbk. bertemu Dr. Ir. H. Airlangga, S.E., M.T. dan Prof. Bambang pada 5 Jan. 2021."),
    ("id", "“Baik!” kata Menteri."),
    ("ms", "Encik Mohd. Ali bin Hj. Abu dari Maju Sdn. Bhd. hadir pada 5 Mac. 2021."),
    ("vi", "GS. TS. Trần B. nói tại TP. Hồ Chí Minh ngày 16.7.2021."),
    ("tl", "Sinabi nina Gng. Reyes at Bb. Ana na si G. Cruz ay darating sa Hul. 16."),
    ("pt", "O Sr. Silva e a Sra. Dra. Costa chegaram no dia 5."),
    ("th", "เมื่อวันที่ 16 ก.ค. พ.ศ. 2564 ดร. สมชาย และ รศ. ดร. สมหญิง มาถึงเวลา 10.00 น. ที่อู่ฮั่น"),
    ("lo", "ທ່ານ ດຣ. ສົມສັກ ມາຮອດນະຄອນຫຼວງ."),
    ("km", "លោកបានមើលកុំព្យូទ័រ ទូរស័ព្ទ ។ល។"),
    ("my", "ဒေါက်တာဦးဘ၊ ဒေါ်မြ တို့ တက်ရောက်ကြသည်။"),
    ("ta", "முதலமைச்சர் திரு. மு. க. ஸ்டாலின் மற்றும் எம்.ஜி.ஆர். கூறினர்."),
    ("zh-Hans", "参加者达2.5亿人；主办方很高兴。"),
    ("zh-Hans", "“数字经济很重要。”他说。"),
    ("zh-Hans", "「很好！」李明对记者表示，他会再来。"),
]


@pytest.mark.parametrize(("lang", "text"), ONE)
def test_one_sentence(lang: str, text: str) -> None:
    assert sentences_of(text, lang) == [text]


MANY = [
    ("en", "He left the U.S.|The forum went on.|But why?|Nobody knew."),
    ("en", "It ended at 5 p.m.|The guests left.|“Go on,” he said.|(That was in 2020.)|They did..."),
    ("en", "It was in Jan.|They met Xiao Co., Ltd.|The firm grew.|He said no.|Three left."),
    ("en", 'He said: "It is done.|Go home!"|Then he left.'),
    (
        "id",
        "Ia tiba di Jakarta.|Menurut Dr. Ali, itu penting!|Benarkah?|“Ya.”|Pertemuan selesai pukul 10.30.",
    ),
    ("ms", "Beliau tiba di Kuala Lumpur.|Mesyuarat itu dianjurkan oleh Maju Sdn. Bhd.|Beliau gembira."),
    ("vi", "Kim ngạch đạt 2,5 tỷ USD.|Ông Nguyễn Văn A. phát biểu.|Tại sao?|“Tốt.”"),
    ("tl", "Handa na sila.|Ayon kay Gng. Reyes, darating si Dr. Santos.|Bakit?|Ang pulong ay natapos."),
    ("th", "เขามาถึงแล้ว!|จริงหรือ?|ใช่"),
    ("lo", "ເສດຖະກິດດິຈິຕອນສໍາຄັນ.|ກອງປະຊຸມຈັດຂຶ້ນທີ່ນະຄອນຫຼວງ."),
    ("km", "សេដ្ឋកិច្ចឌីជីថលសំខាន់ណាស់។|សន្និសីទធ្វើឡើងនៅភ្នំពេញ៕"),
    ("my", "ဝန်ကြီးချုပ်က ပြောကြားသည်။|ဒီဂျစ်တယ်စီးပွားရေးသည် အရေးကြီးသည်။"),
    ("ta", "டாக்டர் ராமன் வந்தார்.|இது முக்கியம்!|ஏன்?|ஆம்."),
    ("zh-Hans", "“好！”|会议在武汉举行。|他问：“为什么？|怎么办？”|（记者 邹浩）论坛闭幕。"),
]


@pytest.mark.parametrize(("lang", "marked"), MANY)
def test_several_sentences(lang: str, marked: str) -> None:
    expected = marked.split("|")
    glue = "" if lang.startswith("zh") else " "
    assert sentences_of(glue.join(expected), lang) == expected


def test_a_quotation_mark_goes_with_the_sentence_that_it_opens() -> None:
    assert sentences_of('会议开幕。"好的。大家来。"他们走了。', "zh-Hans") == [
        "会议开幕。",
        '"好的。',
        '大家来。"',
        "他们走了。",
    ]


def test_marks_alone_are_no_sentence() -> None:
    assert sentences_of("Done. ” ... Go on.") == ["Done. ” ...", "Go on."]
    assert sentences_of("…… 。") == ["…… 。"]


def test_a_bracket_that_nobody_closes_holds_no_more_than_a_few_sentences() -> None:
    text = "It (" + "It is a long day in Wuhan. " * 40 + "The end."
    assert len(sentences_of(text)) > 20


def test_paragraphs_are_split_each_for_itself() -> None:
    texts = ("We met Mr.", "Xu left 😀. Yes.", "", "  ", "No.", "5 came. Odd \ud800 here.")
    found = split_paragraphs(texts, "en")
    words = [[text[s.start : s.end] for s in spans] for text, spans in zip(texts, found, strict=True)]
    assert words == [
        ["We met Mr."],
        ["Xu left 😀.", "Yes."],
        [],
        [],
        ["No."],
        ["5 came.", "Odd \ud800 here."],
    ]


@pytest.mark.parametrize(
    ("tag", "expected"), [("zh-Hans", "zh"), ("fil", "tl"), ("und", "en"), ("", "en"), ("pt_BR", "pt")]
)
def test_the_primary_language(tag: str, expected: str) -> None:
    assert primary_language(tag) == expected


@pytest.mark.parametrize("unit", ["A. ", "Mr. ", "( ", '"', "1. ", "! ? ", "ก.", "a (b. C) ", "“x” ", "。"])
def test_work_is_linear(unit: str) -> None:
    lang = "th" if unit == "ก." else "en"
    short = count_calls(lambda: split_sentences(unit * 500, lang))
    long = count_calls(lambda: split_sentences(unit * 2000, lang))
    assert long < max(6 * short, 5000)
