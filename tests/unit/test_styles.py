"""House styles: what ships, and what a wrong file says."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from forumpub.env import FixedEnvironment
from forumpub.errors import StyleError
from forumpub.styling import Role, Section, Status, Style, dump_style, keys, list_styles, load_style
from forumpub.styling.contrast import contrast_ratio
from forumpub.styling.style import Colour

ENV = FixedEnvironment()
SHIPPED = ("briefing", "large-print", "transcript", "wire")
READ_AT_LENGTH = (Role.BODY, Role.LEAD, Role.QUOTE, Role.STANDUP, Role.KEY_POINT)
DOCS = Path(__file__).parents[2] / "docs" / "formats" / "styles.md"


def load(folder: Path, text: str, name: str = "house.toml") -> Style:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_style(str(path), ENV)


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(StyleError) as caught:
        load(folder, text)
    return " | ".join([str(caught.value), *caught.value.hints])


def test_the_shipped_styles_are_listed_with_a_line_each() -> None:
    listings = list_styles(ENV)
    assert tuple(listing.name for listing in listings) == SHIPPED
    assert all(listing.title and listing.summary and listing.path.is_file() for listing in listings)


@pytest.mark.parametrize("name", SHIPPED)
def test_every_role_has_a_look_that_can_be_read(name: str) -> None:
    style = load_style(name, ENV)
    assert set(style.looks) == set(Role)
    assert all(style.looks[role].size_pt >= 11 for role in READ_AT_LENGTH)
    assert all(style.looks[role].leading >= 1.4 for role in READ_AT_LENGTH)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_dumped_style_loads_to_itself(name: str, tmp_path: Path) -> None:
    style = load_style(name, ENV)
    again = load(tmp_path, dump_style(style), f"{name}.toml")
    assert again == style


def test_large_print_has_nothing_small() -> None:
    style = load_style("large-print", ENV)
    assert min(look.size_pt for look in style.looks.values()) >= 14
    assert all(style.looks[role].size_pt >= 16 for role in READ_AT_LENGTH)


def test_wire_derives_nothing_and_decorates_nothing() -> None:
    style = load_style("wire", ENV)
    assert not style.show_derived
    assert {look.fill for look in style.looks.values()} <= {None, Colour(255, 255, 255)}
    assert Section.KEY_POINTS not in style.sections


def test_lengths_become_points(tmp_path: Path) -> None:
    page = load(tmp_path, 'extends = "briefing"\n[page]\nsize = "Letter"\nmargin_left_mm = 25.4\n').page
    assert (page.width_pt, page.height_pt, page.margin_left_pt) == (612.0, 792.0, 72.0)


def test_a_sheet_of_its_own_replaces_the_named_one(tmp_path: Path) -> None:
    page = load(tmp_path, 'extends = "briefing"\n[page]\nwidth_mm = 254\nheight_mm = 254\n').page
    assert (page.width_pt, page.height_pt) == (720.0, 720.0)


def test_a_style_gives_only_what_differs(tmp_path: Path) -> None:
    style = load(
        tmp_path,
        'extends = "briefing"\nstatus = "edited"\n'
        '[palette]\naccent = "#7a1f1f"\n[looks.quote]\nbar = "none"\n',
    )
    assert style.status is Status.EDITED
    assert style.looks[Role.HEADING2].colour.hex == "7A1F1F"  # looks name the accent, so it changes with it
    assert style.looks[Role.QUOTE].bar is None
    assert style.looks[Role.BODY] == load_style("briefing", ENV).looks[Role.BODY]


def test_extends_goes_by_path_from_the_file_and_fonts_too(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(
        'extends = "briefing"\n[fonts]\nregular = "fonts/House.ttf"\n', encoding="utf-8"
    )
    style = load(tmp_path, 'extends = "./base.toml"\n')
    assert style.fonts.regular == (tmp_path / "fonts" / "House.ttf").resolve()
    assert style.name == "house"


def test_sections_keep_the_handbooks_order(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "briefing"\nsections = ["credits", "narrative", "masthead"]\n')
    assert style.sections == (Section.MASTHEAD, Section.NARRATIVE, Section.CREDITS)


def test_a_role_may_have_fonts_of_its_own(tmp_path: Path) -> None:
    style = load(
        tmp_path, 'extends = "briefing"\n[looks.headline]\nfamily = "House Serif"\nbold_file = "b.ttf"\n'
    )
    fonts = style.looks[Role.HEADLINE].fonts
    assert fonts is not None
    assert (fonts.family, fonts.bold) == ("House Serif", (tmp_path / "b.ttf").resolve())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[looks.body]\nsiz_pt = 12", "house.toml: looks.body.siz_pt: unknown key | did you mean 'size_pt'?"),
        ("[looks.headlin]\nsize_pt = 12", "looks.headlin: no such role | did you mean 'headline'?"),
        ("[loks.body]\nsize_pt = 12", "loks: unknown key | did you mean 'looks'?"),
        ("number_paragraph = true", "did you mean 'number_paragraphs'?"),
        ("[looks.body]\nsize_pt = 'big'", "looks.body.size_pt: must be a number, not 'big'"),
        ("[looks.body]\nsize_pt = true", "must be a number, not True"),
        ("[looks.body]\nsize_pt = 500", "must be from 6 to 72, not 500"),
        ("[looks.body]\nsize_pt = nan", "must be from 6 to 72, not nan"),
        ("[looks.body]\nbold = 1", "must be true or false, not 1"),
        ("[looks.body]\nalign = 'justify'", "must be one of left, centre, right, not 'justify'"),
        ("[looks.body]\ncolour = 'acent'", "did you mean 'accent'?"),
        ("[looks.body]\ncolour = '#12345'", "looks.body.colour: must be a colour like #0b4f6c"),
        ("[palette]\naccent = 'muted'", "palette.accent: must be a colour like #0b4f6c, not 'muted'"),
        ("sections = ['keypoints']", "sections: must be one of masthead"),
        ("sections = ['notes', 'notes']", "sections: names 'notes' twice"),
        ("sections = []", "sections: must be a list of words"),
        ("page = 'A4'", "page: must be a table, not 'A4' | write [page]"),
        ("[page]\nsize = 'A4'\nwidth_mm = 210", "page.size: stands beside width_mm"),
        ("[page]\nwidth_mm = 210", "page.height_mm: is missing"),
        ("[page]\nmargin_left_mm = 100\nmargin_right_mm = 100", "leave no room for text on the line"),
        ("[page]\nmargin_top_mm = 150\nmargin_bottom_mm = 150", "leave no room for text on the page"),
        (
            "[looks.quote]\nindent_left_pt = 300\nindent_right_pt = 100",
            "looks.quote.indent_left_pt: the indents leave no room",
        ),
        ("[masthead]\npublication = ''", "masthead.publication: must not be empty"),
        ('title = "two\\nlines"', "title: must be one line"),
        (f"title = '{'x' * 201}'", "title: is 201 characters long"),
        ("[dates]\nformat = 'lng'", "did you mean 'long'?"),
        ("title = 0x" + "f" * 5000, "title: must be text"),
    ],
)
def test_a_wrong_key_or_value_is_named_with_its_path(text: str, said: str, tmp_path: Path) -> None:
    assert said in refusal(tmp_path, f'extends = "briefing"\n{text}\n')


def test_a_file_is_named_as_it_was_given(tmp_path: Path) -> None:
    assert refusal(tmp_path, "nonsense = 1").startswith(f"{tmp_path / 'house.toml'}: nonsense: ")
    assert refusal(tmp_path, "nonsense").startswith(f"{tmp_path / 'house.toml'}: not TOML")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[looks.body]\ncolour = '#808080'", "looks.body.colour"),
        ("[looks.table-head]\ncolour = '#8899aa'", "looks.table-head.colour"),
        ("[looks.key-point]\nfill = '#333333'", "looks.key-point.colour"),
        ("[palette]\nlink = '#6699ff'", "palette.link"),
    ],
)
def test_low_contrast_is_refused(text: str, path: str, tmp_path: Path) -> None:
    said = refusal(tmp_path, f'extends = "briefing"\n{text}\n')
    assert path in said
    assert "at least 4.5:1 is needed" in said


def test_contrast_is_as_wcag_defines_it() -> None:
    white = Colour(255, 255, 255)
    assert contrast_ratio(white, Colour(0, 0, 0)) == pytest.approx(21)
    assert contrast_ratio(Colour(118, 118, 118), white) == pytest.approx(4.54, abs=0.01)


def test_styles_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    (tmp_path / "other.toml").write_text('extends = "./house.toml"\n', encoding="utf-8")
    assert "in a circle" in refusal(tmp_path, 'extends = "./other.toml"\n')


def test_a_style_without_a_parent_must_be_complete(tmp_path: Path) -> None:
    assert 'extends = "briefing"' in refusal(tmp_path, 'title = "Mine"\n')


def test_an_unknown_style_names_the_known_ones() -> None:
    with pytest.raises(StyleError) as caught:
        load_style("breifing", ENV)
    assert caught.value.exit_status == 2
    assert caught.value.hints[0] == "did you mean 'briefing'?"
    assert "large-print" in caught.value.hints[1]


@pytest.mark.parametrize("data", [b"\xff\xfe", b"title = ", b"a = 1\na = 2", b"x = " + b"[" * 100_000])
def test_a_file_that_is_not_toml_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes(data)
    with pytest.raises(StyleError, match=r"not (UTF-8|TOML)"):
        load_style(str(path), ENV)


def test_a_byte_order_mark_is_no_key(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_bytes(b'\xef\xbb\xbfextends = "briefing"\n')
    assert load_style(str(path), ENV).title == "Briefing"


def test_every_key_is_documented() -> None:
    text = DOCS.read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([^`]+)` \|", text, re.MULTILINE))
    known = {*keys.TOP, *(f"{table}.{key}" for table, kinds in keys.TABLES.items() for key in kinds)}
    known |= {f"looks.ROLE.{key}" for key in keys.LOOK}
    assert documented == known
    for word in (*Role, *Section, *Status):
        assert f"`{word.value}`" in text


def test_styles_hold_no_code() -> None:
    folder = Path(ENV.style_dirs()[0])
    assert {path.suffix for path in folder.iterdir()} == {".toml"}


def test_an_article_can_be_printed_without_numbers(tmp_path: Path) -> None:
    style = load(tmp_path, 'extends = "briefing"\nnumber_paragraphs = false\n')
    assert dataclasses.replace(style, number_paragraphs=True, name="briefing") == load_style("briefing", ENV)


def test_lengths_are_dumped_as_they_were_written(tmp_path: Path) -> None:
    style = load(
        tmp_path, 'extends = "briefing"\n[page]\nwidth_mm = 148.5\nheight_mm = 210.25\nmargin_top_mm = 17'
    )
    lines = dump_style(style).splitlines()
    assert {"width_mm = 148.5", "height_mm = 210.25", "margin_top_mm = 17.0"} <= set(lines)
    assert "width_mm = 210.0" in dump_style(load_style("briefing", ENV))
