"""The reading that makes words is suggested; what no declaration can mend is named with its remedy."""

from __future__ import annotations

import pytest
from tests.cli.test_forty_inputs import CP1258, TCVN3

from dtiscore.errors import Place
from dtiscore.questions.doctor.answer.encodings import examine_encoding
from dtiscore.questions.doctor.answer.finding import Observation
from dtiscore.tables.texts.decoding import decode

TEXT = "code,province,x\n01,Hà Nội,1\n02,Hà Giang,2\n"


def only(data: bytes) -> Observation:
    (finding,) = examine_encoding(data, "t.csv")[1]
    return finding


@pytest.mark.parametrize(
    "data", [TEXT.encode(), TEXT.encode("utf-8-sig"), TEXT.encode("utf-16"), b"a,b\n", b""]
)
def test_sound_texts_need_nothing(data: bytes) -> None:
    text, findings = examine_encoding(data, "t.csv")
    assert findings == []
    assert text == data.decode("utf-16" if data[:1] in (b"\xff", b"\xfe") else "utf-8-sig")


def test_vietnamese_windows() -> None:
    finding = only(CP1258)
    assert finding.declares == {"encoding": "cp1258"}
    assert finding.reason == "it is not UTF-8, and read as cp1258 100 % of its words are Vietnamese"
    assert (finding.place, finding.sample) == (Place("t.csv", 2), "01,Hà Nội,1")


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark(order: str) -> None:
    finding = only(TEXT.encode(order))
    assert finding.declares == {"encoding": order}
    assert finding.sample == "01,Hà Nội,1"


def test_western_windows_is_offered_for_judgement() -> None:
    finding = only("name\nCôte d'Ivoire\nRéunion\n".encode("cp1252"))
    assert finding.declares == {"encoding": "cp1252"}
    assert "judge by the names" in finding.reason


@pytest.mark.parametrize(
    ("data", "font", "sample"),
    [
        (TCVN3, "TCVN3", "01,Hà Nội,1"),
        (TCVN3.decode("latin-1").encode(), "TCVN3", "01,Hà Nội,1"),
        ("x,y\nHaø Noäi,1\nThöøa Thieân,2\n".encode("latin-1"), "VNI", "Hà Nội,1"),
        ("x,y\nHaø Noäi,1\nThöøa Thieân,2\n".encode(), "VNI", "Hà Nội,1"),
    ],
)
def test_fonts_are_declared_in_the_place_of_an_encoding(data: bytes, font: str, sample: str) -> None:
    finding = only(data)
    assert (finding.topic, dict(finding.declares), finding.sample) == (
        "font",
        {"encoding": font.lower()},
        sample,
    )
    assert font in finding.reason
    assert sample in decode(data, encoding=font.lower(), source="t.csv")


@pytest.mark.parametrize("garbled", ["HÃ\u00a0 Ná»™i", "HÃ Ná»™i"])
def test_a_garbled_name_says_what_it_was(garbled: str) -> None:
    finding = only(f"code,province\n01,Thanh,1\n02,{garbled},2\n".encode())
    assert (finding.place, finding.sample) == (Place("t.csv", 3), garbled)
    assert finding.reason.endswith("this was Hà Nội")
    assert finding.remedy is not None
    assert "iconv -f utf-8 -t cp1252" in finding.remedy


def test_a_broken_place_in_sound_utf8() -> None:
    finding = only(TEXT.encode() + b"03,Cao B\xe1\xba")
    assert finding.reason.startswith("all of it but 1 byte is UTF-8")
    assert finding.place == Place("t.csv", 4)
    assert finding.declares == {}


def test_bytes_that_are_no_text() -> None:
    assert examine_encoding(bytes([0x81, 0x8D, 0x8F, 0x90, 0x9D]) * 30, "t.csv") == (None, [])


@pytest.mark.parametrize("order", ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be"])
def test_wide_encodings_without_their_mark_are_told_apart(order: str) -> None:
    text, (finding,) = examine_encoding("mã,tên\n01,Hà Nội\n".encode(order), "d.csv")
    assert text == "mã,tên\n01,Hà Nội\n"
    assert finding.declares == {"encoding": order}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_wide_text_that_breaks_off_is_not_taken_for_another_encoding(encoding: str) -> None:
    text, (finding,) = examine_encoding("unit,x\na,1\n".encode(encoding)[:-1], "d.csv")
    assert text is None
    assert not finding.declares
    assert finding.place == Place("d.csv", 2)
    assert "cut off" in finding.reason


@pytest.mark.parametrize("text", ["unit,x\nB¹,62¹\nC²,5\n", "unit,land (km²)\na,5\n"])
def test_marks_of_footnotes_are_no_letters_of_a_font(text: str) -> None:
    assert examine_encoding(text.encode(), "t.csv") == (text, [])
    assert [finding.declares for finding in examine_encoding(text.encode("latin-1"), "t.csv")[1]] == [
        {"encoding": "cp1252"}
    ]


@pytest.mark.parametrize(
    "text", ["name,a,Diện tích - km²\nA,1,2\n", "name,Mật độ/km²\nA,1\n", "name,Größe (tỉnh)\nA,1\n"]
)
def test_what_holds_a_letter_that_no_font_has_was_typed_for_none(text: str) -> None:
    """``Diện tích - km²`` was read as ``Diện tớch - km²``, as km² is no Vietnamese word."""
    assert examine_encoding(text.encode(), "t.csv") == (text, [])


def test_letters_of_a_font_that_look_like_marks_are_read_within_words() -> None:
    finding = only("unit,x\nB¹ch Long,1\n".encode())
    assert (finding.declares, finding.sample) == ({"encoding": "tcvn3"}, "Bạch Long,1")


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Субъект;Уровень безработицы, %\nБелгородская область;3,4\nг. Москва;5\n", ["cp1251", "koi8-r", "cp866"]),
        ("Область;Рівень безробіття\nВінницька;3\nКиївська;5\n", ["cp1251"]),
        ("Περιφέρεια;Ποσοστό ανεργίας\nΑττική;3\nΚρήτη;5\n", ["cp1253"]),
        ("المحافظة;معدل البطالة %\nالقاهرة;3\nالإسكندرية;5\n", ["cp1256"]),
        ("מחוז;שיעור האבטלה\nירושלים;3\nתל אביב;5\n", ["cp1255"]),
        ("จังหวัด;อัตราการว่างงาน\nกรุงเทพมหานคร;3\nเชียงใหม่;5\n", ["cp874"]),
        ("地区,城镇登记失业率(%)\n北京市,3\n江苏省,5\n注：数据来源于国家统计局。\n", ["gb18030"]),
        ("縣市,失業率,平均每戶可支配所得\n臺北市,3,7\n高雄市,5,8\n", ["big5"]),
        ("都道府県,完全失業率\n北海道,3\nデータの出典,5\n", ["cp932"]),
        ("시도,실업률,재정자립도\n서울특별시,3,7\n부산광역시,5,8\n", ["cp949"]),
    ],
)  # fmt: skip
def test_other_scripts_are_read_in_their_own_encoding(text: str, encodings: list[str]) -> None:
    """As Western Windows their names were ``Ñóáúåêò``, and ranked so."""
    for encoding in encodings:
        finding = only(text.encode(encoding))
        assert finding.declares == {"encoding": encoding}
        assert finding.sample == text.partition("\n")[0]


def test_no_encoding_is_told_for_bytes_that_make_common_letters_in_none() -> None:
    assert examine_encoding(b"name,x\n\x81\xff\xfe,1\n\x8d\xff\xfe,2\n", "t.csv") == (
        None,
        [],
    )
