from __future__ import annotations

import pytest

from forumpub.model import Article, BackgroundKind, BlockType, Dateline
from forumpub.transform import enrich
from forumpub.transform.abbreviations import find_long_form, list_abbreviations
from forumpub.transform.background import list_background
from forumpub.transform.clauses import read_context
from forumpub.transform.figures import MOST_FIGURES, list_figures
from forumpub.transform.headline import count_signs
from forumpub.transform.key_points import choose_key_points
from forumpub.transform.sentences import read_sentences
from made_articles import Piece, chinese_article, make_article, quote, seed_article

from limits import cpu_limit


def figures_of(article: Article) -> list[tuple[str, str, str]]:
    facts = list_figures(article, read_sentences(article)).facts
    return [(figure.value, figure.context, figure.para) for figure in facts.key_figures]


def values_of(*texts: str, lang: str = "en") -> list[str]:
    return [value for value, _, _ in figures_of(make_article(*texts, lang=lang)[0])]


def background_of(article: Article) -> list[tuple[str, str, str | None]]:
    facts = list_background(article, read_sentences(article)).facts
    return [(fact.kind.value, fact.text, fact.para) for fact in facts.background]


def abbreviations_of(*texts: str, lang: str = "en") -> list[tuple[str, str, bool]]:
    facts = list_abbreviations(make_article(*texts, lang=lang)[0]).facts
    return [(found.short, found.long, found.derived) for found in facts.abbreviations]


def test_the_seed_has_four_figures() -> None:
    article = enrich(*seed_article()).value
    assert [(f.value, f.para) for f in article.facts.key_figures] == [
        ("July 16", "b1p1"),
        ("2021 to 2025", "b3p1"),
        ("30 years", "b4p1"),
        ("2020", "b4p2"),
    ]
    context = {f.value: f.context for f in article.facts.key_figures}
    assert context["30 years"] == "2021 will be 30 years since China-ASEAN has established dialogue relations"
    assert context["2021 to 2025"].endswith("China-ASEAN Digital Economy Partnership, 2021 to 2025")
    assert "bilateral trade volume" in context["2020"]


def test_the_chinese_original_has_its_figures() -> None:
    article = enrich(*chinese_article()).value
    assert [f.value for f in article.facts.key_figures] == ["7月16日", "2021-2025", "30周年"]


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("th", "การค้าเพิ่มขึ้นร้อยละ ๕.๒ ในปีนี้", ["ร้อยละ ๕.๒"]),
        ("km", "តម្លៃ 3 ពាន់លានដុល្លារ កើន៥ភាគរយ", ["3 ពាន់លានដុល្លារ", "៥ភាគរយ"]),
        ("lo", "ມູນຄ່າ 3 ຕື້ກີບ ເພີ່ມຂຶ້ນ 5,2 ເປີເຊັນ", ["3 ຕື້ກີບ", "5,2 ເປີເຊັນ"]),
        ("my", "ဒေါ်လာ ၃ ဘီလီယံ နှင့် ၅.၂ ရာခိုင်နှုန်း", ["ဒေါ်လာ ၃ ဘီလီယံ", "၅.၂ ရာခိုင်နှုန်း"]),
        ("ta", "3 மில்லியன் டாலர், 5.2 சதவீதமாக", ["3 மில்லியன் டாலர்", "5.2 சதவீதமாக"]),
        (
            "pt",
            "Custa 3 mil milhões de dólares, mais 5,2 por cento.",
            ["3 mil milhões de dólares", "5,2 por cento"],
        ),
        ("tl", "Umabot sa 3 bilyong dolyar, 5 porsiyento.", ["3 bilyong dolyar", "5 porsiyento"]),
        # One end of a range is a wrong number, and so is what no word says the unit of.
        ("th", "เพิ่มขึ้นร้อยละ 5 ถึง 7 ในปีนี้", []),
        ("pt", "Sobe 5 a 7 por cento.", []),
        ("km", "មាន 5 នាក់", []),
        ("id", "di persentil 5", []),
    ],
)
def test_each_language_names_its_units(lang: str, text: str, values: list[str]) -> None:
    assert values_of(text, lang=lang) == values


@pytest.mark.parametrize(
    ("text", "value"),
    [
        # Captions are in capitals, and headlines capitalise: "$5" of "$5 Billion" is a wrong number.
        ("THE FUND HOLDS $911.7 BILLION.", "$911.7 BILLION"),
        ("It rose to $5 Billion.", "$5 Billion"),
        ("EXPORTS ROSE 5 PERCENT.", "5 PERCENT"),
        ("IT HOLDS $1.2 TO $1.5 BILLION.", "$1.2 TO $1.5 BILLION"),
        ("IT COST 40 MILLION US DOLLARS.", "40 MILLION US DOLLARS"),
        ("Trade rose 5.2 per cent.", "5.2 per cent"),
        ("Trade rose 20% in spring.", "20%"),
        ("It cost $1.2 billion.", "$1.2 billion"),
        ("It cost US$3,400.", "US$3,400"),
        ("It cost 3,400 million yuan.", "3,400 million yuan"),
        ("She has led twelve apprentices.", "twelve apprentices"),
        ("About 2,000 delegates came.", "2,000 delegates"),
        ("There are 30 new lines.", "30 new lines"),
        ("They have waited since 2010.", "2010"),
        ("They met from 2019 to 2021.", "2019 to 2021"),
        ("It was the 30th anniversary.", "30th anniversary"),
        ("The route is 23 km long.", "23 km"),
        *[
            (f"Exports fell to {value} last year.", value)
            for value in (
                "$1.2bn", "$1.2 bn", "US$1.2bn", "$1.2B", "$1.2-billion", "$340m", "$340mn", "€3.4tn", "$5k",
                "RM5.3mil", "S$3.5 crore", "Rp1.2tn", "Rp 1,2 triliun", "₱20 million", "฿300", "500.000 ₫",
                "-$5bn", "1.2-billion dollars", "2.3 billion US dollars", "500 billion kyat", "3 lakh crore",
                "$1.2 to $1.5 billion", "$1.2–1.5 billion", "$1.2 billion to $1.5 billion", "$80 a barrel",
                "-3.5%", "minus 3.5 percent", "5 to 6 percent", "5%-6%", "25bps", "25 basis points", "5 pct",
                "12 million TEU", "3.4 million TEUs", "12,000 MW", "5GW", "300 km²", "300 square kilometers",
                "-5°C", "25-30°C", "10 000 people", "2 1/2 million people", "3,5 million visitors",
                "One hundred and twenty million people", "two million people", "10 to 15 people",
                "1.5m people",
                "12 million Indonesian workers",
            )
        ],
    ],
)  # fmt: skip
def test_english_figures(text: str, value: str) -> None:
    assert values_of(text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "She opened a studio at 23 and taught.",
        "It began at 6:30 and at 4 p.m. too.",
        "COVID-19 and 5G changed it.",
        "The two parties met for five years.",
        "See 10.1.2 and 192.168.0.1 there.",
        "The ton and the city are ninety.",
        "They won 3-0 there, in 1.5m-tall shirts, for $5-a-day.",
        "They gave $5 to 12 people's children.",
        "1" * 50_000,
    ],
)
def test_what_is_no_figure(text: str) -> None:
    assert values_of(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("本次专列全程2300公里。", "2300公里"),
        ("我们准备了三百份早餐。", "三百份"),
        ("贸易增长百分之十。", "百分之十"),
        ("总金额超过800亿元。", "800亿元"),
        ("约３００名代表参加。", "３００名"),
        ("出口下降-2.1%。", "-2.1%"),
        ("增长负2.1%。", "负2.1%"),
        ("增长5%至6%，很快。", "5%至6%"),
        ("投资3至5亿元。", "3至5亿元"),
        ("出口约3.5万亿元。", "3.5万亿元"),
        ("运量500万标箱。", "500万标箱"),
        ("出口3万吨。", "3万吨"),
        ("人口1亿2000万人。", "1亿2000万人"),
        ("有数百万人。", "数百万人"),
        ("投资US$1.2亿。", "US$1.2亿"),
        ("合作计划从2021年至2025年。", "2021年至2025年"),
    ],
)
def test_chinese_figures(text: str, value: str) -> None:
    assert values_of(text, lang="zh-Hans") == [value]


@pytest.mark.parametrize("text", ["我们一家五口都报名了。", "一个人来了。", "第3次会议。"])
def test_what_is_no_chinese_figure(text: str) -> None:
    assert values_of(text, lang="zh-Hans") == []


def test_other_languages_have_shares_and_money_only() -> None:
    assert values_of("Le commerce a augmenté de 5 % en 2020, selon 30 experts.", lang="fr") == ["5 %"]
    assert values_of("Naik 5,2 persen menjadi Rp 1,2 triliun bagi 30 orang.", lang="id") == [
        "5,2 persen",
        "Rp 1,2 triliun",
    ]
    assert values_of("มูลค่า 5 แสนล้านบาทในปีนี้", lang="th") == ["5 แสนล้านบาท"]


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "941,755 universities on 1 May were open.", ["941,755 universities", "1 May"]),
        ("en", "On 1 May 941,755 universities were open.", ["1 May", "941,755 universities"]),
        ("en", "They had 18,000 Malaysian containers by 12 May.", ["18,000 Malaysian containers", "12 May"]),
        ("en", "Some 1,204 Filipinos returned on May 3.", ["1,204 Filipinos", "May 3"]),
        ("en", "It has 12,500 Kuala Lumpur residents.", ["12,500 Kuala Lumpur residents"]),
        ("en", "In all 12,500 May rallies took place.", []),
        ("id", "Ada 941.755 universitas pada 1 Mei.", ["941.755 universitas"]),
        ("id", "Ada 18 juta orang, 2,5 juta lebih.", ["18 juta orang"]),
        ("id", "Skornya 941,755 titik pada 1 Mei.", []),
        ("ms", "Terdapat 941,755 universiti pada 1 Mei.", ["941,755 universiti"]),
        ("tl", "May 941,755 na unibersidad noong 1 Mayo.", ["941,755 na unibersidad"]),
        ("pt", "Havia 941.755 universidades em 1 de maio.", ["941.755 universidades"]),
        ("vi", "Có 941.755 trường đại học vào ngày 1 tháng 5.", ["941.755"]),
        ("th", "มี 941,755 มหาวิทยาลัย ในวันที่ 1 พฤษภาคม", ["941,755"]),
        ("km", "មានសាកលវិទ្យាល័យ 941.755 នៅថ្ងៃទី 1 ឧសភា", ["941.755"]),
        ("lo", "ມີ 941.755 ມະຫາວິທະຍາໄລ", ["941.755"]),
        ("my", "တက္ကသိုလ် 941,755 ခု", ["941,755"]),
        ("ta", "941,755 பல்கலைக்கழகங்கள் உள்ளன.", ["941,755 பல்கலைக்கழகங்கள்"]),
        ("zh-Hans", "5月1日共有941,755所大学。", ["5月1日", "941,755所"]),
        ("fr", "Il y a 941,755 mètres.", []),
    ],
)
def test_thousands_set_apart_count_something(lang: str, text: str, values: list[str]) -> None:
    assert values_of(text, lang=lang) == values


def test_a_count_goes_before_days_where_there_are_too_many() -> None:
    days = " ".join(f"They met on {day} May." for day in range(1, 20))
    assert "941,755 Universities" in values_of(f"{days} 941,755 Universities met.")


def test_a_figure_is_listed_once_and_the_year_of_the_event_not_at_all() -> None:
    article, _ = make_article(
        "In 2021 30 people came.", "Then 30 people left.", dateline=Dateline(date="2021-07-16")
    )
    assert [value for value, _, _ in figures_of(article)] == ["30 people"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Trade rose 12.5% to US$ 911.7 billion.", ["12.5%", "US$ 911.7 billion"]),
        ("Profit fell 3% to 20 million people.", ["3%", "20 million people"]),
        ("It grew 5% to 7% a year.", ["5% to 7%"]),
        ("It grew 5%–7 per cent a year.", ["5%–7 per cent"]),
    ],
)
def test_a_share_by_which_a_sum_grew_is_no_part_of_a_range(text: str, values: list[str]) -> None:
    article, _ = make_article(text)
    assert [value for value, _, _ in figures_of(article)] == values


def test_of_many_figures_money_and_shares_stay() -> None:
    counts = [f"There were {number} people." for number in range(100, 120)]
    found = values_of(*counts, "It cost $5 million.", "It grew by 7%.")
    assert len(found) == MOST_FIGURES
    assert found[-2:] == ["$5 million", "7%"]


def test_a_context_is_one_piece_of_the_sentence() -> None:
    sentence = (
        "He said, after long talks, that 30 people, all of them young, would come to the forum in spring"
    )
    start = sentence.index("30 people")
    context = read_context(sentence, start, start + len("30 people"))
    assert "30 people" in context
    assert context in sentence


def test_a_context_of_a_sentence_without_marks_is_cut_at_blanks() -> None:
    sentence = "word " * 400 + "30 people " + "tail " * 400
    start = sentence.index("30 people")
    context = read_context(sentence, start, start + len("30 people"))
    assert len(context) <= 160
    assert context.startswith("word") and "30 people" in context and context.endswith("tail")


def test_the_background_of_the_seed() -> None:
    assert background_of(seed_article()[0]) == [
        (
            "organiser",
            "the International Economic and Technical Cooperation Center of the Ministry of Industry and "
            "Information Technology of China, the China-ASEAN Center, and the Wuhan Municipal Government",
            "b6p1",
        ),
        ("theme", "sharing new digital opportunities, discussing and cooperating for a new future", "b6p1"),
        ("host", "Wuhan, the host city of the forum", "b7p1"),
    ]


def test_the_background_of_the_chinese_original() -> None:
    assert background_of(chinese_article()[0]) == [
        ("organiser", "中国—东盟中心、武汉市人民政府", "b6p1"),
        ("theme", "共享数字新机遇，共商合作新未来", "b6p1"),
    ]


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        (
            "The fair, hosted by the Port Office of Qinzhou, will run until Friday.",
            "host",
            "the Port Office of Qinzhou",
        ),
        ("Organized by the Bank of China, it opened.", "organiser", "the Bank of China"),
        ("Under the theme “Green ports,” the fair opened.", "theme", "Green ports"),
        ("The theme of this roundtable was “Towards 2025”.", "theme", "Towards 2025"),
    ],
)
def test_english_background(text: str, kind: str, found: str) -> None:
    assert background_of(make_article(text)[0]) == [(kind, found, "b1p1")]


def test_volunteers_are_no_organiser_and_a_quote_is_no_background() -> None:
    article, _ = make_article(
        "The event was organized by volunteers.", quote("It was hosted by China.", "Li Wei", "Mayor")
    )
    assert background_of(article) == []
    assert [kind.value for kind in BackgroundKind] == ["organiser", "theme", "host"]


def test_abbreviations_are_expanded_as_the_article_does() -> None:
    assert abbreviations_of(
        "The Association of Southeast Asian Nations (ASEAN) met.",
        "RCEP (Regional Comprehensive Economic Partnership) is in force, said ASEAN.",
    ) == [
        ("ASEAN", "Association of Southeast Asian Nations", False),
        ("RCEP", "Regional Comprehensive Economic Partnership", False),
    ]


def test_known_abbreviations_are_derived_and_ambiguous_ones_need_an_article() -> None:
    assert abbreviations_of("China and ASEAN met the WHO.") == [
        ("ASEAN", "Association of Southeast Asian Nations", True),
        ("WHO", "World Health Organization", True),
    ]
    assert abbreviations_of("WHO is it? I saw XYZQ.", "THE WHO AND ASEAN MET") == []


def test_chinese_abbreviations() -> None:
    assert abbreviations_of("《区域全面经济伙伴关系协定》（简称“协定”）与东盟有关。", lang="zh-Hans") == [
        ("东盟", "东南亚国家联盟", True)
    ]
    assert abbreviations_of("武汉大学（以下简称“武大”）开学。", lang="zh-Hans") == [
        ("武大", "武汉大学", False)
    ]


@pytest.mark.parametrize(
    ("before", "short", "long"),
    [
        ("the United Nations ", "UN", "United Nations"),
        ("the Asia-Pacific Economic Cooperation ", "APEC", "Asia-Pacific Economic Cooperation"),
        ("it was found (in June) ", "IJ", None),
        ("words that spell nothing ", "XYZ", None),
        ("", "AB", None),
    ],
)
def test_long_forms(before: str, short: str, long: str | None) -> None:
    assert find_long_form(before, short) == long


def test_key_points_of_the_seed_are_its_own_sentences() -> None:
    article = enrich(*seed_article()).value
    paras = {para.id: para.text for block in article.blocks for para in block.paras}
    points = article.facts.key_points
    assert 2 <= len(points) <= 5
    assert all(point.text in paras[point.para or ""] for point in points)
    starts = [point.text[:12] for point in points]
    assert {"Xu Kemin bel", "Chen Dehai, ", "In 2020, des"} <= set(starts)
    assert article.facts.lead is not None and article.facts.lead not in points


def test_a_sentence_with_a_slip_is_no_key_point() -> None:
    article = enrich(*seed_article()).value
    assert not any("build A close" in p.text or "advantages The" in p.text for p in article.facts.key_points)


def test_key_points_do_not_repeat_one_another() -> None:
    text = "The new port of Qinzhou handled 300 ships in the first month of the year."
    article, _ = make_article(text, text, text, headline="X")
    article = choose_key_points(article, read_sentences(article), ())
    assert article.facts.key_points == ()  # one sentence, said three times, makes no list


def test_chinese_key_points() -> None:
    points = enrich(*chinese_article()).value.facts.key_points
    assert len(points) == 2
    assert all("许科敏" in point.text or "陈德海" in point.text for point in points)


def test_questions_sounds_and_scraps_are_no_key_points() -> None:
    article, _ = make_article(
        Piece(BlockType.NATSOUND, "Please take your seats, the train is about to leave the station now."),
        "Will the forum bring the two sides closer together in the years to come?",
        "No.",
    )
    assert choose_key_points(article, read_sentences(article), ()).facts.key_points == ()


@pytest.mark.parametrize(
    "text",
    [
        "1,1," * 100_000,
        "$1" * 200_000,
        "30 x, " * 60_000,
        "hosted by The " * 30_000,
        'with the theme of "' * 20_000,
        "由中国" * 100_000,
        "一" * 300_000,
        "(AB" * 100_000,
        "Xx (AB) " * 50_000,
        "in 2020 " * 50_000,
        "A b, the host city of the " * 15_000,
        "a" * 200_000,
        "July " * 60_000,
        "Li Wei, " * 50_000,
        "“" * 200_000,
        "the " * 80_000,
        "a , A b " * 40_000,
        "x A y " * 50_000,
    ],
    ids=lambda text: text[:12],
)
@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_hostile_text_takes_moments(text: str, lang: str) -> None:
    article, source = make_article(text, lang=lang)
    with cpu_limit():
        enriched = enrich(article, source).value
    assert enriched.blocks == article.blocks


def test_the_lead_of_a_burmese_report_is_a_whole_sentence() -> None:
    sentence = "ဆိပ်ကမ်းဖိုရမ်ကို ရန်ကုန်မြို့၌ ဖွင့်လှစ်ခဲ့ပြီး၊ ကုန်သွယ်မှု ၅ ရာခိုင်နှုန်း တိုးလာသည်။"
    article, source = make_article("ဖိုရမ်ဖွင့်သည်။", f"{sentence} နောက်တစ်ခု ရှိသည်။", lang="my")
    lead = enrich(article, source).value.facts.lead
    assert lead is not None
    assert lead.text == sentence


def test_a_headline_is_measured_in_signs_that_stand_side_by_side() -> None:
    assert count_signs("คำที่") == 3
    assert count_signs("e\u0301té") == 3
