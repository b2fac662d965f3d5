/**
 * How people write currencies, as lines of `codes: terms`. Where a term stands for several currencies the first code is the
 * one that is meant most often. Terms are lower case, without accents; a plural in -s need not be listed.
 */

/** Signs and abbreviations that stand before or after the amount. */
export const SIGNS = `
USD: us$, us $, u$s, u$, usd$, $us, $usd, us dollar, us-$
AUD: a$, au$, aud$, aus$, au $
CAD: c$, ca$, can$, cad$, cdn$, ca $, cdn $
HKD: hk$, hkd$, hk $
TWD: nt$, ntd$, nt $, twd$
SGD: s$, sg$, sgd$, sg $
NZD: nz$, nzd$, nz $
BRL: r$, brl$
MXN: mx$, mex$, mxn$
DOP: rd$
JMD: j$, ja$
TTD: tt$
BBD: bds$
FJD: fj$
NAD: n$
BND: b$
UYU: $u
CLP: clp$
COP: col$, cop$
ARS: ar$, ars$
MOP: mop$
XCD: ec$
BZD: bz$
NIO: c$n
TOP: t$
WST: ws$
USD AUD CAD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP BBD BMD BND BSD BZD CUP FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD CVE NIO: $
GBP EGP LBP SYP GIP FKP SHP SDG SSP: £
EUR: €, eu€
JPY CNY: ¥
CNY: cn¥, rmb¥
JPY: jp¥
INR: ₹, rs₹
INR PKR LKR NPR MUR SCR: ₨, rs., rs, rs/
RUB: ₽, руб., руб, р., rub.
KRW KPW: ₩, 원, won.
VND: ₫, vnđ, đ
THB: ฿, บาท
TRY: ₺, tl, tl.
PHP CUP: ₱
ILS: ₪, nis, ש"ח, שח
NGN: ₦
UAH: ₴, грн, грн., hrn
KZT: ₸, тг, тенге
MNT: ₮
LAK: ₭
CRC SVC: ₡
PYG: ₲
GHS: ₵, gh₵, gh¢
AZN: ₼
GEL: ₾
CHF: ₣, chf., sfr, sfr., fr.-
TRY GBP: ₤
IRR SAR OMR QAR YER: ﷼, ریال
AFN: ؋
BDT: ৳, tk
KHR: ៛
AMD: ֏
CNY TWD HKD: 元, 圆, 圓, 塊, 块, 块钱, 元人民币, 人民币
JPY: 円, 日元, 日圓, 日币
HKD: 港币, 港元, 港幣
TWD: 台币, 新台币, 台幣, 新台幣
USD: 美元, 美金, 刀
EUR: 欧元, 歐元, ευρω, евро
GBP: 英镑, 英鎊
KRW: 韩元, 韓元
THB: 泰铢, 泰銖
SGD: 新币, 新元
MOP: 澳门元, 澳門元
INR: रु, रु., रुपये, रुपए
AED: د.إ, dhs/
AED MAD: dhs, dhs., dh, dh., درهم
SAR: ر.س, ريال, sr, s.r.
QAR: qr, q.r., ر.ق
KWD: kd, k.d., د.ك
BHD: bd, b.d., د.ب
JOD: jd, j.d., د.أ
OMR: r.o., ر.ع.
EGP: ج.م, جنيه, l.e., le, £e, e£
MYR: rm, rm.
IDR: rp, rp., rupiah.
CZK: kc, kč
PLN: zl, zł, zl.
HUF: ft, ft.
BGN: лв, лв., lv, lv.
RON: lei.
SEK NOK DKK ISK: kr, kr., :-
SEK: skr
NOK: nkr
DKK: dkr
ISK: ikr
PEN: s/., s/
PAB: b/., b/
BOB: bs, bs., bs./
KES: ksh, kshs, ksh., kes/
TZS: tsh, tshs, tzs/
UGX: ush, ushs, ugx/
ZAR: r
RSD: din, din., дин, дин.
MKD: ден
LKR: slrs
PKR: pkr., prs
NPR: nrs
MUR: murs
MVR: rf, mrf
XAF XOF: fcfa, f cfa, cfa
XPF: cfp, f cfp
LBP: ll, l.l.`;

/** Names, after the amount (and a few of them before it). `us` and the like are part of the term. */
export const NAMES = `
USD: us dollar, u.s. dollar, american dollar, usa dollar, greenback, buck, united states dollar, yankee dollar
USD AUD CAD NZD SGD HKD TWD BBD BMD BND BSD BZD FJD GYD JMD KYD LRD NAD SBD SRD TTD XCD: dollar, doller, dolar, dollor, dolllar, dollars
AUD: australian dollar, aussie dollar, aud dollar
CAD: canadian dollar, loonie
NZD: new zealand dollar, kiwi dollar
SGD: singapore dollar, sing dollar, singaporean dollar
HKD: hong kong dollar, hk dollar, hongkong dollar
TWD: taiwan dollar, taiwanese dollar, nt dollar, new taiwan dollar
EUR: euro, euros, eruo, eur, eurs, euroes, euors, uero, ero
GBP: quid, pound sterling, pounds sterling, british pound, sterling, uk pound, english pound
GBP EGP LBP SYP GIP FKP SHP SDG SSP: pound
EGP: egyptian pound
LBP: lebanese pound, lebanese lira
CHF: swiss franc, franken, stutz
CHF XAF XOF XPF BIF CDF DJF GNF KMF RWF: franc
XOF XAF: cfa franc, franc cfa, francs cfa
JPY: yen, yens, japanese yen
CNY: yuan, yuans, rmb, renminbi, kuai, chinese yuan, cny yuan, rmbs
INR: indian rupee, inr rupee
INR PKR LKR NPR MUR SCR: rupee, ruppee, rupie, rupe
PKR: pakistani rupee
LKR: sri lankan rupee, sri lanka rupee
NPR: nepalese rupee, nepali rupee
MUR: mauritian rupee
AED MAD: dirham, dirhams, dirhem, dhirham, dhiram
AED: uae dirham, emirati dirham, dubai dirham
MAD: moroccan dirham
THB: baht, bahts, thai baht, bath
MYR: ringgit, ringgits, malaysian ringgit
IDR: rupiah, rupiahs, indonesian rupiah
PHP: philippine peso, filipino peso, piso
MXN ARS CLP COP UYU DOP PHP CUP: peso
MXN: mexican peso
ARS: argentine peso, argentinian peso
CLP: chilean peso
COP: colombian peso
UYU: uruguayan peso
DOP: dominican peso
CUP: cuban peso
KRW KPW: won, wons
KRW: korean won, south korean won
VND: dong, dongs, vietnamese dong, viet dong
TRY: lira, liras, turkish lira, lire
RUB BYN: ruble, rouble, rubl, рубль, рубля, рублей
RUB: russian ruble, russian rouble
BYN: belarusian ruble
BRL: real, reais, reals, brazilian real, brazilian reais, reales
ZAR: rand, rands, south african rand
SEK ISK: krona, kronor
SEK: swedish krona, swedish kronor
NOK DKK: krone, kroner
NOK: norwegian krone, norwegian kroner
DKK: danish krone, danish kroner
ISK: icelandic krona, kronur
CZK: koruna, koruny, korun, czech koruna, czech crown
SEK NOK DKK CZK: crown
PLN: zloty, zlotys, zlotych, zlote, polish zloty
HUF: forint, forints, hungarian forint
RON MDL: leu, lei
BGN: lev, leva, levs
RSD KWD BHD JOD TND DZD IQD LYD: dinar
KWD: kuwaiti dinar
BHD: bahraini dinar, bahrain dinar
JOD: jordanian dinar
TND: tunisian dinar
DZD: algerian dinar
IQD: iraqi dinar
LYD: libyan dinar
RSD: serbian dinar
SAR QAR: riyal, ryal, riyals
SAR: saudi riyal, saudi rial
QAR: qatari riyal, qatar riyal, qatari rial
IRR OMR YER: rial
OMR: omani rial, omani riyal
IRR: iranian rial
YER: yemeni rial
ILS: shekel, sheqel, shekels, israeli shekel, new israeli shekel, sheqalim
KES TZS UGX SOS: shilling
KES: kenyan shilling
TZS: tanzanian shilling
UGX: ugandan shilling
NGN: naira, nairas
GHS: cedi, cedis
ETB: birr
UAH: hryvnia, hryvnias, hryvnya, grivna, гривен, гривны
KZT: tenge
GEL: lari, laris
AMD: dram, drams
AZN TMT: manat
UZS KGS: som, sum
TJS: somoni
MNT: tugrik, togrog, tugriks
LAK: kip
KHR: riel, riels
MMK: kyat, kyats
BDT: taka, takas
BTN: ngultrum
MVR: rufiyaa
MOP: pataca, patacas
PGK: kina
ALL: lek, leke
MKD: denar
BAM: convertible mark, marka, mark
HRK: kuna, kunas
PEN: sol, soles, nuevo sol, nuevos soles, peruvian sol
BOB: boliviano, bolivianos
PYG: guarani, guaranis, guaranies
VES: bolivar, bolivares
CRC SVC: colones
CRC: costa rican colon
GTQ: quetzal, quetzales
HNL: lempira, lempiras
NIO: cordoba, cordobas
PAB: balboa, balboas
HTG: gourde, gourdes
ANG XCG: guilder, guilders
AWG: florin, florins
MZN: metical, meticais, meticals
AOA: kwanza, kwanzas
ZMW MWK: kwacha
BWP: pula
LSL: loti, maloti
SZL: lilangeni, emalangeni
MGA: ariary
MRU: ouguiya
GMD: dalasi
SLE: leone, leones
ERN: nakfa
STN: dobra
CVE: escudo, escudos
TOP: paanga
WST: tala
VUV: vatu
AFN: afghani, afghanis`;

/** Hundredths and thousandths, after the amount: `digits` is how far the point moves. */
export const MINOR_UNITS = `
2 USD EUR AUD CAD NZD SGD HKD ZAR BBD BSD BZD FJD JMD KES TTD XCD LKR MUR: cent, cents, ¢, c, euro cent, eurocent
2 GBP GIP FKP SHP: pence, penny, pennies, p
2 INR PKR NPR: paise, paisa, paisas
2 RUB BYN: kopeck, kopek, kopeika, копеек, коп, коп.
2 UAH: kopiyka, kopiykas
2 CNY: fen
1 CNY TWD HKD: jiao, mao, 毛, 角
2 PLN: grosz, groszy, grosze
2 CHF: rappen, rp., centime, centimes
2 CZK: haler, haleru
2 BGN: stotinka, stotinki
2 TRY: kurus
2 ILS: agora, agorot
2 AED SAR QAR: fils, halala, halalas
3 KWD BHD JOD IQD: fils
3 OMR: baisa
2 MXN ARS PHP CLP COP: centavo, centavos, sentimo
2 BRL: centavo, centavos
2 THB: satang
2 MYR IDR BND: sen
2 EGP: piastre, piaster, piastres, piasters
2 RON MDL: ban, bani
2 DKK NOK SEK: ore`;

/** Withdrawn from ISO 4217 not long ago; still written. */
export const FORMER_CURRENCIES: readonly string[] = [
  'BGN',
  'HRK',
  'ANG',
  'ZWL',
  'SLL',
  'CUC',
  'VEF',
  'MRO',
  'STD',
  'BYR',
  'LTL',
  'LVL',
  'EEK',
];

/** Codes that are words or common abbreviations too: read as currencies only in capitals, or where the currency is expected. */
export const WORDLIKE_CODES: ReadonlySet<string> = new Set([
  'ALL',
  'ARS',
  'BAM',
  'BOB',
  'BOV',
  'CHE',
  'CHW',
  'COP',
  'COU',
  'CUP',
  'CVE',
  'DOP',
  'ERN',
  'GEL',
  'GIP',
  'ILS',
  'LAK',
  'MAD',
  'MOP',
  'NAD',
  'PAB',
  'PEN',
  'PHP',
  'RON',
  'SAR',
  'SDG',
  'SOS',
  'STD',
  'STN',
  'TOP',
  'TRY',
  'USN',
  'VES',
  'WST',
  'XAD',
  'YER',
  'LTL',
  'EEK',
]);

/** Names that people put before the amount too ("euro 450"). */
export const LEADING_NAMES: ReadonlySet<string> = new Set([
  'euro',
  'euros',
  'eur',
  'dollar',
  'dollars',
  'us dollar',
  'us dollars',
  'rmb',
  'yuan',
  'rupees',
  'rupee',
  'pound',
  'pounds',
  'baht',
  'dirham',
  'dirhams',
  'yen',
  'riyal',
  'rupiah',
  'franken',
  'cny yuan',
  'ringgit',
  'peso',
  'pesos',
]);

/** Words of their own: a currency only where that currency is expected. */
export const EXPECTED_TERMS: ReadonlySet<string> = new Set([
  'bath',
  'baths',
  'sum',
  'mark',
  'marka',
  'real',
  'ban',
  'ore',
  'mao',
  'leke',
]);

/** Short terms that are a currency only right beside digits, or in capitals. */
export const TOUCHY_TERMS: ReadonlySet<string> = new Set([
  'c',
  'p',
  'le',
  'sr',
  'bd',
  'll',
  'bs',
  'bs.',
  'ft',
  'ft.',
  'rf',
  'din',
  'rm',
  'đ',
  'р.',
  ':-',
]);
