"""Who issued a legal text, in the reader's language."""

import re

from ingest.settings import PROJECT
from kb.issuers import say_issuer
from kb.library import Library


def test_each_of_several_issuers_is_named_in_english():
    assert say_issuer("财政部、海关总署", "en") == "Ministry of Finance, General Administration of Customs"
    assert say_issuer("财政部、海关总署", "zh") == "财政部、海关总署"


def test_others_who_issued_it_too_are_told_of():
    assert say_issuer("商务部等6部门", "en") == "Ministry of Commerce and others"
    assert say_issuer("税务总局等十部门", "en") == "State Taxation Administration and others"


def test_whom_the_list_does_not_know_keeps_the_chinese_name():
    assert say_issuer("北京海关", "en") == "北京海关"


def test_every_issuer_of_our_texts_has_an_english_name():
    library = Library.load(PROJECT / "kb")
    issuers = {source.issuer for version in library.published for source in version.sources if source.issuer}
    assert {said for issuer in issuers if re.search(r"[\u4e00-\u9fff]", said := say_issuer(issuer, "en"))} == set()
