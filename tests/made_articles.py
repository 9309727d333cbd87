"""Articles made by hand, for tests that need no parser.

`make_article` writes a source text and the article that a reader would make of it, so that every span holds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from forumpub.model import (
    Article,
    Block,
    BlockType,
    Byline,
    Dateline,
    Detection,
    Headline,
    Mention,
    Para,
    Publication,
    SourceInfo,
    Speaker,
)
from forumpub.source import SourceText, Span


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A speaker to be: the chyron is made of the parts."""

    name: str | None
    role: str | None = None
    org: str | None = None

    @property
    def chyron(self) -> str:
        """The speaker line as the house format writes it."""
        return ", ".join(part for part in (self.name, self.role, self.org) if part)


@dataclass(frozen=True)
class Piece:
    """A block to be. `text` is one paragraph, or several separated by blank lines."""

    type: BlockType
    text: str
    voice: Voice | None = None


def narration(text: str) -> Piece:
    return Piece(BlockType.NARRATION, text)


def quote(text: str, name: str | None, role: str | None = None, org: str | None = None) -> Piece:
    return Piece(BlockType.QUOTE, text, Voice(name=name, role=role, org=org))


@dataclass
class _Writer:
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def write(self, text: str) -> Span:
        span = Span(self.length, self.length + len(text))
        self.parts.append(text)
        self.length += len(text)
        return span


def make_article(
    *pieces: Piece | str,
    lang: str = "en",
    headline: Headline | str | None = None,
    dateline: Dateline | None = None,
    reporter_place: str | None = None,
    publication: Publication | None = None,
) -> tuple[Article, SourceText]:
    """Write a source text of `pieces` and the article that it stands for. A plain string is narration."""
    writer = _Writer()
    blocks: list[Block] = []
    speakers: dict[Voice, Speaker] = {}
    for number, piece in enumerate((narration(p) if isinstance(p, str) else p for p in pieces), 1):
        speaker_id: str | None = None
        if piece.voice is not None:
            mention = Mention(text=piece.voice.chyron, span=writer.write(piece.voice.chyron))
            writer.write("\n\n")
            speaker_id = _introduce(speakers, piece.voice, mention)
        paras: list[Para] = []
        for text in piece.text.split("\n\n"):
            paras.append(Para(id=f"b{number}p{len(paras) + 1}", text=text, span=writer.write(text)))
            writer.write("\n\n")
        blocks.append(Block(id=f"b{number}", type=piece.type, paras=tuple(paras), speaker=speaker_id))
    byline = None
    if reporter_place:
        raw = f"Reporter Zou Hao reports from {reporter_place}"
        byline = Byline(reporters=("Zou Hao",), place=reporter_place, raw=raw, span=writer.write(raw))
    text = "".join(writer.parts)
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    source = SourceText(name="made.txt", text=text, sha256=sha256)
    article = Article(
        source=SourceInfo(
            name=source.name, sha256=sha256, encoding="utf-8", bom=False, eol="LF", chars=len(text)
        ),
        detection=Detection(format="house"),
        lang=lang,
        blocks=tuple(blocks),
        headline=Headline(text=headline) if isinstance(headline, str) else headline,
        dateline=dateline,
        speakers=tuple(speakers.values()),
        byline=byline,
        publication=publication or Publication(),
    )
    return article, source


def _introduce(speakers: dict[Voice, Speaker], voice: Voice, mention: Mention) -> str:
    known = speakers.get(voice)
    if known is None:
        known = Speaker(id=f"s{len(speakers) + 1}", name=voice.name, role=voice.role, org=voice.org)
    speakers[voice] = replace(known, raw=(*known.raw, mention))
    return known.id


def slugs(diagnostics: Sequence[object]) -> list[str]:
    """Return the slugs of diagnostics, in order."""
    return [diagnostic.rule.slug for diagnostic in diagnostics]  # type: ignore[attr-defined]


SEED_PIECES: tuple[Piece | str, ...] = (
    "2021 China-ASEAN Digital Economy Development and Cooperation Forum opened in Wuhan on July 16.\n\n"
    "Heads of digital economy authorities of ASEAN countries, officials from ASEAN embassies and "
    "consulates in "
    "China, experts and scholars in the field of China's digital economy, and representatives of leading "
    "enterprises in the industry discussed the development direction and prospects of cooperation between "
    "China "
    "and ASEAN in the field of digital economy.",
    "Xu Kemin, chief economist of the Ministry of Industry and Information Technology, said at the opening "
    "ceremony that the digital economy has become a key driving force for the global economic recovery under "
    "the epidemic, and it is also an important direction for the future development of the Asia-Pacific "
    "region "
    "and the world.\n\n"
    "Xu Kemin believes that China and ASEAN are highly complementary in the field of digital economy, with "
    "fruitful cooperation results and great development potential.\n\n"
    "In the future, the two parties can strengthen cooperation in areas such as advancing the "
    "construction of "
    "digital infrastructure, expanding investment in the digital economy, deepening digital anti-epidemic "
    "and "
    "epidemic prevention, and promoting digital skills training.",
    quote(
        "This year we will jointly formulate an action plan with ASEAN on the implementation of the "
        "China-ASEAN "
        "Digital Economy Partnership, 2021 to 2025, which will lead China and ASEAN’s digital economy "
        "cooperation "
        "in the next five years. The cooperation between the two parties in the digital economy will further "
        "build A close China-ASEAN community with a shared future will build a higher level of China-ASEAN "
        "strategic partnership and inject strong impetus.",
        "Xu Kemin",
        "Chief Economist",
        "Ministry of Industry and Information Technology",
    ),
    "Chen Dehai, secretary general of the China-ASEAN Center, said that 2021 will be 30 years since "
    "China-ASEAN "
    "has established dialogue relations.\n\n"
    "In 2020, despite the impact of the new crown pneumonia epidemic, the bilateral trade volume between "
    "China "
    "and ASEAN has grown against the trend, achieving a historic breakthrough in becoming each other's "
    "largest "
    "trading partners.",
    quote(
        "The current digital economy has become a leading industry in a new round of technology and "
        "industrial "
        "revolution. China and ASEAN have a solid foundation for digital economy cooperation, each with "
        "their own "
        "advantages, to promote China-ASEAN's new round of technology and industry around smart cities, "
        "artificial intelligence, big data, etc. Cooperation at the commanding heights is conducive to the "
        "restoration of economic and social development of countries in the region, and adds new momentum "
        "to the "
        "high-quality development of the “Belt and Road” initiative.",
        "Chen Dehai",
        "Secretary General",
        "China-ASEAN Center",
    ),
    "This forum is co-sponsored by the International Economic and Technical Cooperation Center of the "
    "Ministry of "
    "Industry and Information Technology of China, the China-ASEAN Center, and the Wuhan Municipal "
    "Government. "
    'With the theme of "sharing new digital opportunities, discussing and cooperating for a new future", it '
    "focuses on digital economy infrastructure , Artificial intelligence, cross-border e-commerce, "
    "industrial "
    "cooperation and other fields.",
    "It is reported that this forum brings together the advantages of China and ASEAN countries in the "
    "field of "
    "government, industry, university, research and application in the digital economy. Wuhan, the host "
    "city of "
    "the forum, as a key city for China's development of digital economy, has launched an action to deepen "
    "China-ASEAN digital economy cooperation based on its own advantages The plan is to strive to create a "
    '"Wuhan Model" for ASEAN\'s digital economic cooperation.',
)


def seed_article() -> tuple[Article, SourceText]:
    """Return the seed transcript as an article: two speakers, nine narrated paragraphs, a byline."""
    return make_article(*SEED_PIECES, reporter_place="Wuhan, Hubei")


CHINESE_PIECES: tuple[Piece | str, ...] = (
    "7月16日，2021中国—东盟数字经济发展合作论坛在武汉开幕。东盟国家数字经济主管部门负责人、东盟国家驻华使领馆官员、中国数字经济领域专家学者、"
    "行业龙头企业代表，共同探讨中国与东盟在数字经济领域的发展方向与合作前景。",
    "工业和信息化部总经济师许科敏在开幕式上表示，数字经济已成为疫情下全球经济复苏的关键动力，也是亚太地区乃至全球未来发展的重要方向。",
    quote(
        "今年我们将与东盟共同制定《关于落实中国—东盟数字经济合作伙伴关系的行动计划（2021-2025）》，引领未来五年的数字经济合作。",
        "许科敏",
        "总经济师",
        "工业和信息化部",
    ),
    "中国—东盟中心秘书长陈德海表示，2021年是中国—东盟建立对话关系30周年。",
    quote(
        "当前数字经济已成为新一轮科技和产业革命的先导产业。双方各具优势，为“一带一路”高质量发展增添新动力。",
        "陈德海",
        "秘书长",
        "中国—东盟中心",
    ),
    "本次论坛由中国—东盟中心、武汉市人民政府共同主办，以“共享数字新机遇，共商合作新未来”为主题，聚焦数字经济基础设施、人工智能、跨境电商、"
    "产业合作等领域。",
)


def chinese_article() -> tuple[Article, SourceText]:
    """Return the Chinese original of the same report, shortened."""
    return make_article(*CHINESE_PIECES, lang="zh-Hans")
