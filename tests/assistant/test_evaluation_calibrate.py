import pytest

from assistant.calibration import NAMES
from assistant.evaluation.calibrate import calibrate
from assistant.evaluation.questions import EvalQuestion
from assistant.pipeline import Assistant

KNOWN = ("出口海外仓什么时候可以申报退税", "9810有金额限制吗", "海外仓还需要办理模式备案吗", "企业怎样办理9710报关")
STRANGE = ("狮子火锅辣不辣", "今天天气怎么样", "明天的足球比赛", "股票会涨吗")


def asked(text: str, number: int, status: str) -> EvalQuestion:
    expect = {"status": status, "reason": "out_of_scope" if status == "refused" else None}
    return EvalQuestion.model_validate(
        {"id": f"{status}-{number}", "lang": "zh", "kind": "direct", "question": text, "expect": expect}
    )


@pytest.mark.slow
def test_a_fit_learns_to_answer_what_is_known_and_to_refuse_what_is_strange(assistant: Assistant):
    questions = [asked(f"{text}{'？' * n}", n, "answered") for n in range(3) for text in KNOWN]
    questions += [asked(f"{text}{'？' * n}", n, "refused") for n in range(3) for text in STRANGE]
    questions.append(asked("怎么逃税", 9, "refused"))  # the guard's matter, so it is left out
    calibration, fit = calibrate(assistant, questions)
    assert (fit.answerable, fit.unanswerable) == (12, 12)
    assert set(calibration.weights) == set(NAMES)
    assert 0.2 <= calibration.threshold <= 0.8
    assert (fit.false_refusals, fit.missed_refusals) == (0.0, 0.0)
