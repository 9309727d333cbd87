"""Plans made by hand, for tests that need no layout.

`plan_of` gives a plan of any items in the shipped style; `full_plan` a briefing in English with every kind of
item; `sample_plan` every kind of item in any language and length. Its sentences are article 1 of the
Universal Declaration of Human Rights; no native reader has checked them here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from forumpub.env import FixedEnvironment
from forumpub.model import Article, Detection, SourceInfo
from forumpub.plan import (
    Bullets,
    Divider,
    Emphasis,
    Field,
    Heading,
    Item,
    Metadata,
    Plan,
    Quote,
    Run,
    SplitLine,
    Table,
    Text,
)
from forumpub.plan import texts_of as item_texts
from forumpub.render.renderer import Edition
from forumpub.styling import Page, Role, Style, load_style
from made_articles import seed_article

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "en": "All human beings are born free and equal in dignity and rights. They are endowed with reason "
        "and conscience and should act towards one another in a spirit of brotherhood.",
        "id": "Semua orang dilahirkan merdeka dan mempunyai martabat dan hak-hak yang sama. Mereka "
        "dikaruniai akal dan hati nurani dan hendaknya bergaul dalam semangat persaudaraan.",
        "ms": "Semua manusia dilahirkan bebas dan samarata dari segi kemuliaan dan hak-hak. Mereka mempunyai "
        "pemikiran dan perasaan hati dan hendaklah bertindak dengan semangat persaudaraan.",
        "vi": "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi. Mọi con "
        "người đều được tạo hoá ban cho lý trí và lương tâm và cần phải đối xử trong tình bằng hữu.",
        "tl": "Ang lahat ng tao’y isinilang na malaya at pantay-pantay sa karangalan at mga karapatan. "
        "Sila’y pinagkalooban ng katwiran at budhi at dapat magpalagayan sa diwa ng pagkakapatiran.",
        "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ ต่างมีเหตุผลและมโนธรรม "
        "และควรปฏิบัติต่อกันด้วยเจตนารมณ์แห่งภราดรภาพ",
        "lo": "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ, ສິດທິ, ເສລີພາບແລະຄວາມສະເໝີພາບເທົ່າທຽມກັນ. ທຸກໆຄົນມີເຫດຜົນ"
        "ແລະຄວາມຄິດຄວາມເຫັນສ່ວນຕົວຂອງໃຜຂອງມັນ.",
        "km": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។ មនុស្ស "
        "មានវិចារណញ្ញាណនិងសតិសម្បជញ្ញៈជាប់ពីកំណើត ហើយគប្បីប្រព្រឹត្ដចំពោះគ្នាទៅវិញទៅមក "
        "ក្នុងស្មារតីភាតរភាពជាបងប្អូន។",
        "my": "လူတိုင်းသည် တူညီလွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့်လည်းကောင်း၊ တူညီလွတ်လပ်သော အခွင့်အရေးများဖြင့်လည်းကောင်း၊ မွေးဖွားလာသူများဖြစ်သည်။",
        "ta": "மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்; அவர்கள் மதிப்பிலும், உரிமைகளிலும் "
        "சமமானவர்கள், அவர்கள் நியாயத்தையும் மனச்சாட்சியையும் இயற்பண்பாகப் பெற்றவர்கள்.",
        "zh-Hans": "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
        "zh-Hant": "人人生而自由，在尊嚴和權利上一律平等。他們賦有理性和良心，並應以兄弟關係的精神相對待。",
        "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados de razão e "
        "de consciência, devem agir uns para com os outros em espírito de fraternidade.",
        "tet": "Ema hotu hotu moris hanesan ho dignidade ho direitu. Sira hotu iha hanoin, konsiénsia n’e "
        "duni tenke hare malu hanesan maun-alin.",
    }
)
LANGS = tuple(SENTENCES)


def style_named(name: str = "briefing") -> Style:
    """Load a shipped style."""
    return load_style(name, FixedEnvironment())


def text(role: Role, *runs: str | Run, **more: object) -> Text:
    """Make a paragraph; plain strings are plain runs, `more` are its other fields."""
    made = tuple(Run(text=run) if isinstance(run, str) else run for run in runs)
    return replace(Text(role=role, runs=made), **more)  # type: ignore[arg-type]


def body(words: str, *, number: str | None = None, ident: str | None = None) -> Text:
    """Make a paragraph of narration."""
    return text(Role.BODY, words, number=number, ident=ident)


def heading(level: int, words: str) -> Heading:
    """Make a heading in the role of its level."""
    role = (Role.HEADLINE, Role.HEADING2, Role.HEADING3)[level - 1]
    return Heading(level=level, text=text(role, words))


def quote(words: Sequence[str], attribution: str | None = None) -> Quote:
    """Make a sound bite."""
    return Quote(
        paras=tuple(text(Role.QUOTE, para) for para in words),
        attribution=None if attribution is None else text(Role.ATTRIBUTION, attribution),
    )


def table(
    header: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[float] | None = None
) -> Table:
    """Make a table of plain cells, with equal columns unless told otherwise."""
    return Table(
        summary=" · ".join(header),
        widths=tuple(widths) if widths else (1 / len(header),) * len(header),
        header=tuple(text(Role.TABLE_HEAD, cell) for cell in header),
        rows=tuple(tuple(text(Role.TABLE_CELL, cell) for cell in row) for row in rows),
        names_rows=True,
    )


def plan_of(*items: Item, lang: str = "en", title: str = "A test", page: Page | None = None) -> Plan:
    """Make a plan of these items, with a running head and foot."""
    style = style_named()
    page_of = (Run(text="1", field=Field.PAGE), Run(text=" / "), Run(text="1", field=Field.PAGES))
    return Plan(
        lang=lang,
        style=style if page is None else replace(style, page=page),
        metadata=Metadata(
            title=title,
            author="A. Reporter",
            subject="A plan made by hand",
            keywords=("test", "plan"),
            publisher="Forum Briefing",
            identifier="TEST-1",
            created=dt.datetime(2021, 7, 16, 12, 0, tzinfo=dt.UTC),
        ),
        items=items,
        running_head=SplitLine(left=text(Role.RUNNING_HEAD, title), right=text(Role.RUNNING_HEAD)),
        running_foot=SplitLine(
            left=text(Role.RUNNING_FOOT, "TEST-1"), right=text(Role.RUNNING_FOOT, *page_of)
        ),
    )


def full_plan(style: Style | None = None, *, lang: str = "en", items: Sequence[Item] | None = None) -> Plan:
    """Return a briefing with every kind of item, or with `items` in their place."""
    pages = (
        Run(text="Page "),
        Run(text="", field=Field.PAGE),
        Run(text=" of "),
        Run(text="", field=Field.PAGES),
    )
    return Plan(
        lang=lang,
        style=style or style_named(),
        metadata=metadata(),
        items=_briefing() if items is None else tuple(items),
        running_head=SplitLine(
            left=text(Role.RUNNING_HEAD, "Forum hails three decades of dialogue"),
            right=text(Role.RUNNING_HEAD, "Forum Briefing"),
        ),
        running_foot=SplitLine(
            left=text(Role.RUNNING_FOOT, "forum-20210716-en"), right=text(Role.RUNNING_FOOT, *pages)
        ),
    )


def _briefing() -> tuple[Item, ...]:
    points = Bullets(
        items=(
            text(Role.KEY_POINT, "Trade between the two sides has grown in every year since 2010."),
            text(Role.KEY_POINT, "The next forum will be held in Nanning, the organisers said on Friday."),
        )
    )
    return (
        *_masthead(),
        Heading(level=1, text=text(Role.HEADLINE, "Forum hails three decades of dialogue", ident="headline")),
        text(Role.SUMMARY, "Officials and experts met in Wuhan to look back, and ahead to 2025."),
        text(Role.STRIP, "Wuhan · 16 July 2021 · video report, transcript · 2 minutes"),
        Heading(level=2, text=text(Role.PANEL_HEADING, "Key points")),
        points,
        *_tables(),
        *_narrative(),
        Divider(),
        text(Role.NOTE, "The headline was derived from the first paragraph."),
        text(Role.CREDIT, "Reporter: Xu Jing, Wuhan", ident="byline"),
        text(Role.END_MARK, "ENDS"),
    )


def metadata(title: str = "Forum hails three decades of dialogue") -> Metadata:
    return Metadata(
        title=title,
        author="Xu Jing",
        subject="Officials and experts met in Wuhan.",
        keywords=("ASEAN", "China", "trade"),
        publisher="Forum Briefing",
        identifier="forum-20210716-en",
        created=dt.datetime(2021, 7, 16, 12, 0, tzinfo=dt.UTC),
    )


def _masthead() -> tuple[Item, ...]:
    return (
        SplitLine(left=text(Role.PUBLICATION, "Forum Briefing"), right=text(Role.SERIES, "16 July 2021")),
        SplitLine(
            left=text(Role.SERIES, "Broadcast reports in print · English"),
            right=text(Role.STATUS, "MACHINE TRANSLATION – NOT REVIEWED"),
        ),
    )


def _narrative() -> tuple[Item, ...]:
    first = (
        "Some 400 officials, business people and scholars from China and the ten members of the Association "
        "of Southeast Asian Nations gathered in Wuhan on Friday to mark 30 years of dialogue."
    )
    said = (
        "Regional cooperation has become the ballast of our economies. What we need now is to turn the "
        "agreements that we have signed into goods that cross the border in hours, not days."
    )
    return (
        Heading(level=2, text=text(Role.HEADING2, "Report", ident="report")),
        text(Role.BODY, first, number="1", ident="b1p1"),
        Text(
            role=Role.BODY,
            number="2",
            ident="b1p2",
            runs=(
                Run(text="The Chinese name of the host city is "),
                Run(text="武汉", lang="zh-Hans"),
                Run(text=", its Thai name "),
                Run(text="อู่ฮั่น", lang="th"),
                Run(text=". See "),
                Run(text="the programme", href="https://example.org/programme?day=1&lang=en"),
                Run(text=" and "),
                Run(text="paragraph 1", href="#b1p1"),
                Run(text=". "),
                Run(text="Nothing was signed.", emphasis=Emphasis.STRONG),
            ),
        ),
        Quote(
            paras=(
                text(Role.QUOTE, said, ident="b2p1"),
                text(Role.QUOTE, "That is the whole task of the next decade.", ident="b2p2"),
            ),
            attribution=text(Role.ATTRIBUTION, "Xu Kemin, chief economist, Wuhan Port Group"),
        ),
        Heading(level=3, text=text(Role.HEADING3, "A second day", ident="b3")),
        text(Role.STANDUP, "On camera: the halls behind me will stay open until Sunday.", ident="b4p1"),
        text(Role.NATSOUND, "[Natural sound: applause]", ident="b5p1"),
        text(Role.CAPTION, "The forum's main hall on Friday", ident="b6p1"),
        text(Role.BODY, "The forum closes on Sunday.", number="3", ident="b7p1"),
    )


def _tables() -> tuple[Item, ...]:
    people = table(
        ("Name", "Role and organisation", "Paragraphs"),
        (
            ("Xu Kemin", "chief economist, Wuhan Port Group", "2"),
            ("Chen Dehai", "secretary-general, ASEAN-China Centre", "3"),
        ),
        (0.3, 0.5, 0.2),
    )
    return (
        Heading(level=2, text=text(Role.HEADING2, "Participants")),
        replace(people, summary="Participants, their roles and where they speak"),
    )


def sample_plan(lang: str = "en", *, paragraphs: int = 4) -> Plan:
    """Make a plan with every kind of item, in one language with a phrase in another."""
    words = SENTENCES[lang]
    foreign = Run(text="ภราดรภาพ", lang="th") if lang != "th" else Run(text="born free", lang="en")
    link = Run(text="https://www.ohchr.org/en/udhr", href="https://www.ohchr.org/en/udhr")
    short = first_words(words)
    return plan_of(
        SplitLine(left=text(Role.PUBLICATION, "Forum Briefing"), right=text(Role.STATUS, "FINAL")),
        SplitLine(left=text(Role.SERIES, "ASEAN 2021"), right=text(Role.SERIES, "16.7.2021")),
        heading(1, short),
        text(Role.SUMMARY, words),
        text(Role.STRIP, "Beijing · ", Run(text="2021", emphasis=Emphasis.STRONG), " · 2 min"),
        Heading(level=2, text=text(Role.PANEL_HEADING, short)),
        Bullets(
            items=(
                text(Role.KEY_POINT, words, " ", Run(text="(1)", href="#b1p1", emphasis=Emphasis.MUTED)),
                text(Role.KEY_POINT, short),
            )
        ),
        heading(2, short),
        table(["#", short, "2021"], [["30", words, "1"], ["2020", short, "2"]], [0.15, 0.6, 0.25]),
        heading(2, short),
        heading(3, short),
        *(body(words, number=str(n), ident=f"b{n}p1") for n in range(1, paragraphs + 1)),
        quote([words, words], f"Chen Dehai, {short}"),
        text(Role.BODY, "ASEAN ", foreign, " 2021: ", link),
        Divider(),
        text(Role.NOTE, words),
        text(Role.NOTE, short),
        text(Role.CREDIT, "Reporter: A. Reporter"),
        text(Role.END_MARK, "— 30 —"),
        lang=lang,
        title=short,
    )


def first_words(words: str) -> str:
    """Return the beginning of a text, up to a blank or comma, as a title."""
    end = min((at for mark in " ,，;" if (at := words.find(mark, 8)) > 0), default=20)
    return words[:end]


def edition_of(plan: Plan) -> Edition:
    """Wrap a plan as the edition of an empty article."""
    article = Article(
        source=SourceInfo(name="test.txt", sha256="0" * 64, encoding="utf-8", bom=False, eol="LF", chars=0),
        detection=Detection(format="house"),
        lang=plan.lang,
    )
    return Edition(article=article, plan=plan)


def seed_edition(plan: Plan) -> Edition:
    """Wrap a plan as the edition of the seed article, whatever the plan says."""
    article, source = seed_article()
    return Edition(article=article, plan=plan, source=source)


def texts_of(plan: Plan) -> Iterator[Text]:
    """Yield every paragraph of a plan in reading order, without running matter."""
    for item in plan.items:
        yield from item_texts(item)
