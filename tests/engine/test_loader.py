"""What the loader refuses, and how it says so: file, line, and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from vinhdanh.engine import LawBook, LawError

CATALOGUE = """\
- {code: CSTT, name: Chiến sĩ tiên tiến, kind: emulation_title, level: base, subjects: [person]}
- {code: CSTD_CS, name: Chiến sĩ thi đua cơ sở, kind: emulation_title, level: base, subjects: [person]}
"""
INSTRUMENT = """\
number = "1/2024"
name = "Luật mẫu"
short = "Luật mẫu"
kind = "{kind}"
issuer = "Quốc hội"
in_force = 2024-01-01
"""
ARTICLE = """\
# Điều 1. Chiến sĩ tiên tiến

```rule
id: CSTT
for: person
verified: quoted
source: nguồn
```

## khoản 1
> Hoàn thành tốt nhiệm vụ trở lên.
```criterion
rating: {at_least: good}
```
"""


@pytest.fixture
def law(tmp_path: Path) -> Path:
    (tmp_path / "danh-muc.yaml").write_text(CATALOGUE, "utf-8")
    folder = tmp_path / "luat-mau"
    folder.mkdir()
    (folder / "instrument.toml").write_text(INSTRUMENT.format(kind="national"), "utf-8")
    (folder / "dieu-01.md").write_text(ARTICLE, "utf-8")
    return tmp_path


def problems(root: Path, text: str, name: str = "dieu-01.md", **load: list[str]) -> list[str]:
    (root / "luat-mau" / name).write_text(text, "utf-8")
    with pytest.raises(LawError) as caught:
        LawBook.load(root=root, **load)
    return [str(p) for p in caught.value.problems]


def test_the_sample_article_loads(law: Path) -> None:
    assert [r.id for r in LawBook.load(root=law).rules] == ["CSTT"]


def test_an_unknown_predicate_is_answered_with_the_nearest(law: Path) -> None:
    (found,) = problems(law, ARTICLE.replace("rating: {", "ratign: {"))
    assert found == "luat-mau/dieu-01.md:13: không có tiêu chí 'ratign'; có phải 'rating'?"


def test_an_unknown_field_is_named_with_its_line(law: Path) -> None:
    (found,) = problems(law, ARTICLE.replace("at_least: good", "at_least: good, at_mots: good"))
    assert found.startswith("luat-mau/dieu-01.md:13: ")
    assert "at_mots" in found


def test_an_unknown_title_is_refused(law: Path) -> None:
    text = ARTICLE.replace("rating: {at_least: good}", "title_run: {title: CSTD_SC, times: 3}")
    (found,) = problems(law, text)
    assert "có phải 'CSTD_CS'?" in found


def test_an_uncited_criterion_is_refused(law: Path) -> None:
    (found,) = problems(law, ARTICLE.replace("> Hoàn thành tốt nhiệm vụ trở lên.\n", ""))
    assert "không có căn cứ" in found


@pytest.mark.parametrize("mark", ["remembered", "", "guessed"])
def test_a_remembered_source_never_ships(law: Path, mark: str) -> None:
    (found,) = problems(law, ARTICLE.replace("verified: quoted", f"verified: {mark}"))
    assert "seen, quoted hoặc reported" in found


def test_two_rules_of_one_rank_for_one_subject_are_refused(law: Path) -> None:
    found = problems(law, ARTICLE, "dieu-02.md")
    assert len(found) == 1
    assert "cùng cấp" in found[0]
    assert "luat-mau/dieu-01.md:3" in found[0]


def test_an_unexplained_gap_in_time_is_refused(law: Path) -> None:
    text = ARTICLE.replace("source: nguồn", "source: nguồn\neffective: {from: 2024-01-01, to: 2025-06-30}")
    (found,) = problems(law, text)
    assert "từ ngày 01/07/2025 không có quy tắc" in found


def test_a_listed_gap_explains_it(law: Path) -> None:
    text = ARTICLE.replace("source: nguồn", "source: nguồn\neffective: {from: 2024-01-01, to: 2025-06-30}")
    text += "\n## khoản 2\n> Chưa rõ.\n```gap\nfor: [CSTT]\nwhy: chưa đọc được văn bản\n"
    text += "effective: {from: 2025-07-01}\n```\n"
    (law / "luat-mau" / "dieu-01.md").write_text(text, "utf-8")
    assert len(LawBook.load(root=law).gaps) == 1


def test_a_gap_without_a_reason_is_refused(law: Path) -> None:
    (found,) = problems(law, ARTICLE + "\n## khoản 2\n> Chưa rõ.\n```gap\nfor: [CSTT]\n```\n")
    assert "thiếu why" in found


def test_a_field_written_twice_is_refused_with_its_line(law: Path) -> None:
    (found,) = problems(law, ARTICLE.replace("for: person", "for: person\nfor: unit"))
    assert found.startswith("luat-mau/dieu-01.md:6: ")


def test_a_fence_left_open_is_refused(law: Path) -> None:
    found = problems(law, ARTICLE.rstrip().removesuffix("```"))
    assert any("không có dòng ``` đóng" in p for p in found)


def test_a_mirror_says_which_text_was_read(law: Path) -> None:
    (found,) = problems(law, ARTICLE.replace("source: nguồn", "source: nguồn\nmirror: true"))
    assert "mirror_note" in found


def test_every_problem_is_told_at_once(law: Path) -> None:
    text = ARTICLE.replace("rating: {", "ratign: {").replace("verified: quoted", "verified: remembered")
    assert len(problems(law, text)) == 2


def test_titles_that_rest_on_each_other_in_a_circle_are_refused(law: Path) -> None:
    (law / "luat-mau" / "dieu-01.md").write_text(
        ARTICLE.replace("rating: {at_least: good}", "meets: [CSTD_CS]"), "utf-8"
    )
    other = ARTICLE.replace("id: CSTT", "id: CSTD_CS").replace("rating: {at_least: good}", "meets: [CSTT]")
    (law / "luat-mau" / "dieu-02.md").write_text(other, "utf-8")
    with pytest.raises(LawError, match="dựa vòng vào nhau"):
        _ = LawBook.load(root=law).evaluation_order


def test_an_overlay_prevails_over_the_national_rule_for_its_subjects(law: Path) -> None:
    folder = law / "quy-che"
    folder.mkdir()
    (folder / "instrument.toml").write_text(INSTRUMENT.format(kind="overlay"), "utf-8")
    text = ARTICLE.replace("id: CSTT", "id: CSTT\nreplaces: [CSTT]").replace("good", "excellent")
    (folder / "dieu-01.md").write_text(text, "utf-8")
    assert len(LawBook.load(root=law).rules) == 1
    book = LawBook.load(root=law, overlays=["quy-che"])
    day = book.rules[0].start
    assert [r.article.instrument.key for r in book.versions("CSTT", day)] == ["quy-che", "luat-mau"]


def test_an_overlay_may_add_to_a_national_rule(law: Path) -> None:
    folder = law / "quy-che"
    folder.mkdir()
    (folder / "instrument.toml").write_text(INSTRUMENT.format(kind="overlay"), "utf-8")
    text = ARTICLE.replace("id: CSTT", "id: CSTT\nrefines: [CSTT]").replace(
        "rating: {at_least: good}", "undisciplined: {at_least: reprimand, within: {years: 1}}"
    )
    (folder / "dieu-01.md").write_text(text, "utf-8")
    book = LawBook.load(root=law, overlays=["quy-che"])
    rule = book.versions("CSTT", book.rules[0].start)[0]
    assert len(list(rule.criterion.leaves())) == 2


def test_an_unknown_overlay_is_named_with_those_that_exist(law: Path) -> None:
    with pytest.raises(LawError, match="không thấy bộ quy chế này"):
        LawBook.load(root=law, overlays=["bac-giang"])
