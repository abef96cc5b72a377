"""Directions and limits that a table tells by the names of its columns and by rows of limits, each to be confirmed."""

from __future__ import annotations

from pathlib import Path

import pytest

import dtiscore
from dtiscore.questions.init.answer.burdens import is_meant_to_fall
from tests.conftest import Run

BURDENS = [
    "Tỷ lệ hộ nghèo tiếp cận đa chiều", "Tỷ lệ nhiệm vụ được giao quá hạn", "Tỷ lệ TTHC được trả quá hạn", "Số vụ tội phạm sử dụng công nghệ cao", "Tỷ lệ dân số sử dụng nguồn nước ô nhiễm", "Tỷ lệ thất nghiệp của lao động được đào tạo",
    "Tỷ lệ nhiệm vụ được giao chậm tiến độ", "Số vụ bạo lực sử dụng vũ khí", "Tỷ lệ hộ sử dụng nhiên liệu gây ô nhiễm",
    "Poverty headcount ratio at $2.15/day (%)", "Maternal mortality ratio (per 100,000 live births)", "Homicide rate", "Perceptions of criminality",
    "CO2 emissions per capita", "PM2.5 exposure", "infant_mortality", "Youth not in education, employment or training", "Prevalence of stunting",
    "Gini index", "Inflation", "Tỷ lệ hộ nghèo (%)", "Tỷ lệ hộ cận nghèo", "Tỷ lệ thất nghiệp", "Số hồ sơ trễ hạn", "Tỷ lệ hồ sơ giải quyết trễ hạn",
    "Thời gian giải quyết TTHC (ngày)", "Số vụ tai nạn giao thông", "Tỷ suất tử vong trẻ em dưới 5 tuổi (‰)", "Taux de chômage", "Tasa de pobreza (%)",
    "No. of deaths", "Arbeitslosenquote", "Armutsgefährdungsquote", "Säuglingssterblichkeit je 1 000 Lebendgeborene", "CO2-Emissionen", "Verkehrsunfälle",
    "Уровень безработицы, процентов", "Численность населения с доходами ниже границы бедности", "Младенческая смертность", "Смертность от ДТП, на 100 тыс.",
    "Выбросы загрязняющих веществ, тыс. т", "Число преступлений на 100 тыс. населения", "معدل البطالة %", "نسبة الفقر %", "وفيات الأطفال لكل ألف مولود",
    "معدل الأمية", "城镇登记失业率(%)", "孕产妇死亡率", "二氧化硫排放量(万吨)", "贫困发生率(%)", "火災発生件数", "실업률", "Tingkat Pengangguran Terbuka",
    "Persentase Penduduk Miskin", "Angka Kematian Bayi", "Taxa de mortalidade infantil (‰)", "Taxa de homicídios (por 100 mil hab.)", "Taxa de desocupação (%)",
    "Tasso di disoccupazione", "Stopa bezrobocia", "İşsizlik oranı (%)", "Intensity of Deprivation Urban", "Most deprived areas (%)",
    "Time required to start a business (days)", "Cost to build a warehouse (% of income per capita)", "Procedures required to register property (number)",
    "Ease of doing business index (1=easiest to 185=most difficult)", "Rating (1 = best)", "Civil liberties (1 = most free, 7 = least free)", "Index (10=worst, 1=best)",
    "Delay score (lower is better)", "Chỉ tiêu 5 (càng thấp càng tốt)",
    "Điểm trừ", "Số điểm bị trừ", "Điểm phạt", "Penalty points", "Points deducted", "deductions",
    "Conflict_Event_per_100k_Pop", "Armed conflicts", "Cyber attacks", "Small arms", "Brain drain", "Tax burden", "Housing cost overburden rate", "Ecological footprint", "GHG per capita", "Average wait time", "CO2Prod", "CO2 per unit of GDP", "Greenhouse gases", "WasteGen", "Municipal waste per capita", "Food waste",
    "Nợ xấu (%)", "Nợ đọng thuế", "Số vụ cháy", "Số vụ án", "Số vụ ngộ độc thực phẩm",
    "Uninsured rate", "pct_underserved_areas", "Homeless people per 100,000", "Adults who smoke", "Drug overdose deaths", "cases_per_100k", "Evictions",
    "Public debt (% of GDP)", "Budget deficit", "Low birth weight (%)", "Teen births", "Excessive drinking", "Physical inactivity", "Limited access to healthy foods",
    "Severe housing problems", "Years of potential life lost", "Single-parent households", "Preventable hospital stays", "Drinking water violations",
    "Poor or fair health", "Poor mental health days", "Diabetes prevalence", "Cancer incidence", "Insufficient sleep", "Water stress", "Households without internet",
    "No qualifications", "unemp_rural", "td_losses", "Post-harvest losses", "Transmission and distribution losses", "Prevalence of modern slavery", "Population without access to safely managed drinking water services", "Lack of access to electricity (%)",
    "Tỷ lệ hộ không có nhà tiêu hợp vệ sinh", "Hộ thiếu nước sạch", "Tỷ lệ hộ chưa được sử dụng nước sạch", "Tỷ lệ thiếu hụt về nước sạch", "Población analfabeta de 15 años o más (%)", "Viviendas con hacinamiento",
    "Số ngày xử lý hồ sơ", "Số giờ chờ", "Số lỗi", "Số sự cố an toàn thông tin", "Tỷ lệ nợ", "Number of incidents", "No. of security incidents", "Error rate", "Response time (ms)", "Pollution found in rivers", "Giấy phép bị thu hồi do vi phạm", "Tỷ lệ hộ nghèo có việc làm", "Nợ đọng",
    "Số người chết do đuối nước", "Tỷ suất chết của trẻ em dưới 1 tuổi", "Số người bị thương", "Số ca mắc sốt xuất huyết", "Tỷ lệ mắc lao", "Thiệt hại do thiên tai",
    "Tỷ lệ trẻ em thấp còi", "Trẻ em nhẹ cân", "Số cuộc tấn công mạng", "Số vụ mất an toàn thông tin", "Số vụ phá rừng", "Tỷ lệ hồ sơ bị trả lại", "Hồ sơ giải quyết trễ",
    "Hồ sơ trả chậm", "Số hồ sơ trễ", "Số hồ sơ chưa giải quyết", "Nước thải chưa qua xử lý", "Bội chi ngân sách", "Chỉ số bất bình đẳng", "Học sinh thôi học", "Số hộ thiếu đói",
    "Doanh nghiệp giải thể", "Thời gian thực hiện thủ tục (ngày)", "Số giờ mất điện", "Tỷ lệ hồ sơ lỗi", "Thời gian gián đoạn dịch vụ", "Thời gian phản hồi", "Số hồ sơ tồn",
    "Số ca tử vong được ghi nhận",
    "Registered unemployment rate", "Registered unemployed", "Reported road accidents", "Crimes reported to police", "COVID-19 deaths reported", "Deaths registered",
    "Persons killed", "Number of casualties", "Traffic victims", "Disease cases", "Jobless rate", "School drop out", "Poor households", "Non-performing loans", "Security incidents", "Default rate",
]  # fmt: skip
OTHERS = [
    "Tỷ lệ văn bản tồn tại dưới dạng điện tử", "Tỷ lệ giải quyết hồ sơ tồn", "Tỷ lệ điều trị khỏi của người mắc lao", "Tỷ lệ bồi thường thiệt hại", "Tỷ lệ thu hồi khi phá sản", "Dịch vụ công trực tuyến giải thể doanh nghiệp",
    "Năng lực ứng cứu tấn công mạng", "Phương án ứng phó mất an toàn thông tin", "Diện tích rừng trồng bù mất rừng", "Tỷ lệ thời gian phản hồi đúng hẹn", "Đơn giản hóa lỗi",
    "Poor households with electricity (%)", "Victims compensated", "Legal aid for victims", "Mean time between interruptions", "Provisions to non-performing loans", "Deaths registered with cause of death", "Completeness of deaths registered",
    "Security incidents closed", "Cholera cases cured", "Casualty departments per 100000", "Websites with secure defaults", "Poor people with bank account",
    "Tỷ lệ hộ nghèo được vay vốn", "Tỷ lệ người nghiện được điều trị", "Hộ nghèo có máy tính", "Hộ nghèo được cấp thẻ BHYT", "Chất thải ô nhiễm được thu gom", "Nợ đã thu",
    "Số vụ án được đưa ra xét xử", "Hộ nghèo sử dụng internet", "Hồ sơ đã giải quyết", "Số hồ sơ trực tuyến", "Tỷ lệ hồ sơ trả đúng hạn", "Nước thải được xử lý", "Mắc cầu cáp quang", "Tổng số hồ sơ tiếp nhận",
    "Share of crimes reported", "Business registration", "Percentage of deaths registered", "Default settings reviewed", "Victim support centres", "Poor households with internet access", "Data security score",
    "Unemployed persons finding a job", "Lao động thất nghiệp tìm được việc làm", "Tỷ lệ nợ thuế thu hồi", "Sự cố đã xử lý", "Number of incidents resolved", "Response rate",
    "Ứng cứu sự cố an toàn thông tin mạng", "Số cuộc diễn tập ứng cứu sự cố", "Kế hoạch ứng phó sự cố", "Giám sát sự cố", "Số hệ thống được rà quét lỗ hổng",
    "Số lỗ hổng đã vá", "Số lỗi đã sửa", "Số ngày giải quyết sớm", "Tỷ lệ rút ngắn thời gian giải quyết TTHC", "Tỷ lệ hồ sơ đúng thời gian giải quyết",
    "Niêm yết thời gian giải quyết", "Share of requests within processing time", "Response time compliance", "Number of bugs fixed", "Number of incidents handled",
    "Control of corruption", "Corruption Perceptions Index", "Freedom from corruption", "Deaths registered (%)", "Births and deaths registration coverage",
    "Gender equality", "Literacy", "Explained by: Perceptions of corruption", "Score: poverty", "Poverty reduction", "Crime detection rate", "complaint_mechanisms", "Employment",
    "Tỷ lệ giảm nghèo (%)", "Tỷ lệ hộ thoát nghèo", "Tỷ lệ tham gia bảo hiểm thất nghiệp", "Kiểm soát tham nhũng trong khu vực công",
    "Tỷ lệ hồ sơ giải quyết đúng hạn (%)", "Tỷ lệ giải quyết khiếu nại, tố cáo", "Chi phí không chính thức", "Số hộ nghèo được hỗ trợ nhà ở",
    "Armutsbekämpfung", "Aufklärungsquote der Straftaten (%)", "Arbeitslosenversicherung", "Beschäftigungsquote", "Lebenserwartung", "Gewaltenteilung",
    "Раскрываемость преступлений", "Снижение уровня бедности", "Доступ к интернету, % домохозяйств", "Пособия по безработице", "محو الأمية", "مكافحة الفقر",
    "نسبة المتصلين بالإنترنت %", "الأمهات", "脱贫人口", "污水处理率(%)", "失业保险参保人数", "每万人口病床数(张)", "地区生产总值(亿元)", "Penurunan kemiskinan", "Indeks Persepsi Korupsi",
    "Legal rights index (0=weak to 10=strong)", "Corruption (0 = very corrupt to 100 = clean)", "Crime index (10 = best)", "Credit index (0=low to 6=high)",
    "Điểm cộng", "Điểm thưởng", "Tax deductible", "Tax deductions", "Points", "Penalty shots saved",
    "Conflict resolution", "Conflict of interest disclosure", "Attacks blocked", "Patriots", "CO2 captured", "Municipal waste recycled (%)", "Waste collection", "Coworkers", "Tỷ lệ khám phá vụ án",
    "Insured rate", "Access to healthy foods", "Smoke-free homes", "Non-smokers", "Debt service capacity", "Unmet need satisfied", "Crime clearance rate",
    "Complaints resolved", "Contraceptive prevalence", "Exclusive breastfeeding prevalence", "HIV testing", "People living with HIV receiving antiretroviral therapy (%)", "Wastewater that receives treatment", "Profit and loss", "Tuberculosis treatment success rate", "Budget transparency",
    "No. of computers", "Reduction in people without access to water", "Poor people with health insurance", "Fair trade", "Good health",
    "Tỷ lệ xã không có hộ thiếu nhà ở", "Không để xảy ra mất điện", "Cung cấp nước sạch", "Time series", "Days open", "Reduction of deprivation", "Disaster preparedness", "Rata-rata Lama Sekolah", "Redução da pobreza", "Domicílios com esgoto (%)", "Combate à corrupção", "Lotta alla povertà",
]  # fmt: skip


@pytest.mark.parametrize("name", BURDENS)
def test_less_is_taken_to_be_better_of_a_burden(name: str) -> None:
    assert is_meant_to_fall(name)


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_done_against_a_burden_is_none(name: str) -> None:
    assert not is_meant_to_fall(name)


def rules(text: str, folder: Path, *settings: str, best: str | None = None) -> dict[str, str]:
    """By heading the rules of what is begun with a table, of which ``best`` comes first."""
    (folder / "t.csv").write_text(text, encoding="utf-8")
    begun = dtiscore.init(folder / "t.csv", folder=folder, settings=settings)
    assert best in (None, begun.score().ranking()["unit"].tolist()[0])
    assert begun.draft is not None
    return {each.column: each.rule for each in begun.draft.criteria}


TABLE = "name,Poverty rate,Income,Crimes\nX,12.5,300,5\nY,20.25,512,9\nZ,31.5,204,7\n"
DOWN = "{kind: min-max, direction: down}"


def test_what_is_taken_off_falls_among_scores_too(tmp_path: Path) -> None:
    table = "name,Quality,Poverty,Penalty points\nX,7.5,3,0\nY,6.25,9,2\nZ,9.5,7,1\n"
    assert rules(table, tmp_path) == {
        "Quality": "{kind: min-max}",
        "Poverty": "{kind: min-max}",
        "Penalty points": DOWN,
    }


@pytest.mark.parametrize(
    ("least", "most", "rule"), [("0.02", "0.09", DOWN), ("0", "1", "{kind: fraction}"), ("0", "0.09", DOWN)]
)
def test_shares_of_a_burden_are_no_scores_unless_they_go_from_end_to_end(
    least: str, most: str, rule: str, tmp_path: Path
) -> None:
    name = "Tỷ lệ hồ sơ trễ hạn"
    rows = f"X,0.85,{least},0.9\nY,0.65,0.05,0.8\nZ,0.45,{most},0.7\n"
    assert rules(f"name,Tỷ lệ giải ngân,{name},Tỷ lệ hài lòng\n{rows}", tmp_path)[name] == rule


def test_what_lies_beside_scores_is_called_what_it_is(tmp_path: Path) -> None:
    """As in the table of an index of peace: normalised pillars, beside deaths per 100,000 people."""
    rows = [
        f"U{at},{at / 9:.3f},{at * 3 % 10 / 9:.3f},{at * 7 % 10 / 9:.3f},{at * 9 % 10 + 15.5}"
        for at in range(10)
    ]
    found = rules("\n".join(["name,poverty,health,schools,Deaths per 100k", *rows, ""]), tmp_path)
    assert found == {
        **dict.fromkeys(("poverty", "health", "schools"), "{kind: fraction}"),
        "Deaths per 100k": DOWN,
    }


def test_beside_figures_in_a_unit_of_measure_small_ones_are_no_scores(tmp_path: Path) -> None:
    rows = [f"U{at},{3 + at * 3 % 7},{at * 7 % 9},{at * 5 % 9},{at * 9 % 10 + 15.5}%" for at in range(10)]
    found = rules("\n".join(["name,Unemployment,Homicides,Inflation,Access", *rows, ""]), tmp_path)
    burdens = dict.fromkeys(("Unemployment", "Homicides", "Inflation"), DOWN)
    assert found == {**burdens, "Access": "{kind: fraction, of: 100}"}


SIZES = [
    "Population", "Population (thousands)", "population_2022", "Pop2020", "TotalPopulation", "Population, total", "Population in 2019", "Population, 2019", "Population (in thousands) 2020", "Area in km2", "Area (km2)", "Land area (sq. km)", "Number of people",
    "Dân số (nghìn người)", "Dân số trung bình, nghìn người", "Diện tích - km²", "Einwohner", "Población", "numero_di_residenti",
]  # fmt: skip


@pytest.mark.parametrize("heading", SIZES)
def test_how_large_a_unit_is_says_nothing_of_what_it_does(heading: str, tmp_path: Path) -> None:
    """The largest country was taken to be the best."""
    rows = [f"U{at},{at * 7 % 10},{at * 3 % 10 + 1000}" for at in range(10)]
    assert [*rules("\n".join([f'name,a,"{heading}"', *rows, ""]), tmp_path)] == ["a"]


@pytest.mark.parametrize(
    "heading",
    [
        "People",
        "Population density",
        "Urban population",
        "Population in poverty",
        "Population growth",
        "Dân số đô thị",
        "Area under forest",
    ],
)
def test_what_is_so_of_people_or_land_is_an_indicator(heading: str, tmp_path: Path) -> None:
    rows = [f"U{at},{at * 7 % 10},{at * 3 % 10 + 1000}" for at in range(10)]
    assert [*rules("\n".join([f"name,a,{heading}", *rows, ""]), tmp_path)] == ["a", heading]


def test_a_count_is_left_out_beside_its_rate_though_the_people_are_left_out_too(tmp_path: Path) -> None:
    people = [1000 + at * at * 37 % 711 for at in range(20)]
    rates = [10 + at * 7 % 20 for at in range(20)]
    rows = [
        f"U{at},{p * r / 100},{p},{r},{at * 3 % 7}"
        for at, (p, r) in enumerate(zip(people, rates, strict=True))
    ]
    found = rules("\n".join(["name,Libraries,Pop,Libraries per 100,b", *rows, ""]), tmp_path)
    assert [*found] == ["Libraries per 100", "b"]


def test_a_guess_is_told_and_gives_way_to_what_somebody_says(run: Run, tmp_path: Path) -> None:
    assert rules(TABLE, tmp_path, "Crimes.direction=up") == {
        "Poverty rate": DOWN,
        "Income": "{kind: min-max}",
        "Crimes": "{kind: min-max}",
    }
    text = (tmp_path / "t.yaml").read_text(encoding="utf-8")
    assert "is less better, as the name suggests?" in text
    (tmp_path / "told").mkdir()
    (tmp_path / "told/t.csv").write_text(TABLE, encoding="utf-8")
    begun = run("init", "t.csv", cwd=tmp_path / "told")
    assert "Less is taken to be better, by their names, in: Poverty rate, Crimes" in begun.stderr


@pytest.mark.parametrize(
    "rows",
    [
        ("9.5,3,5", "7.25,5,9", "1.5,8,7"),  # from 0 to 10
        ("100,0,0", "0,35.5,100", "55,100,64"),  # between the lowest and the highest unit
        ("-1.22,1.22,0", "0,-1.22,-1.22", "1.22,0,1.22"),  # z-scores
    ],
)
def test_scores_of_a_burden_rise_as_it_falls(rows: tuple[str, ...], tmp_path: Path) -> None:
    text = "name,Homicide,Civil justice,Inflation\n" + "".join(
        f"U{at},{row}\n" for at, row in enumerate(rows)
    )
    assert set(rules(text, tmp_path).values()) == {"{kind: min-max}"}


@pytest.mark.parametrize("lower_first", [True, False])
def test_rows_of_limits_are_the_goalposts(lower_first: bool, tmp_path: Path) -> None:
    limits = ["Minimum,20,100,130\n", "Maximum,85,75000,0\n"]
    rows = "A,60.5,900,90\nB,70,8000,30\nC,82.25,80000,4\n"
    text = "country,Life expectancy,GNI,Under-five mortality\n" + rows
    text += "".join(limits if lower_first else limits[::-1])
    assert rules(text, tmp_path, best="C") == {
        "Life expectancy": "{kind: goalposts, low: 20, high: 85}",
        "GNI": "{kind: goalposts, low: 100, high: 75000}",
        "Under-five mortality": "{kind: goalposts, low: 0, high: 130, direction: down}",
    }


def test_a_target_tells_the_direction_too_and_signs_of_per_cent_are_read(tmp_path: Path) -> None:
    text = "country,Coverage,Spills\nLower bound,40%,90\nTarget,100%,0\nA,60%,9\nB,70%,8\nC,82.5%,12\n"
    assert rules(text, tmp_path, best="C") == {
        "Coverage": "{kind: goalposts, low: 40, high: 100}",
        "Spills": "{kind: goalposts, low: 0, high: 90, direction: down}",
    }


@pytest.mark.parametrize(
    "limits",
    [
        "Minimum,12.5,204\nMaximum,31.5,512\n",  # the lowest and highest figures of the units
        "Minimum,0,0\nMaximum,1,1\n",  # between which hardly any unit lies
        "Minimum,5,5\nMaximum,5,5\n",
        "Minimum,,\nMaximum,50,900\n",
    ],
)
def test_other_rows_called_so_are_no_limits(limits: str, tmp_path: Path) -> None:
    text = f"name,a,b\nX,12.5,300\nY,20.25,512\nZ,31.5,204\n{limits}"
    assert set(rules(text, tmp_path).values()) == {"{kind: min-max}"}


def test_a_limit_may_be_taken_in_the_other_direction(tmp_path: Path) -> None:
    text = "name,a,Poverty\nX,12.5,30\nY,20.25,52\nZ,31.5,24\nMin,0,0\nMax,50,80\n"
    assert rules(text, tmp_path, "a.direction=down", "Poverty.direction=up") == {
        "a": "{kind: goalposts, low: 0, high: 50, direction: down}",
        "Poverty": "{kind: goalposts, low: 0, high: 80}",
    }
