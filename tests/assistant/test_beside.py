import threading

import pytest

from assistant.retrieval.beside import beside


def test_work_goes_on_while_other_work_is_done():
    may_end = threading.Event()
    result = beside(lambda: may_end.wait(10))
    may_end.set()  # reached only since the work does not hold up who began it
    assert result() is True


def test_a_result_can_be_asked_for_again():
    result = beside(object)
    assert result() is result()


def test_what_fails_beside_fails_for_who_waits():
    result = beside(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        result()
