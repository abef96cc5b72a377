"""Names of countries in languages that are not their own: where units are called so, none of them is the whole of the others."""

from __future__ import annotations

from dtiscore.units.countries import COUNTRIES
from dtiscore.units.spelling import normal_form

_NAMES = """
Algeria; Belize; Chad; Djibouti; Georgia; Guatemala; Jordan; Kuwait; Lebanon; Luxembourg; Mexico; Monaco; Niger;
Panama; Qatar; San Marino; Singapore; Tunisia; Taiwan; Hong Kong SAR China; Macao SAR China; Palestinian Territories;
Kosovo; Antigua và Barbuda; Úc; Áo; Bỉ; Bosnia và Herzegovina; Campuchia; Cộng hòa Trung Phi; Trung Quốc; Síp; Séc;
Triều Tiên; Đan Mạch; Cộng hòa Dominica; Ai Cập; Guinea Xích Đạo; Phần Lan; Pháp; Đức; Hy Lạp; Ấn Độ; Nhật Bản; Lào;
Li-băng; Litva; Quần đảo Marshall; Mông Cổ; Ma-rốc; Myanmar (Miến Điện); Hà Lan; Bắc Macedonia; Na Uy; Ba Lan; Bồ Đào
Nha; Hàn Quốc; Nga; St. Kitts và Nevis; St. Vincent và Grenadines; São Tomé và Príncipe; Ả Rập Xê-út; Quần đảo
Solomon; Nam Phi; Nam Sudan; Tây Ban Nha; Thụy Điển; Thụy Sĩ; Thái Lan; Trinidad và Tobago; Thổ Nhĩ Kỳ; Ukraina; Các
Tiểu Vương quốc Ả Rập Thống nhất; Vương quốc Anh; Hoa Kỳ; Đài Loan; Đặc khu Hành chính Hồng Kông, Trung Quốc; Đặc khu
Hành chính Macao, Trung Quốc; Lãnh thổ Palestine; Albanien; Algerien; Antigua und Barbuda; Argentinien; Armenien;
Australien; Aserbaidschan; Bangladesch; Bolivien; Bosnien und Herzegowina; Botsuana; Brasilien; Brunei Darussalam;
Bulgarien; Kambodscha; Kamerun; Kanada; Zentralafrikanische Republik; Tschad; Kolumbien; Komoren; Kongo-Brazzaville;
Kroatien; Kuba; Zypern; Tschechien; Nordkorea; Kongo-Kinshasa; Dänemark; Dschibuti; Dominikanische Republik; Ägypten;
Äquatorialguinea; Estland; Äthiopien; Fidschi; Finnland; Frankreich; Gabun; Georgien; Griechenland; Ungarn; Island;
Indien; Indonesien; Irak; Irland; Italien; Jamaika; Jordanien; Kasachstan; Kenia; Kirgisistan; Lettland; Libanon;
Libyen; Litauen; Luxemburg; Madagaskar; Malediven; Marshallinseln; Mauretanien; Mexiko; Mikronesien; Mongolei;
Marokko; Mosambik; Niederlande; Neuseeland; Nordmazedonien; Norwegen; Papua-Neuguinea; Philippinen; Polen; Katar;
Südkorea; Republik Moldau; Rumänien; Russland; Ruanda; St. Kitts und Nevis; St. Vincent und die Grenadinen; São Tomé
und Príncipe; Saudi-Arabien; Serbien; Seychellen; Singapur; Slowakei; Slowenien; Salomonen; Südafrika; Südsudan;
Spanien; Schweden; Syrien; Tadschikistan; Tansania; Trinidad und Tobago; Tunesien; Türkei; Vereinigte Arabische
Emirate; Vereinigtes Königreich; Vereinigte Staaten; Usbekistan; Jemen; Sambia; Simbabwe; Sonderverwaltungsregion
Hongkong; Sonderverwaltungsregion Macau; Palästinensische Autonomiegebiete; Albanie; Algérie; Andorre;
Antigua-et-Barbuda; Argentine; Arménie; Australie; Autriche; Azerbaïdjan; Bahreïn; Barbade; Biélorussie; Bhoutan;
Bolivie; Bosnie-Herzégovine; Brésil; Bulgarie; Cap-Vert; Cambodge; Tchad; Chili; Chine; Colombie; Croatie; Chypre;
Tchéquie; Corée du Nord; Danemark; Dominique; République dominicaine; Équateur; Égypte; Salvador; Érythrée; Estonie;
Éthiopie; Fidji; Finlande; Gambie; Géorgie; Allemagne; Grèce; Grenade; Guinée-Bissau; Hongrie; Islande; Inde;
Indonésie; Irlande; Israël; Italie; Jamaïque; Japon; Jordanie; Koweït; Kirghizstan; Lettonie; Liban; Libye; Lituanie;
Malaisie; Malte; Îles Marshall; Mauritanie; Maurice; Mexique; Micronésie; Mongolie; Monténégro; Myanmar (Birmanie);
Namibie; Népal; Pays-Bas; Nouvelle-Zélande; Macédoine du Nord; Norvège; Palaos; Papouasie-Nouvelle-Guinée; Pérou;
Pologne; Corée du Sud; Moldavie; Roumanie; Russie; Saint-Christophe-et-Niévès; Sainte-Lucie; Saint-Vincent-et-les
Grenadines; Saint-Marin; Sao Tomé-et-Principe; Arabie saoudite; Serbie; Singapour; Slovaquie; Slovénie; Îles Salomon;
Somalie; Afrique du Sud; Soudan du Sud; Espagne; Soudan; Suède; Syrie; Tadjikistan; Tanzanie; Thaïlande; Timor
oriental; Trinité-et-Tobago; Tunisie; Turquie; Turkménistan; Ouganda; Émirats arabes unis; Royaume-Uni; États-Unis;
Ouzbékistan; Viêt Nam; Yémen; Zambie; Taïwan; R.A.S. chinoise de Hong Kong; R.A.S. chinoise de Macao; Territoires
palestiniens; Afganistán; Argelia; Antigua y Barbuda; Azerbaiyán; Baréin; Bangladés; Bielorrusia; Bélgica; Belice;
Benín; Bután; Bosnia y Herzegovina; Brunéi; Camboya; Camerún; Canadá; República Centroafricana; Comoras; Croacia;
Chipre; Chequia; Corea del Norte; República Democrática del Congo; Dinamarca; Yibuti; Egipto; Esuatini; Etiopía; Fiyi;
Finlandia; Francia; Gabón; Alemania; Grecia; Granada; Guinea-Bisáu; Haití; Hungría; Islandia; Irán; Irlanda; Japón;
Jordania; Kazajistán; Kirguistán; Letonia; Líbano; Lesoto; Libia; Lituania; Luxemburgo; Malaui; Malasia; Maldivas;
Islas Marshall; Mauricio; México; Mónaco; Marruecos; Myanmar (Birmania); Países Bajos; Nueva Zelanda; Níger; Macedonia
del Norte; Noruega; Omán; Pakistán; Panamá; Papúa Nueva Guinea; Filipinas; Polonia; Catar; Corea del Sur; Moldavia;
Rumanía; Rusia; San Cristóbal y Nieves; Santa Lucía; San Vicente y las Granadinas; Santo Tomé y Príncipe; Arabia
Saudí; Sierra Leona; Eslovaquia; Eslovenia; Islas Salomón; Sudáfrica; Sudán del Sur; Sudán; Surinam; Suecia; Suiza;
Siria; Tayikistán; Tailandia; Trinidad y Tobago; Túnez; Turquía; Turkmenistán; Ucrania; Emiratos Árabes Unidos; Reino
Unido; Estados Unidos; Uzbekistán; Zimbabue; Taiwán; RAE de Hong Kong (China); RAE de Macao (China); Territorios
Palestinos; Afeganistão; Albânia; Argélia; Antígua e Barbuda; Armênia; Austrália; Áustria; Azerbaijão; Barein;
Bielorrússia; Butão; Bolívia; Bósnia e Herzegovina; Bulgária; Burquina Faso; Camboja; Camarões; República
Centro-Africana; Chade; Colômbia; República do Congo; Costa do Marfim; Croácia; Tchéquia; Coreia do Norte; Djibuti;
Equador; Egito; Eritreia; Estônia; Essuatíni; Etiópia; Finlândia; França; Gabão; Gâmbia; Geórgia; Alemanha; Gana;
Grécia; Guiné; Guiana; Hungria; Islândia; Índia; Indonésia; Irã; Iraque; Itália; Japão; Jordânia; Cazaquistão; Quênia;
Quiribati; Quirguistão; Letônia; Libéria; Líbia; Lituânia; Malásia; Ilhas Marshall; Mauritânia; Maurício; Micronésia;
Mônaco; Mongólia; Marrocos; Mianmar (Birmânia); Namíbia; Países Baixos; Nova Zelândia; Nicarágua; Nigéria; Macedônia
do Norte; Omã; Paquistão; Papua-Nova Guiné; Polônia; Coreia do Sul; Moldávia; Romênia; Rússia; São Cristóvão e Névis;
Santa Lúcia; São Vicente e Granadinas; Arábia Saudita; Sérvia; Seicheles; Serra Leoa; Singapura; Eslováquia;
Eslovênia; Ilhas Salomão; Somália; África do Sul; Sudão do Sul; Espanha; Sudão; Suécia; Suíça; Síria; Tadjiquistão;
Tanzânia; Tailândia; Trinidad e Tobago; Tunísia; Turquia; Turcomenistão; Ucrânia; Emirados Árabes Unidos; Uruguai;
Uzbequistão; Vietnã; Iêmen; Zâmbia; Zimbábue; Hong Kong, RAE da China; Macau, RAE da China; Territórios palestinos;
Antigua e Barbuda; Azerbaigian; Bahrein; Bielorussia; Belgio; Bosnia ed Erzegovina; Brasile; Capo Verde; Cambogia;
Camerun; Repubblica Centrafricana; Ciad; Cile; Cina; Comore; Costa d’Avorio; Croazia; Cipro; Cechia; Corea del Nord;
Danimarca; Gibuti; Repubblica Dominicana; Egitto; Guinea Equatoriale; Etiopia; Figi; Germania; Ungheria; Islanda;
Israele; Giamaica; Giappone; Giordania; Kazakistan; Kirghizistan; Lettonia; Libano; Lussemburgo; Maldive; Isole
Marshall; Messico; Marocco; Mozambico; Paesi Bassi; Nuova Zelanda; Macedonia del Nord; Norvegia; Papua Nuova Guinea;
Perù; Filippine; Portogallo; Corea del Sud; Saint Kitts e Nevis; Saint Lucia; Saint Vincent e Grenadine; Arabia
Saudita; Slovacchia; Isole Salomone; Sudafrica; Sud Sudan; Spagna; Svezia; Tagikistan; Thailandia; Timor Est; Turchia;
Ucraina; Emirati Arabi Uniti; Regno Unito; Stati Uniti; RAS di Hong Kong; RAS di Macao; Territori Palestinesi;
Albanië; Algerije; Antigua en Barbuda; Argentinië; Armenië; Australië; Oostenrijk; Azerbeidzjan; Bahama’s; Bosnië en
Herzegovina; Brazilië; Bulgarije; Kaapverdië; Cambodja; Kameroen; Centraal-Afrikaanse Republiek; Tsjaad; Comoren;
Ivoorkust; Kroatië; Tsjechië; Noord-Korea; Denemarken; Dominicaanse Republiek; Egypte; Equatoriaal-Guinea; Ethiopië;
Frankrijk; Georgië; Duitsland; Griekenland; Guinee; Guinee-Bissau; Hongarije; IJsland; Indonesië; Ierland; Italië;
Jordanië; Kazachstan; Koeweit; Kirgizië; Letland; Libië; Litouwen; Maleisië; Maldiven; Marshalleilanden; Mauritanië;
Mongolië; Myanmar (Birma); Namibië; Nieuw-Zeeland; Noord-Macedonië; Noorwegen; Papoea-Nieuw-Guinea; Filipijnen;
Zuid-Korea; Moldavië; Roemenië; Rusland; Saint Kitts en Nevis; Saint Vincent en de Grenadines; Sao Tomé en Principe;
Saoedi-Arabië; Servië; Slowakije; Slovenië; Salomonseilanden; Somalië; Zuid-Afrika; Zuid-Soedan; Spanje; Soedan;
Zweden; Zwitserland; Syrië; Tadzjikistan; Oost-Timor; Trinidad en Tobago; Tunesië; Turkije; Oeganda; Oekraïne;
Verenigde Arabische Emiraten; Verenigd Koninkrijk; Verenigde Staten; Oezbekistan; Hongkong SAR van China; Macau SAR
van China; Palestijnse gebieden; Afganistan; Algieria; Andora; Antigua i Barbuda; Argentyna; Azerbejdżan; Bahamy;
Bahrajn; Bangladesz; Białoruś; Belgia; Boliwia; Bośnia i Hercegowina; Brazylia; Bułgaria; Republika Zielonego
Przylądka; Kambodża; Republika Środkowoafrykańska; Czad; Chiny; Kolumbia; Komory; Kongo; Kostaryka; Chorwacja; Cypr;
Czechy; Korea Północna; Demokratyczna Republika Konga; Dania; Dżibuti; Dominika; Dominikana; Ekwador; Egipt; Salwador;
Gwinea Równikowa; Erytrea; Fidżi; Francja; Gruzja; Niemcy; Grecja; Gwatemala; Gwinea; Gwinea Bissau; Gujana; Węgry;
Indie; Indonezja; Irlandia; Izrael; Włochy; Jamajka; Japonia; Kuwejt; Kirgistan; Łotwa; Litwa; Luksemburg; Malezja;
Malediwy; Wyspy Marshalla; Mauretania; Meksyk; Mikronezja; Monako; Czarnogóra; Maroko; Mozambik; Mjanma (Birma);
Holandia; Nowa Zelandia; Nikaragua; Macedonia Północna; Norwegia; Papua-Nowa Gwinea; Paragwaj; Filipiny; Portugalia;
Korea Południowa; Mołdawia; Rumunia; Rosja; Saint Kitts i Nevis; Saint Vincent i Grenadyny; Wyspy Świętego Tomasza i
Książęca; Arabia Saudyjska; Seszele; Słowacja; Słowenia; Wyspy Salomona; Republika Południowej Afryki; Sudan
Południowy; Hiszpania; Szwecja; Szwajcaria; Tadżykistan; Tajlandia; Timor Wschodni; Trynidad i Tobago; Tunezja;
Turcja; Zjednoczone Emiraty Arabskie; Wielka Brytania; Stany Zjednoczone; Urugwaj; Wenezuela; Wietnam; Tajwan; SRA
Hongkong (Chiny); SRA Makau (Chiny); Terytoria Palestyńskie; Kosowo; Афганистан; Албания; Алжир; Андорра; Ангола;
Антигуа и Барбуда; Аргентина; Армения; Австралия; Австрия; Азербайджан; Багамы; Бахрейн; Бангладеш; Барбадос; Бельгия;
Белиз; Бенин; Бутан; Боливия; Босния и Герцеговина; Ботсвана; Бразилия; Бруней; Болгария; Буркина-Фасо; Бурунди;
Кабо-Верде; Камбоджа; Камерун; Канада; Центрально-Африканская Республика; Чад; Чили; Китай; Колумбия; Коморы; Конго -
Браззавиль; Коста-Рика; Кот-д’Ивуар; Хорватия; Куба; Кипр; Чехия; КНДР; Конго - Киншаса; Дания; Джибути; Доминика;
Доминиканская Республика; Эквадор; Египет; Сальвадор; Экваториальная Гвинея; Эритрея; Эстония; Эсватини; Эфиопия;
Фиджи; Финляндия; Франция; Габон; Гамбия; Грузия; Германия; Гана; Греция; Гренада; Гватемала; Гвинея; Гвинея-Бисау;
Гайана; Гаити; Гондурас; Венгрия; Исландия; Индия; Индонезия; Иран; Ирак; Ирландия; Израиль; Италия; Ямайка; Япония;
Иордания; Кения; Кирибати; Кувейт; Лаос; Латвия; Ливан; Лесото; Либерия; Ливия; Лихтенштейн; Литва; Люксембург;
Мадагаскар; Малави; Малайзия; Мальдивы; Мали; Мальта; Маршалловы о-ва; Мавритания; Маврикий; Мексика; Федеративные
Штаты Микронезии; Монако; Монголия; Черногория; Марокко; Мозамбик; Мьянма (Бирма); Намибия; Науру; Непал; Нидерланды;
Новая Зеландия; Никарагуа; Нигер; Нигерия; Северная Македония; Норвегия; Оман; Пакистан; Палау; Панама; Папуа — Новая
Гвинея; Парагвай; Перу; Филиппины; Польша; Португалия; Катар; Республика Корея; Молдова; Румыния; Руанда; Сент-Китс и
Невис; Сент-Люсия; Сент-Винсент и Гренадины; Самоа; Сан-Марино; Сан-Томе и Принсипи; Саудовская Аравия; Сенегал;
Сербия; Сейшельские о-ва; Сьерра-Леоне; Сингапур; Словакия; Словения; Соломоновы о-ва; Сомали; Южно-Африканская
Республика; Южный Судан; Испания; Шри-Ланка; Судан; Суринам; Швеция; Швейцария; Сирия; Таджикистан; Танзания; Таиланд;
Восточный Тимор; Того; Тонга; Тринидад и Тобаго; Тунис; Турция; Туркменистан; Тувалу; Уганда; ОАЭ; Великобритания;
Соединенные Штаты; Уругвай; Узбекистан; Вануату; Венесуэла; Вьетнам; Йемен; Замбия; Зимбабве; Тайвань; Гонконг (САР);
Макао (САР); Палестинские территории; Косово; Афганістан; Албанія; Антигуа і Барбуда; Вірменія; Австралія; Австрія;
Багамські Острови; Білорусь; Бельгія; Беліз; Бенін; Болівія; Боснія і Герцеговина; Бразилія; Болгарія; Буркіна-Фасо;
Бурунді; Центральноафриканська Республіка; Чилі; Колумбія; Комори; Конго – Браззавіль; Кот-дʼІвуар; Хорватія; Кіпр;
Чехія; Північна Корея; Конго – Кіншаса; Данія; Джибуті; Домініка; Домініканська Республіка; Еквадор; Єгипет;
Екваторіальна Гвінея; Еритрея; Естонія; Есватіні; Ефіопія; Фіджі; Фінляндія; Франція; Гамбія; Грузія; Німеччина;
Греція; Гвінея; Гвінея-Бісау; Гаяна; Гаїті; Угорщина; Ісландія; Індія; Індонезія; Іран; Ірак; Ірландія; Ізраїль;
Італія; Японія; Йорданія; Кенія; Кірибаті; Киргизстан; Латвія; Ліван; Ліберія; Лівія; Ліхтенштейн; Малаві; Малайзія;
Мальдіви; Малі; Маршаллові Острови; Мавританія; Маврикій; Мікронезія; Монголія; Чорногорія; Мозамбік; Мʼянма (Бірма);
Намібія; Нідерланди; Нова Зеландія; Нікарагуа; Нігер; Нігерія; Північна Македонія; Норвегія; Папуа-Нова Гвінея;
Філіппіни; Польща; Португалія; Південна Корея; Румунія; Росія; Сент-Кітс і Невіс; Сент-Люсія; Сент-Вінсент і
Гренадіни; Сан-Томе і Принсіпі; Саудівська Аравія; Сербія; Сейшельські Острови; Сьєрра-Леоне; Сінгапур; Словаччина;
Словенія; Соломонові Острови; Сомалі; Південно-Африканська Республіка; Південний Судан; Іспанія; Шрі-Ланка; Швеція;
Швейцарія; Сирія; Танзанія; Таїланд; Тимор-Лешті; Тринідад і Тобаго; Туніс; Туреччина; Туркменістан; Обʼєднані
Арабські Емірати; Велика Британія; Сполучені Штати; Венесуела; Вʼєтнам; Ємен; Замбія; Зімбабве; Гонконг, ОАР Китаю;
Макао, ОАР Китаю; Палестинські території; 阿富汗; 阿尔巴尼亚; 阿尔及利亚; 安道尔; 安哥拉; 安提瓜和巴布达; 阿根廷; 亚美尼亚; 澳大利亚; 奥地利; 阿塞拜疆; 巴哈马; 巴林;
孟加拉国; 巴巴多斯; 白俄罗斯; 比利时; 伯利兹; 贝宁; 不丹; 玻利维亚; 波斯尼亚和黑塞哥维那; 博茨瓦纳; 巴西; 文莱; 保加利亚; 布基纳法索; 布隆迪; 佛得角; 柬埔寨; 喀麦隆; 加拿大; 中非共和国; 乍得;
智利; 哥伦比亚; 科摩罗; 刚果（布）; 哥斯达黎加; 科特迪瓦; 克罗地亚; 古巴; 塞浦路斯; 捷克; 朝鲜; 刚果（金）; 丹麦; 吉布提; 多米尼克; 多米尼加共和国; 厄瓜多尔; 埃及; 萨尔瓦多; 赤道几内亚;
厄立特里亚; 爱沙尼亚; 斯威士兰; 埃塞俄比亚; 斐济; 芬兰; 法国; 加蓬; 冈比亚; 格鲁吉亚; 德国; 加纳; 希腊; 格林纳达; 危地马拉; 几内亚; 几内亚比绍; 圭亚那; 海地; 洪都拉斯; 匈牙利; 冰岛; 印度;
印度尼西亚; 伊朗; 伊拉克; 爱尔兰; 以色列; 意大利; 牙买加; 约旦; 哈萨克斯坦; 肯尼亚; 基里巴斯; 科威特; 吉尔吉斯斯坦; 老挝; 拉脱维亚; 黎巴嫩; 莱索托; 利比里亚; 利比亚; 列支敦士登; 立陶宛; 卢森堡;
马达加斯加; 马拉维; 马来西亚; 马尔代夫; 马里; 马耳他; 马绍尔群岛; 毛里塔尼亚; 毛里求斯; 墨西哥; 密克罗尼西亚; 摩纳哥; 蒙古; 黑山; 摩洛哥; 莫桑比克; 缅甸; 纳米比亚; 瑙鲁; 尼泊尔; 荷兰; 新西兰;
尼加拉瓜; 尼日尔; 尼日利亚; 北马其顿; 挪威; 阿曼; 巴基斯坦; 帕劳; 巴拿马; 巴布亚新几内亚; 巴拉圭; 秘鲁; 菲律宾; 波兰; 葡萄牙; 卡塔尔; 韩国; 摩尔多瓦; 罗马尼亚; 俄罗斯; 卢旺达; 圣基茨和尼维斯;
圣卢西亚; 圣文森特和格林纳丁斯; 萨摩亚; 圣马力诺; 圣多美和普林西比; 沙特阿拉伯; 塞内加尔; 塞尔维亚; 塞舌尔; 塞拉利昂; 新加坡; 斯洛伐克; 斯洛文尼亚; 所罗门群岛; 索马里; 南非; 南苏丹; 西班牙; 斯里兰卡;
苏丹; 苏里南; 瑞典; 瑞士; 叙利亚; 塔吉克斯坦; 坦桑尼亚; 泰国; 东帝汶; 多哥; 汤加; 特立尼达和多巴哥; 突尼斯; 土耳其; 土库曼斯坦; 图瓦卢; 乌干达; 乌克兰; 阿拉伯联合酋长国; 英国; 美国; 乌拉圭;
乌兹别克斯坦; 瓦努阿图; 委内瑞拉; 越南; 也门; 赞比亚; 津巴布韦; 台湾; 中国香港特别行政区; 中国澳门特别行政区; 巴勒斯坦领土; 科索沃; アフガニスタン; アルバニア; アルジェリア; アンドラ; アンゴラ;
アンティグア・バーブーダ; アルゼンチン; アルメニア; オーストラリア; オーストリア; アゼルバイジャン; バハマ; バーレーン; バングラデシュ; バルバドス; ベラルーシ; ベルギー; ベリーズ; ベナン; ブータン;
ボリビア; ボスニア・ヘルツェゴビナ; ボツワナ; ブラジル; ブルネイ; ブルガリア; ブルキナファソ; ブルンジ; カーボベルデ; カンボジア; カメルーン; カナダ; 中央アフリカ共和国; チャド; チリ; コロンビア; コモロ;
コンゴ共和国(ブラザビル); コスタリカ; コートジボワール; クロアチア; キューバ; キプロス; チェコ; 北朝鮮; コンゴ民主共和国(キンシャサ); デンマーク; ジブチ; ドミニカ国; ドミニカ共和国; エクアドル; エジプト;
エルサルバドル; 赤道ギニア; エリトリア; エストニア; エスワティニ; エチオピア; フィジー; フィンランド; フランス; ガボン; ガンビア; ジョージア; ドイツ; ガーナ; ギリシャ; グレナダ; グアテマラ; ギニア;
ギニアビサウ; ガイアナ; ハイチ; ホンジュラス; ハンガリー; アイスランド; インド; インドネシア; イラン; イラク; アイルランド; イスラエル; イタリア; ジャマイカ; ヨルダン; カザフスタン; ケニア; キリバス;
クウェート; キルギス; ラオス; ラトビア; レバノン; レソト; リベリア; リビア; リヒテンシュタイン; リトアニア; ルクセンブルク; マダガスカル; マラウイ; マレーシア; モルディブ; マリ; マルタ; マーシャル諸島;
モーリタニア; モーリシャス; メキシコ; ミクロネシア連邦; モナコ; モンゴル; モンテネグロ; モロッコ; モザンビーク; ミャンマー (ビルマ); ナミビア; ナウル; ネパール; オランダ; ニュージーランド; ニカラグア;
ニジェール; ナイジェリア; 北マケドニア; ノルウェー; オマーン; パキスタン; パラオ; パナマ; パプアニューギニア; パラグアイ; ペルー; フィリピン; ポーランド; ポルトガル; カタール; 韓国; モルドバ;
ルーマニア; ロシア; ルワンダ; セントクリストファー・ネーヴィス; セントルシア; セントビンセント及びグレナディーン諸島; サモア; サンマリノ; サントメ・プリンシペ; サウジアラビア; セネガル; セルビア; セーシェル;
シエラレオネ; シンガポール; スロバキア; スロベニア; ソロモン諸島; ソマリア; 南アフリカ; 南スーダン; スペイン; スリランカ; スーダン; スリナム; スウェーデン; スイス; シリア; タジキスタン; タンザニア;
タイ; 東ティモール; トーゴ; トンガ; トリニダード・トバゴ; チュニジア; トルコ; トルクメニスタン; ツバル; ウガンダ; ウクライナ; アラブ首長国連邦; イギリス; アメリカ合衆国; ウルグアイ; ウズベキスタン;
バヌアツ; ベネズエラ; ベトナム; イエメン; ザンビア; ジンバブエ; 中華人民共和国香港特別行政区; 中華人民共和国マカオ特別行政区; パレスチナ自治区; コソボ; 아프가니스탄; 알바니아; 알제리; 안도라; 앙골라; 앤티가
바부다; 아르헨티나; 아르메니아; 오스트레일리아; 오스트리아; 아제르바이잔; 바하마; 바레인; 방글라데시; 바베이도스; 벨라루스; 벨기에; 벨리즈; 베냉; 부탄; 볼리비아; 보스니아 헤르체고비나; 보츠와나;
브라질; 브루나이; 불가리아; 부르키나파소; 부룬디; 카보베르데; 캄보디아; 카메룬; 캐나다; 중앙 아프리카 공화국; 차드; 칠레; 중국; 콜롬비아; 코모로; 콩고-브라자빌; 코스타리카; 코트디부아르;
크로아티아; 쿠바; 키프로스; 체코; 콩고-킨샤사; 덴마크; 지부티; 도미니카; 도미니카 공화국; 에콰도르; 이집트; 엘살바도르; 적도 기니; 에리트리아; 에스토니아; 에스와티니; 에티오피아; 피지; 핀란드;
프랑스; 가봉; 감비아; 조지아; 독일; 가나; 그리스; 그레나다; 과테말라; 기니; 기니비사우; 가이아나; 아이티; 온두라스; 헝가리; 아이슬란드; 인도; 인도네시아; 이란; 이라크; 아일랜드; 이스라엘;
이탈리아; 자메이카; 일본; 요르단; 카자흐스탄; 케냐; 키리바시; 쿠웨이트; 키르기스스탄; 라오스; 라트비아; 레바논; 레소토; 라이베리아; 리비아; 리히텐슈타인; 리투아니아; 룩셈부르크; 마다가스카르;
말라위; 말레이시아; 몰디브; 말리; 몰타; 마셜 제도; 모리타니; 모리셔스; 멕시코; 미크로네시아; 모나코; 몽골; 몬테네그로; 모로코; 모잠비크; 미얀마; 나미비아; 나우루; 네팔; 네덜란드; 뉴질랜드;
니카라과; 니제르; 나이지리아; 북마케도니아; 노르웨이; 오만; 파키스탄; 팔라우; 파나마; 파푸아뉴기니; 파라과이; 페루; 필리핀; 폴란드; 포르투갈; 카타르; 몰도바; 루마니아; 러시아; 르완다; 세인트키츠
네비스; 세인트루시아; 세인트빈센트그레나딘; 사모아; 산마리노; 상투메 프린시페; 사우디아라비아; 세네갈; 세르비아; 세이셸; 시에라리온; 싱가포르; 슬로바키아; 슬로베니아; 솔로몬 제도; 소말리아; 남아프리카;
남수단; 스페인; 스리랑카; 수단; 수리남; 스웨덴; 스위스; 시리아; 타지키스탄; 탄자니아; 태국; 동티모르; 토고; 통가; 트리니다드 토바고; 튀니지; 튀르키예; 투르크메니스탄; 투발루; 우간다; 우크라이나;
아랍에미리트; 영국; 미국; 우루과이; 우즈베키스탄; 바누아투; 베네수엘라; 베트남; 예멘; 잠비아; 짐바브웨; 대만; 홍콩(중국 특별행정구); 마카오(중국 특별행정구); 팔레스타인 지구; 코소보;
أفغانستان; ألبانيا; الجزائر; أندورا; أنغولا; أنتيغوا وبربودا; الأرجنتين; أرمينيا; أستراليا; النمسا; أذربيجان; جزر
البهاما; بنغلاديش; بربادوس; بيلاروس; بلجيكا; بليز; بنين; بوتان; بوليفيا; البوسنة والهرسك; بوتسوانا; البرازيل; بروناي;
بلغاريا; بوركينا فاسو; بوروندي; الرأس الأخضر; كمبوديا; الكاميرون; كندا; جمهورية أفريقيا الوسطى; تشاد; تشيلي; الصين;
كولومبيا; الكونغو - برازافيل; كوستاريكا; ساحل العاج; كرواتيا; كوبا; قبرص; التشيك; كوريا الشمالية; الكونغو - كينشاسا;
الدانمرك; جيبوتي; دومينيكا; جمهورية الدومينيكان; الإكوادور; السلفادور; غينيا الاستوائية; إستونيا; إسواتيني; إثيوبيا;
فيجي; فنلندا; فرنسا; الغابون; غامبيا; جورجيا; ألمانيا; غانا; اليونان; غرينادا; غواتيمالا; غينيا; غينيا بيساو; غيانا;
هايتي; هندوراس; هنغاريا; آيسلندا; الهند; إندونيسيا; إيران; أيرلندا; إيطاليا; جامايكا; اليابان; الأردن; كازاخستان;
كينيا; كيريباتي; الكويت; قيرغيزستان; لاوس; لاتفيا; لبنان; ليسوتو; ليبيريا; ليختنشتاين; ليتوانيا; لوكسمبورغ; مدغشقر;
ملاوي; ماليزيا; جزر المالديف; مالي; مالطا; جزر مارشال; موريشيوس; المكسيك; ميكرونيزيا; موناكو; منغوليا; الجبل الأسود;
موزمبيق; ميانمار (بورما); ناميبيا; ناورو; نيبال; هولندا; نيوزيلندا; نيكاراغوا; النيجر; نيجيريا; مقدونيا الشمالية;
النرويج; باكستان; بالاو; بنما; بابوا غينيا الجديدة; باراغواي; بيرو; الفلبين; بولندا; البرتغال; قطر; كوريا الجنوبية;
مولدوفا; رومانيا; روسيا; رواندا; سانت كيتس ونيفيس; سانت لوسيا; سانت فنسنت وجزر غرينادين; ساموا; سان مارينو; ساو تومي
وبرينسيبي; السنغال; صربيا; سيشل; سيراليون; سنغافورة; سلوفاكيا; سلوفينيا; جزر سليمان; جنوب أفريقيا; جنوب السودان;
إسبانيا; سريلانكا; سورينام; السويد; سويسرا; طاجيكستان; تنزانيا; تايلاند; تيمور - ليشتي; توغو; تونغا; ترينيداد وتوباغو;
تونس; تركيا; تركمانستان; توفالو; أوغندا; أوكرانيا; المملكة المتحدة; الولايات المتحدة; أورغواي; أوزبكستان; فانواتو;
فنزويلا; فيتنام; زامبيا; زيمبابوي; تايوان; هونغ كونغ الصينية (منطقة إدارية خاصة); منطقة ماكاو الإدارية الخاصة; الأراضي
الفلسطينية; كوسوفو; Aljazair; Antigua dan Barbuda; Bahama; Bosnia dan Herzegovina; Tanjung Verde; Kamboja; Republik
Afrika Tengah; Tiongkok; Kolombia; Komoro; Kosta Rika; Kroasia; Siprus; Ceko; Korea Utara; Jibuti; Republik Dominika;
Ekuador; Mesir; Guinea Ekuatorial; Prancis; Jerman; Yunani; Hungaria; Jepang; Yordania; Kirgizstan; Maladewa;
Kepulauan Marshall; Meksiko; Mikronesia; Belanda; Selandia Baru; Makedonia Utara; Papua Nugini; Filipina; Polandia;
Korea Selatan; Rumania; Saint Kitts dan Nevis; Saint Vincent dan Grenadine; Sao Tome dan Principe; Arab Saudi;
Kepulauan Solomon; Afrika Selatan; Sudan Selatan; Spanyol; Swedia; Swiss; Suriah; Timor Leste; Trinidad dan Tobago;
Turki; Uni Emirat Arab; Inggris Raya; Amerika Serikat; Yaman; Hong Kong DAK Tiongkok; Makau DAK Tiongkok; Wilayah
Palestina; Arnavutluk; Cezayir; Antigua ve Barbuda; Arjantin; Ermenistan; Avustralya; Avusturya; Azerbaycan;
Bahamalar; Bahreyn; Bangladeş; Belçika; Butan; Bolivya; Bosna-Hersek; Botsvana; Brezilya; Bulgaristan; Kamboçya; Orta
Afrika Cumhuriyeti; Çad; Şili; Çin; Kolombiya; Komorlar; Kongo - Brazavil; Hırvatistan; Küba; Çekya; Kuzey Kore; Kongo
- Kinşasa; Danimarka; Cibuti; Dominik Cumhuriyeti; Ekvador; Mısır; Ekvator Ginesi; Eritre; Estonya; Esvatini;
Etiyopya; Finlandiya; Fransa; Gambiya; Gürcistan; Almanya; Yunanistan; Gine; Gine-Bissau; Macaristan; İzlanda;
Hindistan; Endonezya; İran; İrlanda; İsrail; İtalya; Japonya; Ürdün; Kuveyt; Kırgızistan; Letonya; Lübnan; Liberya;
Litvanya; Lüksemburg; Malavi; Malezya; Maldivler; Marshall Adaları; Moritanya; Meksika; Mikronezya; Moğolistan;
Karadağ; Fas; Namibya; Hollanda; Yeni Zelanda; Nijer; Nijerya; Kuzey Makedonya; Norveç; Umman; Papua Yeni Gine;
Filipinler; Polonya; Portekiz; Güney Kore; Romanya; Rusya; Saint Kitts ve Nevis; Saint Vincent ve Grenadinler; Sao
Tome ve Principe; Suudi Arabistan; Sırbistan; Seyşeller; Slovakya; Slovenya; Solomon Adaları; Somali; Güney Afrika;
Güney Sudan; İspanya; İsveç; İsviçre; Suriye; Tacikistan; Tanzanya; Tayland; Trinidad ve Tobago; Tunus; Ukrayna;
Birleşik Arap Emirlikleri; Birleşik Krallık; Amerika Birleşik Devletleri; Özbekistan; Zambiya; Zimbabve; Tayvan; Çin
Hong Kong ÖİB; Çin Makao ÖİB; Filistin Bölgeleri; Kosova; Algeriet; Antigua och Barbuda; Österrike; Azerbajdzjan;
Bosnien och Hercegovina; Kap Verde; Kambodja; Centralafrikanska republiken; Kina; Komorerna; Elfenbenskusten; Cypern;
Tjeckien; Dominikanska republiken; Egypten; Ekvatorialguinea; Etiopien; Frankrike; Tyskland; Grekland; Ungern;
Kazakstan; Kirgizistan; Maldiverna; Marshallöarna; Mongoliet; Marocko; Nederländerna; Nya Zeeland; Nordmakedonien;
Papua Nya Guinea; Filippinerna; Sydkorea; Moldavien; Ryssland; S:t Kitts och Nevis; S:t Lucia; S:t Vincent och
Grenadinerna; São Tomé och Príncipe; Saudiarabien; Seychellerna; Slovakien; Slovenien; Salomonöarna; Sydafrika;
Sydsudan; Östtimor; Trinidad och Tobago; Tunisien; Turkiet; Förenade Arabemiraten; Storbritannien; Hongkong SAR; Macao
SAR; Palestinska territorierna; อัฟกานิสถาน; แอลเบเนีย; แอลจีเรีย; อันดอร์รา; แองโกลา; แอนติกาและบาร์บูดา;
อาร์เจนตินา; อาร์เมเนีย; ออสเตรเลีย; ออสเตรีย; อาเซอร์ไบจาน; บาฮามาส; บาห์เรน; บังกลาเทศ; บาร์เบโดส; เบลารุส;
เบลเยียม; เบลีซ; เบนิน; ภูฏาน; โบลิเวีย; บอสเนียและเฮอร์เซโกวีนา; บอตสวานา; บราซิล; บรูไน; บัลแกเรีย; บูร์กินาฟาโซ;
บุรุนดี; เคปเวิร์ด; กัมพูชา; แคเมอรูน; แคนาดา; สาธารณรัฐแอฟริกากลาง; ชาด; ชิลี; จีน; โคลอมเบีย; คอโมโรส; คองโก -
บราซซาวิล; คอสตาริกา; โกตดิวัวร์; โครเอเชีย; คิวบา; ไซปรัส; เช็ก; เกาหลีเหนือ; คองโก - กินชาซา; เดนมาร์ก; จิบูตี;
โดมินิกา; สาธารณรัฐโดมินิกัน; เอกวาดอร์; อียิปต์; เอลซัลวาดอร์; อิเควทอเรียลกินี; เอริเทรีย; เอสโตเนีย; เอสวาตีนี;
เอธิโอเปีย; ฟิจิ; ฟินแลนด์; ฝรั่งเศส; กาบอง; แกมเบีย; จอร์เจีย; เยอรมนี; กานา; กรีซ; เกรเนดา; กัวเตมาลา; กินี;
กินี-บิสเซา; กายอานา; เฮติ; ฮอนดูรัส; ฮังการี; ไอซ์แลนด์; อินเดีย; อินโดนีเซีย; อิหร่าน; อิรัก; ไอร์แลนด์; อิสราเอล;
อิตาลี; จาเมกา; ญี่ปุ่น; จอร์แดน; คาซัคสถาน; เคนยา; คิริบาส; คูเวต; คีร์กีซสถาน; ลาว; ลัตเวีย; เลบานอน; เลโซโท;
ไลบีเรีย; ลิเบีย; ลิกเตนสไตน์; ลิทัวเนีย; ลักเซมเบิร์ก; มาดากัสการ์; มาลาวี; มาเลเซีย; มัลดีฟส์; มาลี; มอลตา;
หมู่เกาะมาร์แชลล์; มอริเตเนีย; มอริเชียส; เม็กซิโก; ไมโครนีเซีย; โมนาโก; มองโกเลีย; มอนเตเนโกร; โมร็อกโก; โมซัมบิก;
เมียนมา (พม่า); นามิเบีย; นาอูรู; เนปาล; เนเธอร์แลนด์; นิวซีแลนด์; นิการากัว; ไนเจอร์; ไนจีเรีย; มาซิโดเนียเหนือ;
นอร์เวย์; โอมาน; ปากีสถาน; ปาเลา; ปานามา; ปาปัวนิวกินี; ปารากวัย; เปรู; ฟิลิปปินส์; โปแลนด์; โปรตุเกส; กาตาร์;
เกาหลีใต้; มอลโดวา; โรมาเนีย; รัสเซีย; รวันดา; เซนต์คิตส์และเนวิส; เซนต์ลูเซีย; เซนต์วินเซนต์และเกรนาดีนส์; ซามัว;
ซานมาริโน; เซาตูเมและปรินซิปี; ซาอุดีอาระเบีย; เซเนกัล; เซอร์เบีย; เซเชลส์; เซียร์ราลีโอน; สิงคโปร์; สโลวะเกีย;
สโลวีเนีย; หมู่เกาะโซโลมอน; โซมาเลีย; แอฟริกาใต้; ซูดานใต้; สเปน; ศรีลังกา; ซูดาน; ซูรินาเม; สวีเดน; สวิตเซอร์แลนด์;
ซีเรีย; ทาจิกิสถาน; แทนซาเนีย; ติมอร์-เลสเต; โตโก; ตองกา; ตรินิแดดและโตเบโก; ตูนิเซีย; ตุรกี; เติร์กเมนิสถาน; ตูวาลู;
ยูกันดา; ยูเครน; สหรัฐอาหรับเอมิเรตส์; สหราชอาณาจักร; สหรัฐอเมริกา; อุรุกวัย; อุซเบกิสถาน; วานูอาตู; เวเนซุเอลา;
เวียดนาม; เยเมน; แซมเบีย; ซิมบับเว; ไต้หวัน; เขตปกครองพิเศษฮ่องกงแห่งสาธารณรัฐประชาชนจีน;
เขตปกครองพิเศษมาเก๊าแห่งสาธารณรัฐประชาชนจีน; ดินแดนปาเลสไตน์; โคโซโว
"""
"""As the CLDR of Unicode has the members of the United Nations, Hong Kong, Kosovo, Macao, Palestine and Taiwan: in English, Vietnamese,
German, French, Spanish, Portuguese, Italian, Dutch, Polish, Russian, Ukrainian, Chinese, Japanese, Korean, Arabic, Indonesian, Turkish,
Swedish and Thai, those left out that :mod:`dtiscore.units.countries` has.
"""
_ABROAD = frozenset(normal_form(" ".join(name.split())) for name in _NAMES.split(";"))


def is_called_country(name: str) -> bool:
    """Whether a text is the name of a country in one of these languages."""
    normal = normal_form(name)
    return normal in _ABROAD or normal in COUNTRIES
