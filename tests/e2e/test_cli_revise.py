"""`forumpub revise`, `diff` and `merge`: what an editor's desk does, file by file."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from docx import Document
from lxml import etree

from docx_checks import assert_valid, part, parts, rezip
from e2e.command import SEED, invoke
from editors import (
    DATE,
    EDITOR,
    TRANSCRIPT,
    edit,
    find_paragraph,
    insert_after,
    publish,
    remove,
    replace,
    track,
)
from forumpub.model import Article
from forumpub.render.docx.wml import W, w
from forumpub.review.reading import read_docx
from forumpub.review.views import REJECT_ALL, Policy, view
from forumpub.schema import load_article


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def article_at(path: Path) -> Article:
    return load_article(path.read_text("utf-8")).value


def commented(data: bytes, *, resolved: bool = False) -> bytes:
    """Put an editor's comment on a paragraph."""
    contents = parts(data)
    root = part(data, "word/document.xml")
    paragraph = find_paragraph(root, "Delta studies")
    paragraph.append(w("commentRangeStart", id=7))
    paragraph.append(w("commentRangeEnd", id=7))
    paragraph.append(w("r", w("commentReference", id=7)))
    note = w("p", w("r", w("t")))
    next(note.iter(f"{W}t")).text = "Please check the number"
    note.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "12345678")
    comments = w("comments", w("comment", note, id=7, author=EDITOR, date=DATE))
    contents["word/document.xml"] = etree.tostring(root)
    contents["word/comments.xml"] = etree.tostring(comments)
    relation = '<Relationship Id="rIdC" Type="http://x/{}" Target="{}"/>'
    more = relation.format("comments", "comments.xml")
    if resolved:
        more += relation.format("commentsExtended", "commentsExtended.xml")
        contents["word/commentsExtended.xml"] = (
            b'<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml">'
            b'<w15:commentEx w15:paraId="12345678" w15:done="1"/></w15:commentsEx>'
        )
    rels = contents["word/_rels/document.xml.rels"].decode()
    contents["word/_rels/document.xml.rels"] = rels.replace(
        "</Relationships>", f"{more}</Relationships>"
    ).encode()
    return rezip(contents)


def test_a_copy_becomes_the_next_revision(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), track("agreed on a plan", "settled on a plan")))
    before = copy.read_bytes()
    result = invoke("revise", copy, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert f"edited paragraph 3 by {EDITOR}" in result.output
    assert "[-agreed-]{+settled+}" in result.output
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == {"a.docx", "a.pdf", "a.json", "a.changes.html"}
    article = article_at(tmp_path / "out" / "a.json")
    assert article.history[-1].number == 2
    revised = read_docx((tmp_path / "out" / "a.docx").read_bytes(), "a.docx").value
    assert revised.identity.revision == 2
    assert_valid((tmp_path / "out" / "a.docx").read_bytes(), tmp_path)
    assert copy.read_bytes() == before


def test_the_next_round_starts_from_the_revision(tmp_path: Path) -> None:
    copy = write(
        tmp_path, "a.docx", edit(publish(), replace("agreed", "settled"), insert_after("Echo", "New."))
    )
    invoke("revise", copy, "--out", tmp_path / "one", "--to", "docx")
    published = (tmp_path / "one" / "a.docx").read_bytes()
    again = write(tmp_path, "b.docx", edit(published, replace("New.", "Newer.")))
    result = invoke("revise", again, "--out", tmp_path / "two", "--to", "docx")
    assert result.exit_code == 0, result.output
    article = article_at(tmp_path / "two" / "b.json")
    assert [revision.number for revision in article.history] == [2, 3]
    assert article.blocks[-1].paras[-1].id == "r2p1"
    assert article.blocks[-1].paras[-1].text == "Newer."


def test_the_same_copy_twice_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), replace("agreed", "settled")))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1626400000")
    invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    first = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1626400060")
    invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    second = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert first["a.json"] == second["a.json"]


def test_another_copy_of_the_same_revision_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a.docx", edit(publish(), replace("agreed", "settled")))
    invoke("revise", tmp_path / "a.docx", "--out", tmp_path / "out", "--to", "md")
    before = (tmp_path / "out" / "a.json").read_bytes()
    write(tmp_path, "a.docx", edit(publish(), replace("agreed", "voted")))
    result = invoke("revise", tmp_path / "a.docx", "--out", tmp_path / "out", "--to", "md")
    assert result.exit_code == 3
    assert "forumpub merge" in result.output
    assert (tmp_path / "out" / "a.json").read_bytes() == before


def test_the_editors_file_is_never_overwritten(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), replace("agreed", "settled")))
    before = copy.read_bytes()
    result = invoke("revise", copy, "--out", tmp_path)
    assert result.exit_code == 3
    assert "it is an input" in result.output
    assert copy.read_bytes() == before


def test_whose_changes_count_can_be_chosen(tmp_path: Path) -> None:
    data = edit(
        publish(),
        track("agreed on a plan", "settled on a plan", author="Ann"),
        track("key driving", "main driving", author="Ben"),
    )
    copy = write(tmp_path, "a.docx", data)
    for accept, words in (
        ("none", set()),
        ("all", {"settled", "main driving"}),
        ("author=Ben", {"main driving"}),
    ):
        out = tmp_path / f"out-{accept[:3]}"
        assert invoke("revise", copy, "--accept", accept, "--out", out, "--to", "txt").exit_code == 0
        text = (out / "a.txt").read_text("utf-8")
        assert {word for word in ("settled", "main driving") if word in text} == words
    assert invoke("revise", copy, "--accept", "some", "--out", tmp_path / "x").exit_code == 2


def test_an_editor_that_tracked_nothing_is_told_and_nothing_is_written(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), track("agreed", "settled", author="Ann Lee")))
    out = tmp_path / "out"
    for command in (("revise", copy, "--out", out, "--to", "md"), ("diff", copy, copy)):
        result = invoke(*command, "--accept", "author=Ann")
        assert result.exit_code == 1
        assert "error[editor-unknown] no tracked change is by 'Ann', and those by 'Ann Lee'" in result.stderr
        assert "did you mean author=Ann Lee?" in result.stderr
        assert not out.exists()
        assert "did you mean" not in invoke(*command, "--accept", "author=Zoe").stderr
    for command in (("revise", copy, "--out", out, "--to", "md"), ("diff", copy, copy)):
        assert "editor-unknown" not in invoke(*command, "--accept", "author=Ann Lee").stderr
        assert "editor-unknown" not in invoke(*command, "--accept", "none").stderr


def test_copies_of_one_revision_are_told_apart(tmp_path: Path) -> None:
    one = write(tmp_path, "one.docx", edit(publish(), replace("agreed", "settled")))
    two = write(tmp_path, "two.docx", edit(publish(), replace("agreed", "voted")))
    result = invoke("revise", one, two, "--out", tmp_path / "out", "--to", "md")
    lines = result.stdout.splitlines()
    assert lines[0] == f"{one}:"
    assert f"{two}:" in lines
    told = f"{two}: warning[copies-apart] {tmp_path / 'out' / 'one.json'} is revision 2 of the same article"
    assert told in result.stderr
    later = invoke("revise", one, "--out", tmp_path / "later", "--to", "md")
    assert "copies-apart" not in later.stderr
    later = invoke("revise", two, "--out", tmp_path / "later", "--to", "md")
    assert "copies-apart" in later.stderr
    same = write(tmp_path, "same.docx", one.read_bytes())
    untouched = write(tmp_path, "untouched.docx", publish())
    result = invoke("revise", one, same, untouched, "--out", tmp_path / "again", "--to", "md")
    assert "copies-apart" not in result.stderr


def test_a_file_of_another_text_deletes_no_report(tmp_path: Path) -> None:
    sent = write(tmp_path, "sent.docx", publish())
    other = docx.Document()
    other.add_paragraph("A letter that has nothing to do with it.")
    other.save(str(tmp_path / "letter.docx"))
    command = ("revise", tmp_path / "letter.docx", "--base", sent, "--out", tmp_path / "out", "--to", "md")
    result = invoke(*command)
    assert result.exit_code == 1
    assert "error[guess-unconfirmed] no paragraph of the report is in the file" in result.stderr
    assert not (tmp_path / "out").exists()
    assert invoke(*command, "--yes").exit_code == 0


def test_guesses_need_a_yes(tmp_path: Path) -> None:
    def retype(root: etree._Element) -> None:
        paragraph = find_paragraph(root, "Echo visitors")
        start = next(paragraph.iter(f"{W}bookmarkStart"))
        for child in [start, *start.itersiblings()]:
            paragraph.remove(child)
        text = w("t")
        text.text = "Something else entirely, typed by hand."
        paragraph.append(w("r", text))

    copy = write(tmp_path, "a.docx", edit(publish(style="wire"), retype))
    result = invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    assert result.exit_code == 1
    assert "(guessed)" in result.output
    assert "guess-unconfirmed" in result.output
    assert not (tmp_path / "out").exists()
    assert invoke("revise", copy, "--out", tmp_path / "out", "--to", "md", "--yes").exit_code == 0
    article = article_at(tmp_path / "out" / "a.json")
    assert article.blocks[-1].paras[-1].id == "b3p2"


def test_open_comments_keep_an_edition_from_being_final(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", commented(publish()))
    result = invoke("revise", copy, "--out", tmp_path / "out", "--status", "final")
    assert result.exit_code == 1
    assert "final-with-comments" in result.output
    assert not (tmp_path / "out").exists()
    result = invoke("revise", copy, "--out", tmp_path / "out", "--status", "edited", "--to", "md")
    assert result.exit_code == 0
    assert "comment-open" in result.output
    assert "Please check the number" in (tmp_path / "out" / "a.changes.html").read_text("utf-8")
    copy = write(tmp_path, "b.docx", commented(publish(), resolved=True))
    assert invoke("revise", copy, "--out", tmp_path / "fin", "--status", "final", "--to", "md").exit_code == 0


def test_a_file_that_is_open_is_told(tmp_path: Path) -> None:
    copy = write(tmp_path, "report.docx", publish())
    write(tmp_path, "~$port.docx", b"x")
    result = invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    assert "file-open-elsewhere" in result.output


def test_the_redline_holds_proposals_and_nothing_else(tmp_path: Path) -> None:
    words = "It was the the best of 2019-2021... for the e-economy."
    data = edit(publish(), insert_after("Echo visitors", words))
    copy = write(tmp_path, "a.docx", data)
    terms = tmp_path / "terms.tsv"
    terms.write_text("en\tid\tforbidden:en\ndigital economy\tekonomi digital\te-economy\n", "utf-8")
    options = ("--redline", "--glossary", terms, "--out", tmp_path / "out", "--to", "md")
    assert invoke("revise", copy, *options).exit_code == 0
    redline = (tmp_path / "out" / "a.redline.docx").read_bytes()
    assert_valid(redline, tmp_path)
    accepted = [item.text for item in view(read_docx(redline, "x").value)]
    assert "It was the best of 2019–2021… for the digital economy." in accepted
    rejected = [item.text for item in view(read_docx(redline, "x").value, REJECT_ALL) if not item.erased]
    assert rejected == [item.text for item in view(read_docx(data, "x").value)]


def test_a_project_brings_its_glossaries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    data = edit(publish(), insert_after("Echo visitors", "It spoke of the e-economy."))
    write(tmp_path, "a.docx", data)
    Path("terms.tsv").write_text(
        "en\tid\tforbidden:en\ndigital economy\tekonomi digital\te-economy\n", "utf-8"
    )
    Path("forumpub.toml").write_text('[translate]\nglossaries = ["terms.tsv"]\n', "utf-8")
    assert invoke("revise", "a.docx", "--redline", "--out", "out", "--to", "md").exit_code == 0
    accepted = [item.text for item in view(read_docx(Path("out/a.redline.docx").read_bytes(), "x").value)]
    assert "It spoke of the digital economy." in accepted


def test_changes_as_json(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), track("agreed", "settled"), remove("Echo visitors")))
    result = invoke("revise", copy, "--out", tmp_path / "out", "--to", "md", "--report", "json")
    rows = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    changes = {row["change"]: row for row in rows if "change" in row}
    assert changes["edited"]["hands"] == [{"author": EDITOR, "date": DATE}]
    assert changes["deleted"]["idents"] == ["b3p2"]


def test_a_copy_without_its_article_needs_a_base(tmp_path: Path) -> None:
    contents = parts(edit(publish(), replace("agreed", "settled")))
    stripped = rezip({name: data for name, data in contents.items() if not name.startswith("customXml/")})
    copy = write(tmp_path, "a.docx", stripped)
    result = invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    assert (result.exit_code, "--base" in result.output) == (3, True)
    base = write(tmp_path, "report.txt", TRANSCRIPT.encode())
    result = invoke("revise", copy, "--base", base, "--out", tmp_path / "out", "--to", "md")
    assert result.exit_code == 0, result.output
    assert "edited paragraph 3" in result.output
    sent = write(tmp_path, "sent.docx", publish())
    result = invoke("revise", copy, "--base", sent, "--out", tmp_path / "out2", "--to", "md")
    assert (result.exit_code, "edited paragraph 3" in result.output) == (0, True)


def test_a_report_in_a_document_of_its_own_loses_nothing(tmp_path: Path) -> None:
    """A file that never showed headline, people and credits can't have taken them out."""
    invoke("publish", write(tmp_path, "report.txt", TRANSCRIPT.encode()), "--to", "json", "--out", tmp_path)
    document = Document()
    kept = [line for line in TRANSCRIPT.splitlines() if line[:5] in ("Bravo", "Alpha", "Charl", "Delta")]
    for line in ("A note from another desk.", kept[1], kept[0].rstrip("."), *kept[2:]):
        document.add_paragraph(line)
    document.save(str(tmp_path / "foreign.docx"))
    options = ("--base", tmp_path / "report.json", "--to", "md", "--out", tmp_path / "out")
    result = invoke("revise", tmp_path / "foreign.docx", *options)
    assert result.exit_code == 0, result.output
    assert "edit-outside-article" not in result.output
    before, after = article_at(tmp_path / "report.json"), article_at(tmp_path / "out" / "foreign.json")
    assert after.headline == before.headline
    assert (after.byline, after.editors) == (before.byline, before.editors)
    assert [speaker.name for speaker in after.speakers] == [speaker.name for speaker in before.speakers]
    ids = {para.id for block in after.blocks for para in block.paras}
    assert ids == {"r2p1", "b1p1", "b1p2", "b2p1", "b3p1"}


def test_another_article_is_told(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", publish(TRANSCRIPT.replace("Alpha", "Omega"), name="other.txt"))
    base = write(tmp_path, "report.txt", TRANSCRIPT.encode())
    result = invoke("revise", copy, "--base", base, "--out", tmp_path / "out", "--to", "md")
    assert "docx-other-article" in result.output


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04 cut off", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, b"text"]
)
def test_what_is_no_docx_is_one_clear_line(data: bytes, tmp_path: Path) -> None:
    result = invoke("revise", write(tmp_path, "a.docx", data), "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert result.output.startswith("error: ") or "error" in result.output
    assert not (tmp_path / "out").exists()


def test_diff_compares_anything_with_anything(tmp_path: Path) -> None:
    base = write(tmp_path, "base.docx", publish())
    other = write(
        tmp_path, "other.docx", edit(publish(), replace("agreed", "settled"), remove("Echo visitors"))
    )
    invoke("revise", other, "--out", tmp_path / "out", "--to", "md")
    assert invoke("diff", base, base).exit_code == 0
    for before, after in ((base, other), (other, base), (base, tmp_path / "out" / "other.json")):
        result = invoke("diff", before, after)
        assert result.exit_code == 1
        assert "edited paragraph 3" in result.output
    page = tmp_path / "page.html"
    assert invoke("diff", base, other, "--html", page, "--quiet").stdout == ""
    assert invoke("diff", base, other, "--html", page).stdout.splitlines()[-1] == str(page)
    assert "<del>agreed</del>" in page.read_text("utf-8")


def test_a_document_and_its_article_are_equal(tmp_path: Path) -> None:
    invoke("publish", SEED, "--to", "docx,json", "--out", tmp_path)
    sent, article = (tmp_path / f"{SEED.stem}.{suffix}" for suffix in ("docx", "json"))
    for pair in ((sent, article), (article, sent)):
        result = invoke("diff", *pair)
        assert (result.exit_code, result.stdout) == (0, "no changes\n")


def test_what_did_not_change_is_left_out_between_words(tmp_path: Path) -> None:
    base = write(tmp_path, "base.docx", publish())
    other = write(tmp_path, "other.docx", edit(publish(), replace("agreed", "settled")))
    shown = invoke("diff", base, other).stdout
    assert "[-agreed-]{+settled+}" in shown
    assert all(part == part.strip("…") or part == "…" for part in shown.split())


def test_merged_copies_hold_what_both_did(tmp_path: Path) -> None:
    first = write(
        tmp_path,
        "a.docx",
        edit(
            publish(), track("agreed on a plan", "settled on a plan", author="Ann"), replace("Alpha", "Alfa")
        ),
    )
    second = write(
        tmp_path,
        "b.docx",
        edit(
            publish(),
            track("agreed on a plan", "voted for a plan", author="Ben"),
            replace("key driving", "main driving"),
            remove("Echo visitors"),
            insert_after("Delta studies", "Ben wrote this."),
        ),
    )
    result = invoke("merge", first, second, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert result.output.count("revision-conflict") == 1
    data = (tmp_path / "out" / "a.merged.docx").read_bytes()
    assert_valid(data, tmp_path)
    document = read_docx(data, "x").value
    texts = [item.text for item in view(document) if not item.erased]
    assert "Charlie ministers voted for a plan for trade in services." in texts
    assert "Ben wrote this." in texts
    assert "Bravo digital economy has become a main driving force for recovery." in texts
    # The key point that quotes it is still there: only the second editor's own deletions are.
    assert sum("Echo visitors" in text for text in texts) == 1
    (comment,) = document.comments
    assert "Ann" in comment.text
    assert "It was: “Charlie ministers agreed on a plan" in comment.text
    ours = [item.text for item in view(document, Policy(authors=frozenset({"Ann"}))) if not item.erased]
    assert ours == [item.text for item in view(read_docx(first.read_bytes(), "x").value)]


def test_one_copy_is_nothing_to_merge(tmp_path: Path) -> None:
    only = write(tmp_path, "only.docx", publish())
    result = invoke("merge", only)
    assert result.exit_code == 2
    assert result.output.splitlines()[-1].endswith(
        "only.docx is one copy: give two or more that are to be joined"
    )


def test_copies_of_two_articles_are_not_merged(tmp_path: Path) -> None:
    first = write(tmp_path, "a.docx", publish())
    second = write(tmp_path, "b.docx", publish(TRANSCRIPT.replace("Alpha", "Omega")))
    result = invoke("merge", first, second, "--out", tmp_path / "out")
    assert result.exit_code == 3
    assert "--base" in result.output


def test_the_page_is_safe(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), replace("agreed", "<script>alert(1)</script>")))
    invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    page = (tmp_path / "out" / "a.changes.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_heading_that_was_typed_over_needs_no_yes(tmp_path: Path) -> None:
    copy = write(tmp_path, "a.docx", edit(publish(), replace("Full report", "The Story")))
    result = invoke("revise", copy, "--out", tmp_path / "out", "--to", "md")
    assert result.exit_code == 0, result.output
    assert "“Full report” is “The Story” in the file" in result.stderr
    assert (tmp_path / "out" / "a.md").exists()


def test_an_old_copy_undoes_nothing_without_a_yes(tmp_path: Path) -> None:
    ann = write(tmp_path, "ann.docx", edit(publish(), replace("agreed on a plan", "settled on a plan")))
    newest = tmp_path / "newest"
    invoke("revise", ann, "--out", newest, "--to", "docx")
    ben = write(tmp_path, "ben.docx", edit(publish(), replace("took part", "came")))
    command = ("revise", ben, "--base", newest / "ann.json", "--out", tmp_path / "out", "--to", "txt")
    result = invoke(*command)
    assert result.exit_code == 1
    assert "error[guess-unconfirmed] ben.docx was made before the base was revised" in result.stderr
    assert "forumpub merge NEWEST.docx ben.docx --base ben.docx" in result.stderr
    # What is shown is what Ben did.
    assert "{+came+}" in result.stdout
    assert "settled" not in result.stdout
    assert not (tmp_path / "out").exists()
    assert invoke(*command, "--yes").exit_code == 0
    assert "agreed on a plan" in (tmp_path / "out" / "ben.txt").read_text("utf-8")


def test_an_old_copy_is_joined_as_the_hint_says(tmp_path: Path) -> None:
    ann = write(tmp_path, "ann.docx", edit(publish(), replace("agreed on a plan", "settled on a plan")))
    newest = tmp_path / "newest"
    invoke("revise", ann, "--out", newest, "--to", "docx")
    ben = write(tmp_path, "ben.docx", edit(publish(), replace("took part", "came")))
    assert invoke("merge", newest / "ann.docx", ben, "--base", ben, "--out", tmp_path).exit_code == 0
    merged = tmp_path / "ann.merged.docx"
    assert invoke("revise", merged, "--out", tmp_path / "out", "--to", "txt").exit_code == 0
    text = (tmp_path / "out" / "ann.merged.txt").read_text("utf-8")
    assert "settled on a plan" in text
    assert "11 countries came" in text


def test_copies_of_rival_revisions_are_not_taken_for_one_another(tmp_path: Path) -> None:
    for name, word in (("ann", "settled"), ("ben", "voted")):
        copy = write(tmp_path, f"{name}.docx", edit(publish(), replace("agreed", word)))
        assert invoke("revise", copy, "--out", tmp_path / name, "--to", "docx").exit_code == 0
    result = invoke(
        "revise",
        tmp_path / "ben" / "ben.docx",
        "--base",
        tmp_path / "ann" / "ann.json",
        "--out",
        tmp_path / "x",
    )
    assert result.exit_code == 1
    assert "holds another revision 2 than the base" in result.stderr


def test_a_tab_is_shown_as_one(tmp_path: Path) -> None:
    base = write(tmp_path, "base.docx", publish())
    other = write(tmp_path, "other.docx", edit(publish(), insert_after("Bravo digital", "One\ttwo.")))
    shown = invoke("diff", base, other).stdout
    assert "One → two." in shown
    assert "\\x09" not in shown


def test_json_is_all_that_diff_prints_where_it_is_asked_for(tmp_path: Path) -> None:
    base = write(tmp_path, "base.docx", publish())
    other = write(tmp_path, "other.docx", edit(publish(), replace("agreed", "settled")))
    page = tmp_path / "page.html"
    result = invoke("diff", base, other, "--report", "json", "--html", page)
    assert [json.loads(line)["change"] for line in result.stdout.splitlines()] == ["edited"]
    assert str(page) in result.stderr
