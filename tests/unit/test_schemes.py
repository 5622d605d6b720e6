"""The kinds of step: each says how it goes and what to ask of it."""

import pytest

from debatekit.arguments.schemes import SCHEMES


@pytest.mark.parametrize("name", SCHEMES)
def test_a_kind_of_step_has_a_few_questions_in_plain_words(name):
    scheme = SCHEMES[name]
    assert scheme.step.endswith(".") and 2 <= len(scheme.questions) <= 5
    assert all(question.endswith("?") and len(question.split()) <= 20 for question in scheme.questions)


def test_no_question_is_asked_twice_of_one_step():
    assert all(len(set(scheme.questions)) == len(scheme.questions) for scheme in SCHEMES.values())
