"""Names of countries, in English and as they are called at home: one of them among others is the whole of these."""

from __future__ import annotations

from dtiscore.units.spelling import normal_form

_NAMES = """
Afghanistan; افغانستان; Albania; Shqipëri; Andorra; Angola; Antigua & Barbuda; Argentina; Armenia; Հայաստան;
Australia; Austria; Österreich; Azerbaijan; Azərbaycan; Азәрбајҹан; Bahamas; Bahrain; البحرين; Bangladesh; বাংলাদেশ;
Barbados; Belarus; Беларусь; Belgium; België; Belgique; Belgien; Benin; Bénin; Bhutan; འབྲུག; Bolivia; Bosnia &
Herzegovina; Босна и Херцеговина; Bosna i Hercegovina; Botswana; Brazil; Brasil; Brunei; بروني; Bulgaria; България;
Burkina Faso; Burundi; Uburundi; Cape Verde; Cabo Verde; Cambodia; កម្ពុជា; Cameroon; Cameroun; Canada; Central
African Republic; Ködörösêse tî Bêafrîka; République centrafricaine; Chile; China; 中国; Colombia; Comoros; جزر القمر;
Comores; Congo - Brazzaville; Congo-Brazzaville; Costa Rica; Côte d’Ivoire; Croatia; Hrvatska; Cuba; Cyprus; Κύπρος;
Kıbrıs; Czechia; Česko; North Korea; 북한; Congo - Kinshasa; Congo-Kinshasa; Denmark; Danmark; Dominica; Dominican
Republic; República Dominicana; Ecuador; Egypt; مصر; El Salvador; Equatorial Guinea; Guinea Ecuatorial; Guinée
équatoriale; Guiné Equatorial; Eritrea; ኤርትራ; إريتريا; Estonia; Eesti; Eswatini; eSwatini; Ethiopia; ኢትዮጵያ; Fiji;
Finland; Suomi; France; Gabon; Gambia; Germany; Deutschland; Ghana; Greece; Ελλάδα; Grenada; Guinea; Guinée;
Guinea-Bissau; Guiné-Bissau; Guyana; Haiti; Haïti; Honduras; Hungary; Magyarország; Iceland; Ísland; India; भारत;
Indonesia; Iran; ایران; Iraq; العراق; Ireland; Éire; Israel; ישראל; إسرائيل; Italy; Italia; Jamaica; Japan; 日本;
Kazakhstan; Казахстан; Қазақстан; Kenya; Kiribati; Kyrgyzstan; Кыргызстан; Киргизия; Laos; ລາວ; Latvia; Latvija;
Lesotho; Liberia; Libya; ليبيا; Liechtenstein; Liächteschtäi; Lithuania; Lietuva; Madagascar; Madagasikara; Malawi;
Malaysia; Maldives; ދިވެހި ރާއްޖެ; Mali; Malta; Marshall Islands; Mauritania; موريتانيا; Mauritius; Micronesia;
Mongolia; Монгол; Montenegro; Crna Gora; Morocco; المغرب; Maroc; Meṛṛuk; Mozambique; Moçambique; Myanmar (Burma);
မြန်မာ; Namibia; Nauru; Nepal; नेपाल; Netherlands; Nederland; New Zealand; Aotearoa; Nicaragua; Nigeria; Nàìjíríà;
North Macedonia; Северна Македонија; Norway; Norge; Noreg; Oman; عُمان; Pakistan; پاکستان; Palau; Papua New Guinea;
Papua Niugini; Paraguay; Paraguai; Peru; Perú; Philippines; Pilipinas; Poland; Polska; Portugal; South Korea; 대한민국;
Moldova; Republica Moldova; Romania; România; Russia; Россия; Rwanda; U Rwanda; St. Kitts & Nevis; St. Lucia; St.
Vincent & Grenadines; Samoa; São Tomé & Príncipe; São Tomé e Príncipe; Saudi Arabia; المملكة العربية السعودية;
Senegal; Senegaal; Sénégal; Serbia; Srbija; Србија; Seychelles; Sierra Leone; Slovakia; Slovensko; Slovenia;
Slovenija; Solomon Islands; Somalia; Soomaaliya; الصومال; South Africa; South Sudan; Spain; España; Sri Lanka; இலங்கை;
Sudan; السودان; Suriname; Sweden; Sverige; Switzerland; Schweiz; Schwiiz; Suisse; Svizzera; Syria; سوريا; Tajikistan;
Тоҷикистон; Tanzania; Thailand; ไทย; Timor-Leste; Togo; Tonga; Trinidad & Tobago; Türkiye; Turkmenistan; Türkmenistan;
Tuvalu; Uganda; Ukraine; Україна; Украина; United Arab Emirates; الإمارات العربية المتحدة; United Kingdom; United
States; Uruguay; Uzbekistan; Oʻzbekiston; Ўзбекистон; Vanuatu; Venezuela; Vietnam; Việt Nam; Yemen; اليمن; Zambia;
Zimbabwe
"""
"""As the CLDR of Unicode has the members of the United Nations, but for those whose name one of their parts, or one of another
country, bears too: Georgia, Luxembourg, Mexico, Niger, Panama, Tunisia."""
_OTHER_NAMES = """
Bosnia and Herzegovina; Burma; Cape Verde; Congo; Czech Republic; England; Great Britain; Ivory Coast; Lao PDR; Macedonia; Myanmar; Northern Ireland;
Republic of Korea; Korea; Russian Federation; Российская Федерация; Scotland; Swaziland; Trinidad and Tobago; Turkey;
United States of America; Viet Nam; Wales; جمهورية مصر العربية; 中华人民共和国
"""
"""Others in use, but for abbreviations: UK is a code among those of other countries."""
COUNTRIES = frozenset(normal_form(" ".join(name.split())) for name in f"{_NAMES};{_OTHER_NAMES}".split(";"))
"""In normal form."""


def is_country(name: str) -> bool:
    """Whether a text is the name of a country, as one that has parts."""
    return normal_form(name) in COUNTRIES
