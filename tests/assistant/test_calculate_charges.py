"""Charges, fines, stamp duty and the part not refunded, as pure functions."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from summing import TODAY, real_library

from assistant.skills.calculate.by_day import Late, charge_by_day, late_charge
from assistant.skills.calculate.departure_refund import Shopping, departure_refund
from assistant.skills.calculate.export_refund import ExportRefund, export_refund
from assistant.skills.calculate.fine import Offence, Wrong, fine, fine_range
from assistant.skills.calculate.refund_gap import refund_gap
from assistant.skills.calculate.rules import Rules
from assistant.skills.calculate.stamp_duty import Resale, stamp_duty
from assistant.skills.calculate.working import Missing, Outcome, Worked
from kb.messages import LANGS, Lang

D = Decimal


@pytest.fixture
def rules() -> Rules:
    return Rules(real_library(), TODAY, "zh")


def worked(outcome: Outcome | None) -> Worked:
    assert isinstance(outcome, Worked)
    assert all(piece.is_proven for piece in outcome.pieces)
    return outcome


def test_a_charge_grows_by_the_day_and_is_rounded_to_the_fen():
    assert charge_by_day(D(200_000), D("0.0005"), D(10)) == 1000
    assert charge_by_day(D("333.33"), D("0.0005"), D(1)) == D("0.17")
    assert charge_by_day(D(200_000), D("0.0005"), D(0)) == 0


@pytest.mark.parametrize("lang", LANGS)
def test_the_examples_of_the_texts_come_out(lang: Lang):
    rules = Rules(real_library(), TODAY, lang)
    assert worked(late_charge("late-fee", Late(D(200_000), D(10)), rules)).amount == 1000
    assert worked(late_charge("surcharge", Late(D(100_000), D(30)), rules)).amount == 1500
    assert worked(stamp_duty(Resale((D(1_000_000), D(1_200_000))), rules)).amount == 660


def test_days_since_entry_count_from_the_limit_on(rules: Rules):
    assert worked(late_charge("late-fee", Late(D(200_000), since_entry=D(24)), rules)).amount == 1000
    assert worked(late_charge("late-fee", Late(D(200_000), since_entry=D(14)), rules)).amount == 0
    assert worked(late_charge("late-fee", Late(D(200_000), since_entry=D(3)), rules)).amount == 0


def test_a_charge_without_its_days_or_its_base_is_asked_for(rules: Rules):
    assert isinstance(late_charge("late-fee", Late(D(1)), rules), Missing)
    assert isinstance(late_charge("surcharge", Late(None, D(1)), rules), Missing)


def test_there_is_no_charge_before_the_texts_begin(rules: Rules):
    assert late_charge("late-fee", Late(D(1), D(1)), replace(rules, day=date(2014, 1, 1))) is None
    assert stamp_duty(Resale((D(1),)), replace(rules, day=date(2022, 6, 30))) is None


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("offence", get_args(Offence))
def test_each_fine_is_a_proven_range(offence: Offence, lang: Lang):
    found = worked(fine(Wrong(offence, D(100_000)), Rules(real_library(), TODAY, lang)))
    assert found.amount is None
    assert isinstance(fine(Wrong(offence, None), Rules(real_library(), TODAY, lang)), Missing)


def test_a_range_goes_from_its_least_to_its_most_share():
    assert fine_range(D(20_000), (D("0.3"), D(2))) == (6000, 40_000)
    assert fine_range(D(100), (D(0), D("0.3"))) == (0, 30)


@pytest.mark.parametrize(
    ("day", "area", "is_exempt"),
    [
        ("2026-01-01", "shanghai", True),
        ("2026-01-01", "elsewhere", True),
        ("2026-01-01", "chongqing", False),
        ("2026-01-01", None, False),
        ("2024-06-01", "shanghai", True),
        ("2024-06-01", "elsewhere", False),
        ("2023-06-01", "shanghai", False),
        ("2028-01-01", "shanghai", False),
    ],
)
def test_the_exemption_has_its_areas_and_days(rules: Rules, day: str, area, is_exempt: bool):
    found = worked(stamp_duty(Resale((D(1000),), area), replace(rules, day=date.fromisoformat(day))))
    assert (found.amount is None) is is_exempt


def test_a_visitor_gets_nothing_below_the_threshold_and_the_rate_of_the_goods_from_it_on(rules: Rules):
    assert worked(departure_refund(Shopping(D("199.99"), D("0.13")), rules)).amount == 0
    assert worked(departure_refund(Shopping(D(200), D("0.13")), rules)).amount == 22
    assert worked(departure_refund(Shopping(D(200), D("0.09")), rules)).amount == 16
    unknown = departure_refund(Shopping(D(200), D("0.06")), rules)
    assert isinstance(unknown, Missing)
    assert len(unknown.choices) == 2


def test_only_a_refund_above_the_cash_limit_says_so(rules: Rules):
    above = worked(departure_refund(Shopping(D(200_000), D("0.13")), rules))
    below = worked(departure_refund(Shopping(D(100_000), D("0.13")), rules))
    assert len(above.notes) == len(below.notes) + 1


def test_the_part_not_refunded_needs_both_rates(rules: Rules):
    given = ExportRefund(D(200_000), D("0.09"), D("0.13"))
    assert worked(refund_gap(given, rules)).amount == 8000
    assert worked(refund_gap(replace(given, rate=D("0.13")), rules)).amount == 0
    assert isinstance(refund_gap(replace(given, rate=None), rules), Missing)
    assert isinstance(refund_gap(replace(given, vat_rate=None), rules), Missing)
    assert isinstance(refund_gap(replace(given, invoice=None), rules), Missing)


def test_the_rate_of_listed_goods_is_read_from_the_day(rules: Rules):
    battery = ExportRefund(D(100_000), goods="battery")
    for day, refund in (("2026-02-28", 9000), ("2026-04-01", 6000), ("2027-01-01", 0)):
        assert worked(export_refund(battery, replace(rules, day=date.fromisoformat(day)))).amount == refund
    assert isinstance(export_refund(battery, replace(rules, day=date(2024, 11, 30))), Missing)


def test_goods_of_which_only_some_are_listed_are_asked_about(rules: Rules):
    found = export_refund(ExportRefund(D(100_000), some_goods="oil"), rules)
    assert isinstance(found, Missing)
    assert "9%" in found.so_far[0].text
