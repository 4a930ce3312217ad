import pytest

from assistant.understanding.field import elsewhere, in_field, named_elsewhere


@pytest.mark.parametrize(
    "question",
    [
        "出口退税怎么办",
        "海關查驗",
        "跨境电商包裹",
        "customs duty",
        "importing bonded goods",
        "VAT on exports",
        "亚马逊发货",
        "注册商标要多久",
        "公司注册资本要实缴吗",
        "PI和合同有什么区别",
        "客户不付尾款",
        "集装箱滞箱费",
        "do I need an EORI number",
        "minimum capital for a WFOE",
        "letter of credit discrepancy",
        "is CE marking needed for toys",
    ],
)
def test_a_question_of_trade_is_of_our_field(question: str):
    assert in_field(question)


@pytest.mark.parametrize(
    "question",
    [
        "今天天气怎么样",
        "推荐一家火锅店",
        "write a poem",
        "how tall is the tower",
        "被公司辞退了怎么办",
        "recommend a novel",
        "",
    ],
)
def test_a_question_of_anything_else_is_not(question: str):
    assert not in_field(question)


@pytest.mark.parametrize(
    "question",
    [
        "德国的VAT怎么注册",
        "美国关税是多少",
        "IOSS怎么申报",
        "海运费多少钱",
        "What is the de minimis of the US?",
        "FCC test",
        "加拿大HST怎么交",
        "蓝牙音箱归到哪个税号",
        "which hs code for yoga mats",
        "浙江有什么补贴",
        "提单丢了怎么补",
        "how do I register a trademark",
        "进口红酒要什么许可证",
    ],
)
def test_the_law_of_another_country_and_the_price_of_a_partner_lie_elsewhere(question: str):
    assert elsewhere(question)


@pytest.mark.parametrize(
    "question",
    [
        "货从德国退回来怎么办",
        "出口到美国要报关吗",
        "9810要备案吗",
        "export to Germany by rail",
        "义乌的市场采购怎么报关",
        "重庆有补贴吗",
        "",
    ],
)
def test_a_place_abroad_alone_does_not_make_it_foreign_law(question: str):
    assert not elsewhere(question)


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("日本对中国跨境小包裹的免税额是多少", {"日本"}),
        ("what VAT registration threshold applies in the UK", {"uk"}),
        ("上海洋山综保区面积多大", {"上海"}),
        ("西安综试区线上平台网址", {"西安"}),
        ("从上海出口的货9810要备案吗", set()),
        ("货发到日本，9810要备案吗", set()),
    ],
)
def test_a_place_whose_own_things_are_asked_for_must_be_named_by_the_text(question: str, names: set[str]):
    assert named_elsewhere(question) == names
