import { describe, expect, it } from 'vitest';
import { type Mention } from '../reading.js';
import { readMentions } from './read-mentions.js';

/** `kind value currency unit ~`, a range as `low..high`, `~` for an approximation. */
function notation({ kind, value, low, high, currency, unit, approximate }: Mention): string {
  const amount = low === undefined ? value : `${low}..${high}`;
  return [kind, amount, currency, unit, approximate === true ? '~' : undefined].filter((part) => part !== undefined).join(' ');
}

/** Lines of `text => mentions`; a currency in brackets behind the text is the expected one. */
const rows = (table: string): [text: string, currency: string | undefined, expected: string][] =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [input = '', expected = ''] = line.split(' => ');
      const currency = / \(([A-Z]{3})\)$/.exec(input)?.[1];
      return [currency === undefined ? input : input.slice(0, -6), currency, expected];
    });

describe('mentions', () => {
  describe('numbers, in figures and in words', () => {
    it.each(
      rows(`
how about four eighty => number 480
four hundred and eighty => number 480
half a grand => number 500
a couple of hundred => number 200 ~
a dozen => number 12
one fifty => number 150
twelve fifty => number 1250
nineteen ninety-nine => number 1999
two point five => number 2.5
four and a half => number 4.5
a hundred => number 100
nil => number 0
430-460 => number 430..460
between 430 and 460 => number 430..460
430 to 460 => number 430..460
four thirty to four sixty => number 430..460
between four hundred and four fifty => number 400..450
between four hundred and eighty and five hundred => number 480..500
in the 400s => number 400..499 ~
450ish => number 450 ~
around 450 => number 450 ~
450 or so => number 450 ~
how about 450 => number 450
-20 => number -20
４６０ => number 460
4.5k for the block => number 4500 per_block
I could do 80 => number 80
2 lakh => number 200000
1.5 crore => number 15000000
4.80 => number 4.8
480/night => number 480 per_night
两百五 => number 250
double room 460 => number 460
450 per night => number 450 per_night
450 a night => number 450 per_night
450pn => number 450 per_night
450 for the stay => number 450 per_stay
1 234 567 => number 1234567
10-15k => number 10000..15000
two to three hundred => number 200..300
1/2 => number 0.5
3 1/2 => number 3.5
2/3 of the rooms => number 0.666666666666667
a third of the rooms => number 0.333333333333333
two thirds => number 0.666666666666667
three quarters of an hour => number 0.75
one and three quarters => number 1.75
twenty and three fifths => number 20.6
a hundred trillion => number 100000000000000
five hundred and three thousand => number 503000
three hundred and thirty one million => number 331000000
one million two hundred thousand three hundred and four => number 1200304
322 hundred => number 32200
.08 => number 0.08
1,234,567 => number 1234567
16. => number 16
1e10 => number 10000000000
100K => number 100000
210k => number 210000
3 dozens => number 36
half dozen => number 6
a quarter of a million => number 250000
e. g. 5, 10 => number 5; number 10
I have two apples => number 2
450 mad => number 450
i am mad 450 => number 450
TRY 450 AND WE TALK => number 450
WE TRY 450 => number 450
raise it from 430 to 460 => number 430; number 460
go from 430 to 460 => number 430; number 460
450-60 => number 450..460
450-20 => number 450; number 20
four or five hundred => number 400..500
450 or 460 => number 450; number 460
450/460 => number 450; number 460
440, 450, 460 => number 440; number 450; number 460
440,450,460 => number 440450460
450 460 470 => number 450; number 460; number 470
1.2m => number 1200000
24.11 => number 24.11
4.50 => number 4.5
second floor => ordinal 2
the first night free => ordinal 1
1st floor => ordinal 1
2nd option => ordinal 2
4th floor => ordinal 4
we may 5 => number 5
24 may work => number 24
2k => number 2000
450k => number 450000
one => number 1
one fifty net => number 150
I'd take one => number 1
4O0 => number 400
48O net => number 480
my number is 462 => number 462
2x450 => number 2; number 450
3 x 450 => number 3; number 450
450 x 3 => number 450; number 3
450*3=1350 => number 450; number 3; number 1350
20 less => number 20
- 450 for double => number 450
−20 => number -20
(450) => number 450
450.- => number 450
fourty five => number 45
fivehundred => number 500
fourhundredfifty => number 450
hundrad and ten => number 110
ninty nine => number 99
thousand two hundred => number 1200
two fifty thousand => number 250000
a thousand five hundred => number 1500
twelve hundred => number 1200
twenty one hundred => number 2100
four oh five => number 405
four eight zero => number 480
one two three four => number 1234
ten twenty => number 1020
twenty thirty => number 20..30
four-eighty => number 480
a few hundred => number 300 ~
several hundred => number 300 ~
3万 => number 30000
一千二 => number 1200
৪৮০ => number 480
४८० => number 480
① => number 1
⁴⁸⁰ => number 480
𝟒𝟖𝟎 => number 480
a thousand => number 1000
I can do 1,300 and I'll throw in the case => number 1300
1300/month => number 1300 per_month
size 10 => number 10
9/10 condition => number 0.9
8 out of 10 => number 8; number 10
Fifty-five => number 55
How about we meet in the middle at 1150? => number 1150
I'd pay 2,500. => number 2500
450 net per night => number 450 per_night
450 per room/night => number 450 per_night
450 night => number 450 per_night
450 all in => number 450
450 in total => number 450
from 450 => number 450
up to 450 => number 450
450 max => number 450
450+ => number 450
450++ => number 450
a third off => number 0.333333333333333
the rate is 450,00 => number 450
rate: 450 => number 450
Price 450.00. => number 450
450. => number 450
450! => number 450
450? => number 450
450... => number 450
...450 => number 450
"450" => number 450
'450' => number 450
*450* => number 450
_450_ => number 450
450;460 => number 450; number 460
450|460 => number 450; number 460
450\\460 => number 450; number 460
[450] => number 450
<450> => number 450
450 till 460 => number 450..460
450~460 => number 450..460
~450 => number 450 ~
≈450 => number 450 ~
450±10 => number 450; number 10
ca. 450 => number 450 ~
approx. 450 => number 450 ~
roughly four fifty => number 450 ~
four fifty-ish => number 450 ~
four fiftyish => number 450 ~
450-ish => number 450 ~
in the region of 450 => number 450 ~
450 give or take => number 450 ~
450 odd => number 450 ~
400 something => number 400 ~
low 400s => number 400..499 ~
mid 400s => number 400..499 ~
four hundreds => number 400
the four hundreds => number 400
1999 => number 1999
2026 => number 2026
the 90s => number 90..99 ~
twenty twenty six => number 2026
two thousand twenty six => number 2026
nineteen eighty four => number 1984
31 nov => number 31
3/4 => number 0.75
room rate 450 => number 450
our rate is 450 for the double and 510 for the suite => number 450; number 510
1,234.5678 => number 1234.5678
0.125 => number 0.125
1234.567 => number 1234.567
12,5 => number 12.5
1.000.000,00 => number 1000000
1,000,000.00 => number 1000000
1 000 000,00 => number 1000000
1 000 000 => number 1000000
one hundred thousand => number 100000
one lakh twenty thousand => number 120000
2 lakh 50 thousand => number 250000
3 million two hundred thousand => number 3200000
a million and a half => number 1500000
two and a half million => number 2500000
four and a half thousand => number 4500
one and a half k => number 1500
1.5 k => number 1500
1½ => number 1.5
½ => number 0.5
a half => number 0.5
zero => number 0
ten => number 10
eighth => ordinal 8
21st century => ordinal 21
sixty five and seventy => number 65; number 70
sixty-five to seventy => number 65..70
sixty-five, seventy => number 65; number 70
one or two => number 1..2
one, two, three => number 1; number 2; number 3
one two => number 1..2
two-thirds => number 0.666666666666667
1 in 5 => number 1; number 5
rated 8.7 => number 8.7
8.7/10 => number 8.7; number 10
score of 9.1 out of 10 => number 9.1; number 10
net 30 => number 30
stay 7 pay 6 => number 7; number 6
1+1 free => number 1; number 1
1st night => ordinal 1
second night => ordinal 2
third person => ordinal 3
at 5 => number 5
9-5 => number 9; number 5
at 10 => number 10
call at 3 or 4 => number 3..4
hotel 71 => number 71
no 450 => number 450
no, 450 => number 450
number 12 => number 12
number one => number 1
my rate is 450 my friend => number 450
I want 450,460 => number 450460
two of them => number 2
three hundred eighty-five and a half => number 385.5
six fifty five => number 655
three ninety nine => number 399
three ninety-nine ninety-nine => number 399; number 99
one ten => number 110
one oh one => number 101
ten oh five => number 1005
nineteen hundred => number 1900
nineteen hundred and five => number 1905
twenty oh five => number 2005
twenty-four seven => number 24; number 7
fifty thousand five hundred => number 50500
seventy five k => number 75000
5 hundred => number 500
5 hundred fifty => number 550
5 thousand => number 5000
2 dozen => number 24
this one is 450 => number 450
each one at 450 => number 450
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });

  describe('money', () => {
    it.each(
      rows(`
¥ 460/晚 => money 460 CNY per_night
$1,250 obo => money 1250 USD
1,00,000 rupees => money 100000 INR
455,50 € => money 455.5 EUR
EUR 455.50 => money 455.5 EUR
450 euros => money 450 EUR
twenty bucks => money 20 USD
15 quid => money 15 GBP
四百八十元 => money 480 CNY
4万5千円 => money 45000 JPY
1.250,50 EUR => money 1250.5 EUR
1'234.50 CHF => money 1234.5 CHF
1 234,50 € => money 1234.5 EUR
5 dollars and 20 cents => money 5.2 USD
50 cents => money 0.5 USD
12€ 99 => money 12.99 EUR
2 dollars 23 => money 2.23 USD
between 10 and 20 dollars => money 10..20 USD
from 10 to 20 dollars => money 10..20 USD
net income to $ 152.9 million => money 152900000 USD
$ 75 million of general obligation bonds => money 75000000 USD
fifty-two cents => money 0.52 USD
10 kuwaiti dinar => money 10 KWD
KWD 1.250 => money 1.25 KWD
HK$ 30 => money 30 HKD
us$ 30 => money 30 USD
A$450 => money 450 AUD
C$ 450 => money 450 CAD
R$ 9,90 => money 9.9 BRL
NT$1,200 => money 1200 TWD
S$80 => money 80 SGD
4.7 billion yen => money 4700000000 JPY
Rs. 20 => money 20 INR
20Rs => money 20 INR
Rs20 => money 20 INR
20 Rupees 43 => money 20.43 INR
INR33 => money 33 INR
RM3.14 => money 3.14 MYR
20.42k $ => money 20420 USD
10 usd => money 10 USD
usd10 => money 10 USD
USD1.23 => money 1.23 USD
one AED => money 1 AED
5 dirhams => money 5 AED
CHF 3.5 => money 3.5 CHF
1.298,00 € => money 1298 EUR
59,90 EUR => money 59.9 EUR
4,390.00円 => money 4390 JPY
Rp 1.550.000 => money 1550000 IDR
1 190,00 Kč => money 1190 CZK
99.99 лв => money 99.99 BGN
3 430 руб. => money 3430 RUB
€ 7,– => money 7 EUR
$.75 => money 0.75 USD
¥170 000 => money 170000 JPY
₹ 2,150 => money 2150 INR
500,00 zł => money 500 PLN
120 Ft => money 120 HUF
450 kr => money 450 SEK
450 kr (NOK) => money 450 NOK
¥450 (CNY) => money 450 CNY
¥450 (JPY) => money 450 JPY
$450 (AUD) => money 450 AUD
$450 AUD => money 450 AUD
450 mad (MAD) => money 450 MAD
450 TRY => money 450 TRY
3 bucks => money 3 USD
around 2 million dollars => money 2000000 USD ~
under 7 dollars => money 7 USD
$10-$20 => money 10..20 USD
$10-20 => money 10..20 USD
€430 - €460 => money 430..460 EUR
430 EUR to 460 EUR => money 430..460 EUR
450 000 IDR => money 450000 IDR
5m IDR => money 5000000 IDR
+20 eur => money 20 EUR
-$20 => money -20 USD
$-20 => money -20 USD
450,- € => money 450 EUR
Rs 450/- => money 450 INR
每晚460元 => money 460 CNY per_night
million euros => money 1000000 EUR
fri 30 eur => money 30 EUR
Would you take $80 for it? => money 80 USD
$1,100ish => money 1100 USD ~
25$ => money 25 USD
$45? => money 45 USD
95 dollars even => money 95 USD
40 bucks for both => money 40 USD
$450 net/night => money 450 USD per_night
450 EUR per room per night => money 450 EUR per_night
450 eur pp => money 450 EUR per_person
450€/460€ => money 450 EUR; money 460 EUR
€450/€460 => money 450 EUR; money 460 EUR
EUR450/night => money 450 EUR per_night
EUR 450/460 => money 450 EUR; number 460
450-460€ => money 450..460 EUR
450 – 460 € => money 450..460 EUR
450 to 460 EUR => money 450..460 EUR
approx 450 eur => money 450 EUR ~
€4.5k => money 4500 EUR
EUR 1.2 mio => money 1200000 EUR
1.5 million IDR => money 1500000 IDR
2,5 mio rupiah => money 2500000 IDR
Rp 2jt => money 2000000 IDR
AED 1,200/night => money 1200 AED per_night
1200 AED pn => money 1200 AED per_night
THB 3,500++ => money 3500 THB
฿3500 => money 3500 THB
3500 baht net => money 3500 THB
450 SGD => money 450 SGD
RMB 880 => money 880 CNY
880 RMB/night => money 880 CNY per_night
880元/晚 => money 880 CNY per_night
880块 => money 880 CNY
人民币880元 => money 880 CNY
USD450-460 => money 450..460 USD
450USD-460USD => money 450..460 USD
USD 450-USD 460 => money 450..460 USD
Kč 1200 => money 1200 CZK
zł 120 => money 120 PLN
120 PLN => money 120 PLN
R450 => money 450 ZAR
R 450 per night => money 450 ZAR per_night
450 rand => money 450 ZAR
₩120,000 => money 120000 KRW
120,000 won => money 120000 KRW
₺4.500 => money 4500 TRY
4.500 TL => money 4500 TRY
£80 pppn => money 80 GBP per_night
£80pp => money 80 GBP per_person
80 pounds sterling => money 80 GBP
80 pound => money 80 GBP
eighty pounds fifty => money 80.5 GBP
80p => money 0.8 GBP
99c => money 0.99 USD
5毛 => money 0.5 CNY
KD 25.500 => money 25.5 KWD
BHD 12.750 => money 12.75 BHD
12.750 BD => money 12.75 BHD
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });

  describe('percent', () => {
    it.each(
      rows(`
10% => percent 10
ten percent => percent 10
10 pct => percent 10
١٠٪ => percent 10
５％ => percent 5
half off => percent 50
minus 5% => percent -5
one hundred and twenty five percent => percent 125
百分之十 => percent 10
450 plus 10% tax => number 450; percent 10
450 incl. 7% VAT => number 450; percent 7
100% prepaid => percent 100
100% sure => percent 100
twenty percent => percent 20
5-10% => percent 5..10
5 to 10 percent => percent 5..10
10%-15% => percent 10..15
between 5% and 10% => percent 5..10
50% off => percent 50
half the price => percent 50
half price => percent 50
2.5 % => percent 2.5
0.5% => percent 0.5
ten per cent => percent 10
5 percentage points => percent 5
one percent => percent 1
1,5% => percent 1.5
VAT 19% => percent 19
one hundred percent => percent 100
hundred percent => percent 100
110% => percent 110
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });

  describe('what numbers count', () => {
    it.each(
      rows(`
we have 12 rooms left => count 12 rooms
we are a 4 star hotel => star_rating 4 stars
the room is 32 sqm => measure 32 sqm
back in 20 minutes => duration 20 minutes
21°C => measure 21 celsius
3 nights for 2 adults => count 3 nights; count 2 guests
the 180.25ml liquid => measure 180.25 ml
29km Road => measure 29 km
1.2M people => count 1200000 guests
2-3 nights => count 2..3 nights
two or three nights => count 2..3 nights
2 or 3 rooms => count 2..3 rooms
30m from the beach => measure 30 m
30 m => measure 30 m
2br apartment => count 2 beds
5-star => star_rating 5 stars
4.5 stars => star_rating 4.5 stars
4* hotel => star_rating 4 stars
ten-twelve people => count 10..12 guests
five-ten minutes => duration 5..10 minutes
3晚 => count 3 nights
两个房间 => count 2 rooms
It's a 2 bedroom 1 bath 900 sqft => number 2; number 1; measure 900 sqft
2004 Honda Civic with 120k miles => number 2004; measure 120000 miles
iphone 6s 64gb => number 6; measure 64 mbps
2 years old => duration 2 years
15 minutes away => duration 15 minutes
27 inch => measure 27 inches
we could go 4-5 days => duration 4..5 days
3 night minimum => count 3 nights
450 for 2 nights => number 450; count 2 nights
2 rooms 450 each => count 2 rooms; number 450 each
for 2 adults and 1 child => count 2 guests; count 1 guests
2 adults 1 child => count 2 guests; count 1 guests
12 superior double rooms => count 12 rooms
4.5k for 10 nights => number 4500; count 10 nights
3 ½ hours => duration 3.5 hours
half an hour => duration 0.5 hours
half a day => duration 0.5 days
five star hotel => star_rating 5 stars
a five-star => star_rating 5 stars
5 stars on booking => star_rating 5 stars
32m2 => measure 32 sqm
32 m² => measure 32 sqm
32㎡ => measure 32 sqm
350 sq ft => measure 350 sqft
2km away => measure 2 km
5 km from the airport => measure 5 km
5 min walk => duration 5 minutes
20° => measure 20 degrees
21 degrees => measure 21 degrees
100 mbps => measure 100 mbps
24h cancellation => duration 24 hours
48 hours => duration 48 hours
2-3 weeks => duration 2..3 weeks
30 days => duration 30 days
14-day => duration 14 days
7 nights stay pay 6 => count 7 nights; number 6
17h => duration 17 hours
two nights at four fifty => count 2 nights; number 450
four fifty for two nights => number 450; count 2 nights
one more night => count 1 nights
one night => count 1 nights
one week => duration 1 weeks
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });

  describe('phone numbers and names of things', () => {
    it.each(
      rows(`
call me on +49 170 5551234 => phone 491705551234
booking number 4471882 => identifier 4471882
room 402 => identifier 402
A1B2 => identifier 12
DE89 3704 0044 0532 0130 00 => identifier 89370400440532013000
192.168.1.2 is my ip => identifier 19216812
invoice no. 2231 => identifier 2231
#7781 => identifier 7781
ticket #12 => identifier 12
call 5551234 => phone 5551234
0170 5551234 => phone 01705551234
(555) 123-4567 => phone 5551234567
555-123-4567 => phone 5551234567
my email is anna85@hotel.com => identifier 85
https://hotel.com/room/402?d=1 => identifier 402; identifier 1
www.hotel24.com => identifier 24
Hotel1 => identifier 1
covid19 => identifier 19
flight LH402 => identifier 402
IBAN DE89370400440532013000 => identifier 89370400440532013000
zip 10115 => identifier 10115
order 66 => identifier 66
option 2 => identifier 2
option 2: 450 => identifier 2; number 450
page 3 => identifier 3
case #4471 => identifier 4471
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });

  describe('dates, times and years', () => {
    it.each(
      rows(`
the 24th only => date ---24
24th to 27th => date ---24/---27
24-27 Nov => date --11-24/--11-27
24.-27.11. => date --11-24/--11-27
24/11 => date --11-24
Nov 24th => date --11-24
24 Nov 2026 => date 2026-11-24
2026-11-24 => date 2026-11-24
renovated in 2019 => year 2019
3pm => time 15:00
15:30 => time 15:30
at 3 o'clock => time 03:00
half past three => time 03:30
24, 25 and 26 Nov => date --11-24; date --11-25; date --11-26
the 24th and 25th => date ---24; date ---25
24/25 Nov => date --11-24/--11-25
Nov 24-27 => date --11-24/--11-27
Nov 24 to Dec 2 => date --11-24/--12-02
from 24.11. to 27.11. => date --11-24/--11-27
24.11-27.11 => date --11-24/--11-27
on 24.11 => date --11-24
twenty-fourth of november => date --11-24
november the twenty fourth => date --11-24
the twenty fourth => date ---24
may 5 => date --05-05
24 May => date --05-24
sat 24 => date ---24
call me at 5 pm 450 ok => time 17:00; number 450
from 9am to 5pm => time 09:00/17:00
10:00-18:00 => time 10:00/18:00
3-5pm => time 15:00/17:00
二〇二六年 => year 2026
11月24日 => date --11-24
24号 => date ---24
Fri 24 and Sat 25 => date ---24; date ---25
450 in the 2026 season => number 450; year 2026
for 2027 => year 2027
summer 2026 => year 2026
in 2026 we pay 450 => year 2026; number 450
check in 24.11.2026 check out 27.11.2026 => date 2026-11-24; date 2026-11-27
arrival 24/11/2026 departure 27/11/2026 => date 2026-11-24; date 2026-11-27
11/24/2026 => date 2026-11-24
24-11-2026 => date 2026-11-24
2026/11/24 - 2026/11/27 => date 2026-11-24/2026-11-27
2026-11-24 to 2026-11-27 => date 2026-11-24/2026-11-27
2026-11-24/2026-11-27 => date 2026-11-24/2026-11-27
24 Nov - 27 Nov => date --11-24/--11-27
24th of Nov to 27th of Nov => date --11-24/--11-27
November 24, 2026 => date 2026-11-24
Nov. 24, 2026 => date 2026-11-24
24. November => date --11-24
24. bis 27. November => date --11-24/--11-27
24nov => date --11-24
24Nov2026 => date 2026-11-24
24-nov-2026 => date 2026-11-24
the night of the 24th => date ---24
from the 24th until the 27th => date ---24/---27
between 24 and 27 Nov => date --11-24/--11-27
between the 24th and the 27th => date ---24/---27
Dec 30 to Jan 2 => date --12-30/--01-02
1st of december => date --12-01
31st => date ---31
10/12 => date --12-10
1/12 => date --12-01
we paid 450 on the 24th and 480 on the 25th => number 450; date ---24; number 480; date ---25
quarter to five => time 04:45
tenth of december => date --12-10
8th => date ---08
the 8th => date ---08
on the 8th => date ---08
8th of Nov => date --11-08
by 5pm => time 17:00
5:30 pm => time 17:30
17h30 => time 17:30
9 am - 5 pm => time 09:00/17:00
5.30pm => time 17:30
check-in from 15:00 => time 15:00
12:00 => time 12:00
00:30 => time 00:30
at eleven o'clock => time 11:00
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });

  describe('words that count nothing', () => {
    it.each(
      rows(`
one of our rooms => nothing
the one => nothing
24/7 => nothing
my two cents => nothing
you may call => nothing
second thoughts => nothing
first of all thank you => nothing
wait a second => nothing
ok k => nothing
no one => nothing
gr8 b4 l8r => nothing
hundreds of guests => nothing
thousands => nothing
half of it => nothing
next quarter => nothing
a quarter => nothing
oh => nothing
the third => nothing
noon => nothing
4u => nothing
B2B => nothing
5G => nothing
A4 => nothing
fifty fifty => nothing
a score => nothing
a ton => nothing
twice => nothing
once => nothing
double => nothing
one moment please => nothing
one sec => nothing
`),
    )('%s (%s) reads as %s', (text, currency, expected) => {
      const mentions = readMentions(text, currency === undefined ? {} : { currency });
      expect(mentions.map(notation).join('; ') || 'nothing').toBe(expected);
    });
  });
});
