"""Comparing and choosing trade formats on the real texts: every address exists, and people are answered."""

from collections.abc import Iterator
from datetime import date
from itertools import combinations

import pytest
from answering import TODAY, answered, plain

from assistant.answer import Turn
from assistant.pipeline import Assistant
from assistant.skills.choose.business import UNSURE, Facts
from assistant.skills.choose.rules import next_question, rules
from assistant.skills.choose.saying import Result
from assistant.skills.compare import words
from assistant.skills.formats import entries, name_of, rule_at, trade_formats, what_it_is
from assistant.skills.grid import grid
from kb.figures import figures
from kb.library import Library
from kb.messages import LANGS, Lang, catalogue

DAYS = (date(2019, 6, 1), date(2021, 1, 1), date(2024, 10, 31), date(2025, 6, 1), TODAY)
DOCUMENTS = [item.document for item in trade_formats()]


@pytest.mark.parametrize("lang", LANGS)
def test_every_catalog_entry_has_a_name_and_says_in_a_proven_clause_what_it_is(library: Library, lang: Lang):
    found = entries(library, TODAY, lang)
    assert set(found) == set(DOCUMENTS)
    for document, version in found.items():
        assert f"format.name-{document}" in catalogue()
        piece = what_it_is(version, TODAY)
        assert piece, document
        assert piece.is_proven, (document, piece.unproven)


def test_the_names_hold_the_codes_of_the_catalog(library: Library):
    for version in entries(library, TODAY, "zh").values():
        assert not version.code or name_of(version).startswith(version.code)


def test_every_term_that_names_a_format_stands_in_the_glossary(library: Library):
    known = library.glossary.by_official
    assert not [term for item in trade_formats() for term in (*item.terms, *item.hints) if term not in known]


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("lang", LANGS)
def test_every_cell_that_tells_something_is_proven_by_a_section_in_force(library: Library, day: date, lang: Lang):
    for version in entries(library, day, lang).values():
        for row in grid((version,), day).rows:
            (cell,) = row.cells
            assert cell.piece.is_proven, (version.key, row.field, cell.piece.unproven)
            for source in cell.piece.sources:
                assert source.section.served
                assert source.section.served.contains(day)
                assert source.quotes


@pytest.mark.parametrize("lang", LANGS)
def test_every_section_the_rules_name_exists_today(library: Library, lang: Lang):
    addresses = {rule.proof for item in rules().formats for rule in item.rules}
    addresses |= {item.next for item in rules().formats}
    addresses |= {item.without_invoice for item in rules().formats if item.without_invoice}
    addresses |= {aspect.section for aspect in words().aspects if aspect.section}
    assert not [address for address in addresses if rule_at(library, address, TODAY, lang) is None]
    assert {document for pair in words().compared for document in pair} <= set(DOCUMENTS)
    assert all(tuple(sorted(pair)) == pair for pair in words().compared)


@pytest.mark.parametrize("lang", LANGS)
def test_the_limit_of_the_rules_is_the_one_of_its_section(library: Library, lang: Lang):
    (rule,) = (rule for item in rules().formats for rule in item.rules if rule.slot == "value")
    found = rule_at(library, rule.proof, TODAY, lang)
    assert found
    assert f"{rules().value.limit:.10g}" in figures(found[1].body)


def ways(facts: Facts) -> Iterator[Facts]:
    question = next_question(facts)
    if question is None:
        yield facts
        return
    for value in (*question.choices, UNSURE):
        yield from ways(facts.with_(question.slot, value))


@pytest.mark.parametrize("lang", LANGS)
def test_every_way_through_the_interview_ends_in_proven_reasons(library: Library, lang: Lang):
    ended = list(ways(Facts()))
    for facts in ended:
        draft = Result(library, facts, TODAY, lang).draft()
        if all(value == UNSURE for _, value in facts.told):
            continue
        assert draft, facts
        for piece in draft.pieces:
            assert piece.is_proven, (facts, piece.text, piece.unproven)
    assert len(ended) > 15


COMPARISONS = [
    ("9710和9810到底有啥区别", ["海外仓", "境外企业", "|税|"]),
    ("9610跟1039有什么不一样？", ["市场集聚区", "15万美元"]),
    ("9610和1039退税有什么不同？", ["免征增值税，不退税", "四项条件"]),
    ("一般贸易和市场采购的限额分别是多少", ["15万美元"]),
    ("9610 vs 9710 哪个退税快", ["工作日", "四项条件"]),
    ("9710、9810报关方式对比一下", ["5000元"]),
    ("小包直发和发海外仓有什么区别", ["9610", "9810"]),
    ("外綜服和自己做一般貿易有什麼區別", ["代办", "0110"]),
    ("1210和1239有什么不一样", ["1210进口政策城市以外"]),
    ("1210和9810有什么区别", ["特殊区域出口", "海外仓"]),
    ("9610、9710、9810、0110比较一下", ["境外消费者", "境外企业", "海外仓"]),
    ("离岸贸易和一般贸易有什么区别", ["一线关境"]),
    ("9610还是9710好", ["境外消费者"]),
    ("市采和9610谁申报有区别吗", ["市场经营户", "代理人"]),
    ("9710和9810的收汇期限有什么不同", ["次年4月30日"]),
    ("9610和1239的单证和期限分别是啥", ["没有写明"]),
    ("What is the difference between 9610 and 1039?", ["approvedmarketcluster", "USD150,000"]),
    ("compare 9710, 9810 and general trade", ["overseaswarehouse", "0110"]),
    ("How do 1039 and 9610 differ in tax refund?", ["VATexempt,norefund"]),
    ("9610 versus 9710: who declares?", ["agent"]),
    ("market procurement vs 9610, which has a limit per declaration", ["USD150,000"]),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds"), COMPARISONS)
def test_a_comparison_sets_the_formats_side_by_side(assistant: Assistant, question: str, holds: list[str]):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "compare"), answer.text
    assert not [part for part in holds if part not in plain(answer)], answer.text
    assert answer.citations
    assert len(answer.text.splitlines()) <= 20
    assert "—" not in answer.text, "a cell without proof"


LEFT_TO_OTHERS = [
    "9610和9710哪个物流更快",
    "9610和9710手续费哪个便宜",
    "网购保税和直购进口有什么不一样？",
    "1210和9610进口有什么区别",
    "行邮税和跨境电商零售进口税有什么区别",
    "9610有票和无票有什么区别",
    "9710和9810新旧规定有什么变化",
    "9610和9710都要备案吗",
    "综合保税区和保税物流中心有什么区别",
    "一类企业和四类企业办退税时间有什么不同",
    "保税维修和修理物品1300有什么区别",
    "For 9610, consolidated declaration versus summary statistics: which one if I want the tax refund?",
    "Long-term stock: comprehensive bonded zone or Type B bonded logistics centre, how do the storage limits compare?",
    "保税维修用什么监管方式代码",
    "退运货物用哪个监管方式代码",
    "跨境电商出口用什么监管方式代码",
    "我用9810，报关单上监管方式填什么代码",
    "什么是海关监管方式代码",
    "supervision mode code for goods returned for quality reasons",
    "二手车出口走哪种方式我不清楚",
]


@pytest.mark.evals
@pytest.mark.parametrize("question", LEFT_TO_OTHERS)
def test_what_looks_alike_but_is_another_question_is_left_to_others(assistant: Assistant, question: str):
    _, by = answered(assistant, question)
    assert by not in {"compare", "choose"}


@pytest.mark.evals
@pytest.mark.parametrize(
    ("question", "against"),
    [
        ("在大足龙水买五金出口越南 20万美元一票 能走1039吗", "15万美元"),
        ("卖给国外公司 能用9610报吗", "9610零售出口卖给境外消费者"),
    ],
)
def test_why_the_format_asked_about_does_not_fit_is_said_first(assistant: Assistant, question: str, against: str):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "choose"), answer.text
    assert against in answer.text.splitlines()[0]
    assert "不合适" in answer.text.splitlines()[0]


TOLD_NO_TRADE = [
    "龙水的管制刀具、弩能按1039发不",
    "客户线下打款，还能报9710吗",
    "自产产品保税维修",
    "综保区商品展示允许不",
    "离岸贸易文件依据",
    "eBay Shopee这类国外平台报不报",
    "50 yuan exemption for parcels still valid",
    "used car export checklist",
]


@pytest.mark.evals
@pytest.mark.parametrize("question", TOLD_NO_TRADE)
def test_words_of_a_trade_alone_ask_for_no_format(assistant: Assistant, question: str):
    _, by = answered(assistant, question)
    assert by != "choose"


# Where no one statement names a side, a section stands for each.
IN_TURN = [
    ("申报不实影响统计和影响监管秩序 罚款一样吗", ["1000元以上1万元以下", "1000元以上3万元以下"]),
    ("进口滞报期限和出口报关时限各是什么", ["14日内", "24小时以前"]),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds"), IN_TURN)
def test_two_sides_that_no_statement_names_are_told_in_turn(assistant: Assistant, question: str, holds: list[str]):
    answer, _ = answered(assistant, question)
    assert answer.status == "answered"
    assert not [part for part in holds if part not in plain(answer)], answer.text


SIDES = [
    ("一类企业跟四类企业退税时间差多少", ["5个工作日", "20个工作日"]),
    ("综保区和保税物流中心存货期限哪个长", ["不设存储期限", "2年"]),
    ("跨境电商进口跟行邮税买东西哪个税低", ["70%", "13%、20%、50%"]),
    ("退免税、免税、征税三种待遇咋区分", ["可以申报退（免）税", "进项税额转入成本", "视同内销"]),
    ("免抵退和免退税的区别", ["先抵减应纳增值税", "退给企业"]),
    ("滞报金和滞纳金一样吗", ["完税价格的万分之五", "滞纳税款万分之五"]),
    ("二手车出口和平行进口车要的许可证一样吗", ["实行出口许可证管理", "自动进口许可证"]),
    ("备案单证和账簿保存年限一样吗", ["备案单证保存期为10年", "一般保存10年"]),
    ("1371和1300有什么区别", ["1371“保税维修”", "1300为“修理物品”"]),
    ("一类企业和四类企业有什么区别", ["A级或B级", "D级"]),
    ("9610出口退货和零售进口退货的期限分别是多少天", ["1年内退运进境", "30日内申请退货"]),
    ("bonded repair 1371 vs repair 1300", ["bondedmaintenanceis1371", "1300standsforgoods"]),
    ("水路启运港退税和陆路的有什么区别", ["水路转关", "国铁集团"]),
    ("跨境电商企业和平台在零售进口里分别负责啥", ["境外注册", "境内登记"]),
    ("bonded logistics centre vs comprehensive bonded zone, storage time?", ["nostoragetimelimit", "2years"]),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds"), SIDES)
def test_two_things_that_are_no_formats_are_told_beside_each_other(
    assistant: Assistant, question: str, holds: list[str]
):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "sides"), answer.text
    assert not [part for part in holds if part not in plain(answer)], answer.text
    assert len(answer.text.splitlines()) <= 12


TWO_TIMES = [
    ("2025年出口和2026年出口退税期限有什么不同", ["没有最后期限", "36个月"], "what-changed-2026"),
    (
        "Compare the customs credit classes under the old order and the one in force now",
        ["fivecreditclasses", "seriouslydishonest"],
        "what-changed",
    ),
    (
        "Disclosure of unpaid duty: what was the time before October 2025 and what is it after?",
        ["1yearinsteadof6months"],
        "disclosure-what-changed",
    ),
]


@pytest.mark.evals
def test_what_changed_at_one_time_tells_nothing_of_what_did_not(assistant: Assistant):
    answer, _ = answered(assistant, "2025年和2026年的小规模纳税人出口退税规定有何不同")
    assert "what-changed-2026" not in {citation.anchor for citation in answer.citations}
    assert "免税政策，不退税" in plain(answer)


@pytest.mark.evals
@pytest.mark.parametrize(("question", "holds", "anchor"), TWO_TIMES)
def test_two_times_are_told_from_the_section_that_sets_them_beside_each_other(
    assistant: Assistant, question: str, holds: list[str], anchor: str
):
    answer, _ = answered(assistant, question)
    assert answer.as_of == TODAY
    assert not [part for part in holds if part not in plain(answer)], answer.text
    assert {citation.anchor for citation in answer.citations} == {anchor}


APART = [
    ("9710和9810到底有啥区别", "cbec-b2b-export#choose"),
    ("9610和9710有什么区别", "cbec-retail-export-9610#which-code"),
    ("走1039和走一般贸易，增值税上差在哪", "market-procurement-1039#choose"),
    ("How does the VAT refund differ between 9610 and 9710?", "overseas-warehouse-export-refund#as-general-trade"),
    ("货先囤在综保区有单再发，和从国内仓发9610小包，走法差在哪", "cbec-retail-export#export-1210"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "address"), APART)
def test_the_section_made_to_tell_formats_apart_is_told_first(assistant: Assistant, question: str, address: str):
    answer, _ = answered(assistant, question)
    first = answer.citations[0]
    assert f"{first.document}#{first.anchor}" == address


@pytest.mark.evals
def test_a_comparison_follows_the_day(assistant: Assistant):
    old, by = answered(assistant, "9710和9810的退税有什么区别", date(2024, 10, 31))
    assert by == "compare"
    assert "须实现销售后" in plain(old)
    assert all(citation.in_force.contains(date(2024, 10, 31)) for citation in old.citations)
    assert "须实现销售后" not in plain(answered(assistant, "9710和9810的退税有什么区别")[0])


@pytest.mark.evals
def test_a_comparison_goes_on_with_another_format_and_another_aspect(assistant: Assistant):
    first = Turn(role="user", content="9710和9810有什么区别")
    more, by = answered(assistant, "那1039呢", history=(first,))
    assert by == "compare"
    assert "1039" in more.text
    tax, by = answered(assistant, "那退税呢", history=(first,))
    assert by == "compare"
    assert {citation.anchor for citation in tax.citations} == {"as-general-trade", "tax"}
    _, by = answered(assistant, "要备案吗", history=(first,))
    assert by == "writer"


CHOICES = [
    ("TikTok小店美国本土仓", "9810"),
    ("客户在Shopee下单，包裹从东莞发", "9610 跨境"),
    ("卖保健品给国内消费者，货先放保税仓", "1210"),
    ("Alibaba订单 卖给肯尼亚贸易商 从宁波海运直接过去", "9710"),
    ("想把二手车卖到俄罗斯", "二手车出口"),
    ("阿里国际站下单 公司买家在波兰 空运直发 单票4000元", "9710"),
    ("综保区里修好国外客户的发动机再发回去 用哪个监管方式", "1371"),
    ("Our goods go to a warehouse in Poland and are sold on eBay later", "9810"),
    ("我在亚马逊卖小包给美国消费者，从国内直发，用什么监管方式代码", "9610 跨境"),
    ("我们做獨立站，海外倉發貨給歐洲消費者，該用哪個代碼", "9810"),
    ("做海淘生意，货放保税仓卖给国内消费者，我该用哪个代码", "1210"),
    ("我从义乌批发市场拿货卖到非洲，走哪种方式", "1039"),
    ("通过阿里国际站卖给美国公司，货直接发过去，我应该用9610还是9710", "9710"),
    ("我们线下谈的德国进口商，自己工厂生产，直接发给对方，该走哪个监管方式", "0110"),
    ("我们货不进中国，境外买境外卖，走哪种方式", "离岸"),
    ("从日本直邮给国内买家，我们应该用哪种模式", "9610 直购进口"),
    ("Which mode fits us? We sell to consumers in the US from an overseas warehouse", "9810"),
    ("We sell on Amazon and ship small parcels from China to consumers abroad. Which code should we use?", "9610"),
    ("Which supervision mode should we use for goods bought in an approved market cluster?", "1039"),
    ("Should we use 9710 or 0110? Sold to importers abroad, not through a platform, made in our own factory, "
     "shipped directly", "0110"),
]  # fmt: skip


@pytest.mark.evals
@pytest.mark.parametrize(("question", "fits"), CHOICES)
def test_who_says_enough_is_told_the_format_with_reasons_for_and_against(
    assistant: Assistant, question: str, fits: str
):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "choose"), answer.text
    headline = answer.text.splitlines()[0]
    assert fits in headline, answer.text
    assert answer.citations
    assert answer.suggestions


@pytest.mark.evals
def test_each_of_two_kinds_of_buyer_is_told_its_format(assistant: Assistant):
    answer, by = answered(assistant, "有的单卖给日本的消费者，有的单卖给日本公司，都从宁波直接发，怎么报关好")
    assert (answer.status, by) == ("answered", "choose")
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert [code in line for code, line in zip(("9610", "9710", "0110"), lines, strict=True)] == [True] * 3
    assert [line.startswith("- 买家是境外消费者") for line in lines] == [True, False, False]


SEVERAL = [
    (
        "Parcels to private people in Europe, pallets to a company in Dubai found on a B2B site, and stock for a "
        "warehouse in the US: which code is which?",
        ["9610", "9710", "9810"],
    ),
    ("义乌市场帮外商组柜、亚马逊FBA备货、展会上接的欧洲订单，三种生意各用什么代码", ["1039", "9810", "0110"]),
    ("三个业务线：海外仓、保税备货进口、传统大货，代码分别是什么", ["9810", "1210", "1239", "0110"]),
    ("I sell on Amazon: some go by post from Shenzhen, some sit in an FBA warehouse. Code for each?", ["9610", "9810"]),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "codes"), SEVERAL)
def test_each_of_several_kinds_of_trade_is_told_its_format(assistant: Assistant, question: str, codes: list[str]):
    answer, by = answered(assistant, question)
    assert (answer.status, by) == ("answered", "choose")
    lines = [line for line in answer.text.splitlines() if line.startswith("- ")]
    assert [code in line for code, line in zip(codes, lines, strict=True)] == [True] * len(codes)


@pytest.mark.evals
@pytest.mark.parametrize(
    ("question", "fits", "other"),
    [
        ("一批耳机先运到墨西哥的海外仓，上平台卖掉再发给买家，走9710还是9810？", "9810", "9710的货物直接送达境外企业"),
        ("在批准的市场里拼的货，一票12万美元，没有进项发票，用1039还是0110？", "1039", "**0110 税**"),
        (
            "A Kenyan retailer chain bought on our Alibaba store; we send it straight to Nairobi. 9710 or 0110?",
            "9710",
            "**0110 ",
        ),
    ],
)
def test_of_two_formats_asked_about_it_is_told_why_the_other_is_not_meant(
    assistant: Assistant, question: str, fits: str, other: str
):
    answer, by = answered(assistant, question)
    assert by == "choose", answer.text
    assert fits in answer.text.splitlines()[0]
    assert other in answer.text


def test_a_format_that_is_ruled_out_is_not_offered(assistant: Assistant):
    answer, by = answered(assistant, "韩国化妆品放保税仓卖给国内消费者，我们市不能做1210，用哪个代码")
    assert by == "choose"
    assert "1239" in answer.text.splitlines()[0]
    assert "1210 " not in answer.text.splitlines()[0]


@pytest.mark.evals
def test_goods_with_a_code_of_their_own_are_not_asked_who_buys_them(assistant: Assistant):
    question = "The client found a quality fault and we bring the machine back after clearance. Which supervision mode?"
    answer, _ = answered(assistant, question)
    assert answer.status == "answered"
    assert "4561" in answer.text


@pytest.mark.evals
@pytest.mark.parametrize("lang", LANGS)
def test_following_the_first_choice_each_time_ends_in_an_answer(assistant: Assistant, lang: Lang):
    history: list[Turn] = []
    question = {"zh": "我该用哪种监管方式？", "en": "Which supervision mode should I use?"}[lang]
    for _ in range(6):
        answer, by = answered(assistant, question, history=tuple(history))
        assert by == "choose", answer.text
        if answer.status != "clarify":
            break
        history += [Turn(role="user", content=question), Turn(role="assistant", content=answer.text)]
        question = answer.suggestions[0]
    assert answer.status == "answered"
    assert len(history) <= 2 * 4
    assert "9610" in answer.text.splitlines()[0]
    history += [Turn(role="user", content=question), Turn(role="assistant", content=answer.text)]
    turn = {"zh": "如果先发到海外仓呢", "en": "What if the goods go to an overseas warehouse first"}[lang]
    answer, by = answered(assistant, turn, history=tuple(history))
    assert by == "choose"
    assert "9810" in answer.text.splitlines()[0]


def test_any_two_formats_have_a_row_worth_looking_at(library: Library):
    found = entries(library, TODAY, "zh")
    alike = [pair for pair in combinations(found.values(), 2) if all(row.is_the_same for row in grid(pair, TODAY).rows)]
    assert not alike


ONE_SENTENCE = [
    ("亚马逊卖家，先发货到波兰仓再卖，出口报关走哪个方式", "overseas-warehouse-9810"),
    ("外国公司的零件运到综保区修，修好再发回去，适合哪种业态", "bonded-maintenance"),
    ("从德国工厂买货直接发到印度客户那里，不经过中国，属于什么贸易", "offshore-trade"),
    ("客户是国外的批发商，线下谈的单，该用哪个方式报关出口", "general-trade-0110"),
    ("which customs mode for B2C parcels shipped to buyers in Canada", "cbec-retail-export-9610"),
]


@pytest.mark.evals
@pytest.mark.parametrize(("question", "document"), ONE_SENTENCE)
def test_one_sentence_is_answered_shortly_with_the_format_that_fits(assistant: Assistant, question: str, document: str):
    answer, by = answered(assistant, question)
    assert by == "choose"
    assert answer.citations[0].document == document
    assert len(answer.text) < (450 if answer.lang == "zh" else 1250)
