"""Looking up, changes and checklists on the real texts, in the words of real people; and what only looks alike."""

from datetime import date

import pytest
from answering import TODAY, answered, plain

from assistant.answer import Turn
from assistant.export.checklist import checklist_of
from assistant.pipeline import Assistant
from assistant.skills.changed import all_changes
from assistant.skills.documents import about_document
from assistant.skills.instruments import known_instruments, meant
from assistant.skills.lookup import look_up
from assistant.skills.telling_changes import piece_of
from assistant.steps.understand import understand
from ingest.document_numbers import document_numbers
from ingest.tokens import normalise
from kb.messages import LANGS, Lang, say

DOCUMENTS = [
    ("2021年47号公告讲什么", "2021年第47号", "全国海关"),
    ("47号公告2021", "2021年第47号", "全国海关"),
    ("請問海關總署公告２０２１年第４７號講啥？", "2021年第47号", "全国海关"),
    ("财税〔2018〕103号", "财税〔2018〕103号", "三项条件"),
    ("财税2018 103号文是关于啥的", "财税〔2018〕103号", "无票免税"),
    ("海关总署令282号是什么", "第282号", "五级"),
    ("282号令从什么时候开始施行", "第282号", "2026年4月1日"),
    ("税总2025年3号公告管哪一块的", "2025年第3号", "海外仓"),
    ("国办发2021 24号文是关于啥的", "国办发〔2021〕24号", "六种"),
    ("财关税〔2018〕49号讲的啥子", "财关税〔2018〕49号", "26000元"),
    ("海关总署令第277号是什么规定", "第277号", "申报管理规定"),
    ("国务院第810号令讲了什么", "第810号", "平台"),
    ("11号公告主要内容", "2026年第11号", "退（免）税"),
    ("财税〔2012〕39号还有效吗", "财税〔2012〕39号", "取代"),
    ("251号令废止了没有", "第251号", "废止"),
    ("海关总署公告2014年第54号现在还能用吗", "2014年第54号", "取代"),
    ("what is Announcement 75 of 2020", "No.75of2020", "9710"),
    ("GACC Order No. 253: what does it regulate?", "No.253", "filing"),
    ("STA No. 5 of 2026", "No.5of2026", "1January2026"),
    ("Is GACC Announcement No. 54 of 2014 still in force?", "No.54of2014", "replaced"),
    ("Who issued Cai Shui [2018] No. 103 and when?", "28September2018", "MinistryofFinance"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "name", "holds"), DOCUMENTS)
def test_a_document_is_looked_up_by_its_number(assistant: Assistant, question: str, name: str, holds: str):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "lookup"), answer.text
    assert name in plain(answer).splitlines()[0], answer.text
    assert holds in plain(answer), answer.text
    assert answer.citations
    assert answer.suggestions


CODES = [
    ("1239是什么意思", "保税电商A"),
    ("代码3010", "货样广告品"),
    ("监管方式1371", "保税维修"),
    ("报关单上写5034是个啥", "区内物流货物"),
    ("5015是什么", "进料加工"),
    ("6033代码", "物流中心进出境货物"),
    ("什麼是1210", "保税跨境贸易电子商务"),
    ("9810啥意思", "海外仓"),
    ("mode code 2600 on a declaration = ?", "temporarily"),
    ("What does supervision code 1039 mean?", "approvedmarketcluster"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds"), CODES)
def test_a_code_is_looked_up(assistant: Assistant, question: str, holds: str):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "lookup"), answer.text
    assert holds in plain(answer), answer.text
    assert answer.suggestions


@pytest.mark.evals
def test_of_several_documents_with_a_number_the_question_goes_back(assistant: Assistant):
    answer, by = answered(assistant, "国税总局5号公告")
    assert (answer.status, by) == ("clarify", "lookup")
    assert answer.suggestions[0].startswith("国家税务总局公告2026年第5号"), "the newest first"
    assert len(answer.suggestions) == 2
    chosen, _ = answered(assistant, answer.suggestions[0])
    assert chosen.status == "answered"
    assert "2018年第5号" not in chosen.text.splitlines()[0]


@pytest.mark.evals
@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("海关总署2019年999号公告讲什么", "2019年第221号"),
        ("海关总署公告2020年第50号是什么", "2020年第45号"),
        ("What does GACC Announcement No. 50 of 2020 say?", "No. 45 of 2020"),
        ("代码9999是什么", ""),
    ],
)
def test_what_no_text_rests_on_is_not_guessed(assistant: Assistant, question: str, near: str):
    answer, by = answered(assistant, question)
    assert (answer.status, answer.reason, by) == ("refused", "not_covered", "lookup")
    assert near in answer.text


def test_every_document_goes_by_a_label_that_means_it(assistant: Assistant):
    for lang in LANGS:
        known = known_instruments(assistant.index, lang)
        assert len(known) > 80
        for item in known:
            text = normalise(say("lookup.ask-document", lang, name=item.label(lang)))
            number = document_numbers(text)[0]
            assert item in meant(number, text, known), item.label(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_said_of_every_document_is_proven(assistant: Assistant, lang: Lang):
    known = known_instruments(assistant.index, lang)
    for item in known[::4]:
        question = say("lookup.ask-document", lang, name=item.label(lang))
        context, _ = assistant.run(question, TODAY, (), lang, (understand,))
        text = normalise(question)
        draft = about_document(context, document_numbers(text)[0], text, is_asked_in_force=True)
        assert draft, question
        assert not [piece.text for piece in draft.pieces if not piece.is_proven]
        assert look_up(context), question


CHANGES = [
    ("2026年以来出口退税有什么变化", "36个月", "export-refund-basics"),
    ("今年以來出口退稅有什麼變化", "36个月", "export-refund-basics"),
    ("最近半年9810有啥新规", "没有记录到", "overseas-warehouse-9810"),
    ("1月1日起变了什么", "36个月", "export-refund-basics"),
    ("新旧AEO办法有什么不同", "严重失信企业", "aeo-credit"),
    ("海关企业信用管理2026年改了什么", "五级", "aeo-credit"),
    ("4月起AEO有啥新规", "第282号", "aeo-credit"),
    ("出口退税补报期限改了吗", "36个月", "export-refund-basics"),
    ("海关最近有什么新规", "第282号", "aeo-credit"),
    ("税务今年有什么变化", "36个月", "export-refund-basics"),
    ("2027年电池出口退税有什么变化", "取消电池产品", "refund-rates"),
    ("备案单证的新旧规定对比", "10年", "documents-to-keep"),
    ("离境退税跟以前比有什么不同", "200元", "departure-refund"),
    ("2024年以来海外仓有什么变化", "2024年12月15日", "cbec-b2b-export"),
    ("1039最近三个月有新规吗", "没有记录到", "market-procurement-exemption"),
    ("上个月有什么变化", "没有记录到", "inspection-quarantine"),
    ("收汇期限今年变了吗", "次年4月30日", "foreign-exchange-collection"),
    ("主动披露的新公告跟2023年127号比，免罚的期限改成多久了", "1年内", "penalties-disclosure"),
    ("主动披露的期限以前6个月现在多久", "2023年10月11日至2025年10月10日，涉税违规6个月内", "penalties-disclosure"),
    ("voluntary disclosure window: what was it before and what is it now?", "within6months", "penalties-disclosure"),
    (
        "when did the 9810 advance refund start and what applied before?",
        "actuallybeensold",
        "overseas-warehouse-export-refund",
    ),
    ("综保区内能不能做零售 新办法跟以前有变化吗", "不再保留", "comprehensive-bonded-zone-customs"),
    ("跨关区退货以前哪些海关能做，现在呢", "20个直属海关试点", "cbec-returns"),
    ("离岸转手买卖印花税免税区域扩大了没", "2024年4月1日至2025年3月31日，注册在上海", "offshore-trade-stamp-duty"),
    ("行邮税税率 2019年前后有什么变化", "15%、25%、50%", "parcel-tax"),
    ("零售进口限额调整过几次 分别多少", "2000元", "cbec-retail-import-tax"),
    ("代理出口证明的期限变了？", "次年4月15日", "export-refund-basics"),
    ("退运免税政策今年续了没 跟去年比有啥不同", "接续2023年第34号", "cbec-export-returns-tax"),
    ("2026年4月1日起有哪些新规", "由9%下调至6%", "refund-rates"),
    ("what changed for AEO between 2025 and 2026", "fivecreditclasses", "aeo-credit"),
    ("what changes next year", "batteryproductsiscancelled", "refund-rates"),
    ("what's new for customs in 2026?", "No.282", "aeo-credit"),
    ("What changed in December 2024 for companies exporting to overseas warehouses?", "abolished", "cbec-b2b-export"),
    ("How did the rail version of the departure-port refund grow at the end of 2024?", "from3to26",
     "transshipment-port-refund"),
    ("any new rules on export refund this year?", "36months", "export-refund-basics"),
]  # fmt: skip


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds", "document"), CHANGES)
def test_what_changed_is_told_with_its_day(assistant: Assistant, question: str, holds: str, document: str):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "changes"), answer.text
    assert holds in plain(answer), answer.text
    assert document in {citation.document for citation in answer.citations}, answer.text
    assert sum(line.startswith("- ") for line in answer.text.splitlines()) <= 6


@pytest.mark.parametrize("lang", LANGS)
def test_every_change_is_told_by_a_proven_sentence(assistant: Assistant, lang: Lang):
    every = all_changes(assistant.index, lang)
    assert len(every) > 200
    pieces = [piece for changed in every if (piece := piece_of(changed, {}))]
    assert len(pieces) > 0.95 * len(every)
    assert not [piece.text for piece in pieces if not piece.is_proven]


CHECKLISTS = [
    ("9610出口退税全流程和材料清单", "cbec-retail-export-refund"),
    ("9810海外仓退税的步骤、材料和期限", "overseas-warehouse-export-refund"),
    ("市場採購1039出口通關的流程和材料", "market-procurement-export"),
    ("第一次办出口退税的流程和材料", "export-refund-process"),
    ("启运港退税全流程", "transshipment-port-refund"),
    ("综服代办退税步骤和材料", "comprehensive-service-refund"),
    ("9710报关完整流程", "cbec-b2b-export"),
    ("海外仓货还没卖，预退税从申报到核算咋操作，填什么代码", "overseas-warehouse-export-refund"),
    ("checklist for 9810 refund", "overseas-warehouse-export-refund"),
    ("Checklist for 1039 market procurement clearance", "market-procurement-export"),
    ("Checklist for the first export refund", "export-refund-process"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "document"), CHECKLISTS)
def test_all_of_a_procedure_comes_as_a_checklist_of_one_text(assistant: Assistant, question: str, document: str):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "checklist"), answer.text
    assert {citation.document for citation in answer.citations} == {document}
    assert "\n1. " in answer.text
    assert "- [ ]" in answer.text


@pytest.mark.evals
def test_a_checklist_for_nothing_is_clarified_and_its_choices_are_checklists(assistant: Assistant):
    answer, by = answered(assistant, "要准备哪些资料，按步骤列出来")
    assert (answer.status, by) == ("clarify", "checklist")
    for choice in answer.suggestions:
        assert answered(assistant, choice)[1] == "checklist", choice


@pytest.mark.evals
def test_a_checklist_goes_on_from_the_question_before(assistant: Assistant):
    before = Turn(role="user", content="9810退税要多久")
    answer, by = answered(assistant, "要准备哪些资料，按步骤列出来", history=(before,))
    assert by == "checklist"
    assert {citation.document for citation in answer.citations} == {"overseas-warehouse-export-refund"}


@pytest.mark.parametrize("lang", LANGS)
def test_every_checklist_of_the_library_is_proven_and_no_longer_than_can_be_read(assistant: Assistant, lang: Lang):
    library = assistant.index.library
    made = [
        checklist
        for document in dict.fromkeys(version.document for version in library.published)
        if (checklist := checklist_of(library, document, TODAY, lang))
    ]
    assert len(made) >= 10
    for checklist in made:
        assert 4 <= sum(len(part.steps) for part in checklist.parts) <= 25, checklist.title


LEFT_TO_OTHERS = [
    "9810要备案吗",
    "海关总署公告2020年第75号规定的限额是多少",
    "2026年第16号公告和2023年34号有什么区别",
    "9610和9710有什么区别",
    "今年要交哪些税",
    "2025年11月出口的货物，最晚什么时候申报退税？",
    "备案信息变了多少天内要办变更",
    "出口报关单改了还能退税吗",
    "9810退税要什么材料",
    "9610申报清单每月什么时候汇总",
    "1039一票最多报多少",
    "按282号令，AEO多久复核一次",
    "近两年出口管制有哪些新规",
    "iPhone最近有什么变化",
    "今年美国关税有什么变化",
    "Has the limit for retail import anything to do with Announcement 194 of 2018?",
    "How do I change the refund method?",
    "Do I need a new filing for 9810?",
    "what documents does 9710 need",
    "Does Announcement No. 75 of 2020 set a limit?",
]


@pytest.mark.evals
@pytest.mark.parametrize("question", LEFT_TO_OTHERS)
def test_what_looks_alike_but_is_another_question_is_left_to_others(assistant: Assistant, question: str):
    _, by = answered(assistant, question)
    assert by not in {"lookup", "changes", "checklist"}


@pytest.mark.evals
def test_a_document_is_told_by_the_texts_of_the_day(assistant: Assistant):
    then, _ = answered(assistant, "251号令讲什么", date(2025, 6, 1))
    now, _ = answered(assistant, "251号令讲什么")
    assert "废止" not in then.text
    assert "废止" in now.text
    assert {str(citation.version) for citation in then.citations} == {"2021-11-01"}
    assert {str(citation.version) for citation in now.citations} == {"2021-11-01", "2026-04-01"}
