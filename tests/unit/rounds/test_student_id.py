import pytest

from debatekit.errors import HandInError
from debatekit.rounds.student_id import check_student_id
from debatekit.rounds.student_name import student_from_names


@pytest.mark.parametrize("student", ["ab123", "12345", "a.b@example.org", "José Núñez", "O'Neil", "x_y-z", "علي", "李"])
def test_ids_as_people_write_them(student: str) -> None:
    assert check_student_id(f" {student} ") == student


def test_two_ways_of_writing_an_accent_are_one_id() -> None:
    assert check_student_id("Jose\u0301") == check_student_id("José")


@pytest.mark.parametrize(
    ("student", "sentence"),
    [
        ("", "Type your student id"),
        ("   ", "Type your student id"),
        (None, "Type your student id"),
        ("a+b@example.org", "because nbgrader uses it itself"),
        ("a*", "because nbgrader uses it itself"),
        ("../up", "cannot hold “/”"),
        ("..", "starts with a letter"),
        ("a/b", "cannot hold “/”"),
        ("a\\b", "cannot hold “\\\\”"),
        ("a\nb", r"cannot hold the sign U\+000A"),
        ("a\u202eb", r"cannot hold the sign U\+202E"),
        ("a{b}", "cannot hold “{”"),
        ("a[b]", "cannot hold"),
        (".hidden", "starts with a letter"),
        ("-rf", "starts with a letter"),
        ("ab.", "does not end with a full stop"),
        ("con", "cannot be a folder's name"),
        ("nul.txt", "cannot be a folder's name"),
        ("a" * 81, "cannot be a folder's name"),
    ],
)
def test_ids_that_cannot_be_used(student: str, sentence: str) -> None:
    with pytest.raises(HandInError, match=sentence):
        check_student_id(student)


@pytest.mark.parametrize(
    ("stem", "parents", "student"),
    [
        ("01-claims", ["ab123"], "ab123"),
        ("01-claims", ["group 1", "ab123"], "ab123"),
        ("01-claims", ["ab123", "01-claims"], "ab123"),
        ("01-claims (1)", ["ab123"], "ab123"),
        ("01-claims-2", ["ab123"], "ab123"),
        ("01-claims-Copy1", ["ab123"], "ab123"),
        ("01-claims", ["Example Student_1234567_assignsubmission_file"], "Example Student"),
        ("01-claims", ["Example Student_1234567_assignsubmission_file_"], "Example Student"),
        ("ab123_01-claims", [], "ab123"),
        ("ab123-01-claims", ["somewhere"], "ab123"),
        ("ab123_01-claims (2)", [], "ab123"),
        ("studentexample_12345_678901_01-claims", [], "studentexample"),
        ("studentexample_LATE_12345_678901_01-claims-1", [], "studentexample"),
        ("01-claims-ab123", [], "ab123"),
        ("01-claims_ab_123", [], "ab_123"),
        ("ab123", ["somewhere"], "ab123"),
    ],
)
def test_whose_a_bare_notebook_is(stem: str, parents: list[str], student: str) -> None:
    assert student_from_names(stem, parents, "01-claims") == student


def test_nobody_is_guessed() -> None:
    with pytest.raises(HandInError, match="nothing says whose it is. Add --student ID"):
        student_from_names("01-claims", [], "01-claims")
