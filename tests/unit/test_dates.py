from __future__ import annotations

import datetime as dt

import pytest

from forumpub.model import Dateline, Publication
from forumpub.transform.calendar import DateMention, find_dates, find_years, parse_iso_date, resolve
from forumpub.transform.dates import read_dateline
from made_articles import chinese_article, make_article, seed_article, slugs


def dates_in(text: str, lang: str = "en") -> list[tuple[str, int | None, int | None, int | None]]:
    return [(text[d.start : d.end], d.year, d.month, d.day) for d in find_dates(text, lang)]


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("July 16", None, 7, 16),
        ("July 16, 2021", 2021, 7, 16),
        ("16 July 2021", 2021, 7, 16),
        ("June 13th", None, 6, 13),
        ("16th of July", None, 7, 16),
        ("Jan. 5", None, 1, 5),
        ("2022-01-05", 2022, 1, 5),
    ],
)
def test_english_days(text: str, year: int | None, month: int, day: int) -> None:
    assert dates_in(f"It was on {text} that they met.") == [(text, year, month, day)]


@pytest.mark.parametrize(
    ("text", "year", "month", "day"),
    [
        ("7月16日", None, 7, 16),
        ("2021年7月16日", 2021, 7, 16),
        ("７月１６日", None, 7, 16),
        ("二〇二一年七月十六日", 2021, 7, 16),
        ("十二月三十一日", None, 12, 31),
    ],
)
def test_chinese_days(text: str, year: int | None, month: int, day: int) -> None:
    assert dates_in(f"论坛于{text}开幕。", "zh") == [(text, year, month, day)]


@pytest.mark.parametrize(
    "text",
    [
        "March 5,000 steps",
        "May 8.5 degrees",
        "on 31 February",
        "page 2021-13-01",
        "May 40",
        "in May",
        "July 4% more",
    ],
)
def test_what_only_looks_like_a_day(text: str) -> None:
    assert dates_in(text) == []


def test_years_are_found_apart_from_other_numbers() -> None:
    assert find_years("In 2020 and 2021年, 2,020 people paid $2019 for 20211 things in 2020.") == (2020, 2021)


def test_a_year_that_is_waited_for_tells_no_year() -> None:
    assert find_years("“We will not wait for 2030”, by 2035, until the year 2040, before 2050; 2021.") == (
        2021,
    )
    article, source = make_article("The forum opened on July 16.", headline="“We will not wait for 2030”")
    outcome = read_dateline(article, source)
    assert outcome.value.dateline is None
    assert slugs(outcome.diagnostics) == ["date-year-unknown"]


def test_a_relative_day_needs_the_day_of_publication() -> None:
    yesterday = DateMention(start=0, end=9, days_away=-1)
    assert resolve(yesterday, year=2021, published=None) is None
    assert resolve(yesterday, year=None, published=dt.date(2022, 3, 1)) == dt.date(2022, 2, 28)


def test_in_january_december_is_last_year() -> None:
    december = DateMention(start=0, end=11, month=12, day=30)
    assert resolve(december, year=None, published=dt.date(2022, 1, 3)) == dt.date(2021, 12, 30)


def test_a_day_alone_is_the_last_such_day_before_publication() -> None:
    day = DateMention(start=0, end=3, day=30)
    assert resolve(day, year=None, published=dt.date(2022, 7, 2)) == dt.date(2022, 6, 30)
    assert resolve(day, year=None, published=dt.date(2022, 3, 2)) is None  # there is no February 30


@pytest.mark.parametrize(
    ("text", "expected"), [("2021-07-16T08:00:00Z", dt.date(2021, 7, 16)), ("2021", None), (None, None)]
)
def test_iso_dates(text: str | None, expected: dt.date | None) -> None:
    assert parse_iso_date(text) == expected


def test_the_seed_opened_in_wuhan_on_july_16() -> None:
    article, source = seed_article()
    outcome = read_dateline(article, source)
    dateline = outcome.value.dateline
    assert dateline is not None and dateline.span is not None
    assert (dateline.place, dateline.date, dateline.derived) == ("Wuhan", "2021-07-16", True)
    assert source.slice(dateline.span) == "Wuhan on July 16"
    assert outcome.diagnostics == ()


def test_the_chinese_original_opened_on_the_same_day() -> None:
    dateline = read_dateline(*chinese_article()).value.dateline
    assert dateline is not None
    assert (dateline.place, dateline.date) == ("武汉", "2021-07-16")


def test_a_day_without_a_year_is_reported_and_the_place_comes_from_the_byline() -> None:
    article, source = make_article(
        "On July 23, the reporter came to the breach.", reporter_place="Xinyuan, Henan"
    )
    outcome = read_dateline(article, source)
    assert outcome.value.dateline is not None
    assert (outcome.value.dateline.place, outcome.value.dateline.date) == ("Xinyuan, Henan", None)
    assert slugs(outcome.diagnostics) == ["date-year-unknown"]
    span = outcome.diagnostics[0].span
    assert span is not None and source.slice(span) == "July 23"


def test_two_years_in_a_paragraph_leave_the_year_open() -> None:
    article, source = make_article("After 2019 and 2020, the forum opened on July 16.")
    assert slugs(read_dateline(article, source).diagnostics) == ["date-year-unknown"]


def test_the_given_headline_tells_the_year() -> None:
    article, source = make_article("The forum opened on July 16.", headline="Forum 2021 opens")
    dateline = read_dateline(article, source).value.dateline
    assert dateline is not None and dateline.date == "2021-07-16"


def test_an_agency_line_names_place_and_day() -> None:
    article, source = make_article(
        "BEIJING, May 8 (Xinhua) -- The forum ended.", publication=Publication(published="2022-05-09")
    )
    dateline = read_dateline(article, source).value.dateline
    assert dateline is not None
    assert (dateline.place, dateline.date) == ("BEIJING", "2022-05-08")


def test_what_is_given_stays() -> None:
    given = Dateline(place="Hankou", date="2021-07-15")
    article, source = make_article("The 2021 forum opened in Wuhan on July 16.", dateline=given)
    assert read_dateline(article, source).value.dateline == given
    half = Dateline(place="Hankou")
    article, source = make_article("The 2021 forum opened in Wuhan on July 16.", dateline=half)
    filled = read_dateline(article, source).value.dateline
    assert filled is not None
    assert (filled.place, filled.date, filled.derived) == ("Hankou", "2021-07-16", True)


def test_a_day_far_down_is_background() -> None:
    article, source = make_article("One.", "Two.", "Three.", "The 2021 forum opened in Wuhan on July 16.")
    assert read_dateline(article, source).value.dateline is None


def test_nothing_said_nothing_derived() -> None:
    article, source = make_article("The forum opened yesterday in a hall.")
    outcome = read_dateline(article, source)
    assert outcome.value.dateline is None
    assert outcome.diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "The number of universities reached 941,755 on 1 May 2020.",
        "The forum opened in Hanoi, and trade climbed to 941,755 on 1 May 2020, he said.",
        "The forum opened in Hanoi, and trade rose on 1 May 2020.",
        "The forum has opened every year since May 1, 2020.",
        "The port was founded on 1 May 2020.",
        "The plan of 1 May 2020 is long.",
    ],
)
def test_a_day_that_nothing_happened_on_is_no_date_of_the_event(text: str) -> None:
    assert read_dateline(*make_article(text)).value.dateline is None


@pytest.mark.parametrize(
    "text",
    [
        "Ministers met in Hanoi on 1 May 2020 after trade reached 941,755 on 1 April 2020.",
        "On May 1, 2020, the forum was held in a hall.",
        "The ministry said on 1 May 2020 that trade grew.",
        "The fair, which runs from May 1, 2020 to May 3, is small.",
        "Trade reached 941,755 on 1 April 2020. The forum opened on May 1, 2020.",
        "HANOI, May 1, 2020 (VNA) -- Trade grows.",
    ],
)
def test_the_day_of_the_event_is_found_beside_what_happened(text: str) -> None:
    dateline = read_dateline(*make_article(text)).value.dateline
    assert dateline is not None and dateline.date == "2020-05-01"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("截至2020年5月1日，大学数量达到941755所。", None),
        ("2020年5月1日，贸易额增长5%。", None),
        ("2020年5月1日，论坛在河内开幕。", "2020-05-01"),
        ("新华社河内2020年5月1日电 贸易增长。", "2020-05-01"),
    ],
)
def test_the_day_of_the_event_in_chinese(text: str, date: str | None) -> None:
    dateline = read_dateline(*make_article(text, lang="zh-Hans")).value.dateline
    assert (dateline.date if dateline else None) == date
