import { foldWord } from '../language/normalise.js';

function table(lines: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(lines).flatMap(([unit, words]) =>
      words.split(' ').map((word) => [/^[\p{L}\p{M}]+$/u.test(word) ? foldWord(word) : word, unit] as const),
    ),
  );
}

/** What a number in front counts, plural or invariant. */
export const COUNTED_THINGS = table({
  rooms: 'rooms rms 间 間 部屋 房 doubles twins singles suites apartments apts villas cabins dorms keys 室',
  guests:
    'guests guest pax persons ppl people adults adult kids children child infants travellers travelers visitors clients customers 人 位 名 occupants',
  nights: 'nights nites nts nt n roomnights 晚 泊 晚上 夜 noches nachte nuits noite noites notti',
  units: 'units pcs pieces items',
  beds: 'beds 床 bedrooms bathrooms br bdrm',
  bookings:
    'bookings bkgs reservations resas cancellations enquiries inquiries requests orders arrivals departures checkins checkouts no-shows',
  hotels: 'hotels properties places competitors branches locations houses resorts hostels',
  floors: 'floors storeys stories levels 层 楼 阶',
  breakfasts: 'breakfasts meals dinners lunches drinks vouchers bottles',
  groups: 'groups couples families teams parties',
  times: 'times 次 倍',
  messages:
    'messages msgs emails mails calls questions points reasons things options choices offers conditions steps issues problems reviews ratings photos',
  people_in_charge: 'staff employees colleagues managers owners partners',
  cars: 'cars parking spots spaces seats tables',
});

/** The same in the singular, counted where the number is one. */
export const COUNTED_THING = table({
  rooms: 'room rm double twin single suite apartment apt villa',
  guests: 'guest person adult kid child infant traveller traveler visitor client customer',
  nights: 'night nite',
  beds: 'bed bedroom bathroom',
  bookings: 'booking reservation cancellation enquiry request order',
  hotels: 'hotel property place competitor branch location',
  floors: 'floor',
  breakfasts: 'breakfast meal dinner lunch drink voucher bottle',
  groups: 'group couple family team party',
  messages: 'message msg email mail call question point reason thing option choice offer condition step issue problem review',
  units: 'unit piece item',
  times: 'time',
});

/** Words that may stand between a number and what it counts ("12 superior double rooms"). */
export const BETWEEN: ReadonlySet<string> = new Set(
  (
    'double twin single triple quad superior deluxe standard classic family king queen junior executive free empty available vacant more other extra additional ' +
    'last different sold small big nice new open remaining unsold adult young full whole consecutive paying business room bed guest hotel-owned booked direct ' +
    'similar such comfort economy premium connecting adjoining identical weekend week good great confirmed of great individual room'
  ).split(' '),
);

export const DURATIONS = table({
  seconds: 'seconds secs sec',
  minutes: 'minutes minute mins min minuts 分钟 分鐘 minuten',
  hours: 'hours hour hrs hr h 小时 小時 时间 stunden heures horas',
  days: 'days day dys 天 日間 tage jours dias',
  weeks: 'weeks week wks wk 周 星期 wochen',
  months: 'months month mths mth mos 个月 個月 monate',
  quarters: 'quarters',
  years: 'years year yrs yr 年',
});

/** Short units only right behind the digits. */
export const SHORT_UNITS: ReadonlySet<string> = new Set([
  'h',
  'm',
  'g',
  'l',
  'w',
  'v',
  'ft',
  'in',
  'mi',
  'c',
  'f',
  'nt',
  'n',
  'br',
]);

export const MEASURES = table({
  sqm: 'sqm m2 qm sqmt sqmtr sqmeters 平米 平方米 平 ㎡ 坪 sqmetres smt',
  sqft: 'sqft ft2 sf sqfeet',
  km: 'km kms kilometer kilometers kilometre kilometres 公里 ㎞ kmh',
  m: 'm meter meters metre metres mtr mtrs 米',
  cm: 'cm cms centimeter centimeters centimetre centimetres ㎝',
  mm: 'mm millimeter millimeters millimetre millimetres',
  miles: 'mile miles mi',
  feet: 'feet foot ft',
  inches: 'inch inches',
  kg: 'kg kgs kilo kilos kilogram kilograms lbs lb 公斤 pounds-weight',
  g: 'g gram grams',
  litres: 'l liter liters litre litres lt',
  ml: 'ml cl',
  kwh: 'kwh kw mwh watts w',
  celsius: '°c celsius ℃ °C',
  fahrenheit: '°f fahrenheit °F ℉',
  degrees: '° degrees degree deg',
  mbps: 'mbps mbit gbps gb mb tb ghz mhz hz dpi px',
  hectares: 'hectares hectare ha acres acre',
});

export const MEASURE_PHRASES: ReadonlyMap<string, string> = new Map([
  ['sq m', 'sqm'],
  ['sq.m', 'sqm'],
  ['sq. m', 'sqm'],
  ['sq meters', 'sqm'],
  ['sq metres', 'sqm'],
  ['sq mt', 'sqm'],
  ['sq ft', 'sqft'],
  ['sq. ft', 'sqft'],
  ['sq.ft', 'sqft'],
  ['sq feet', 'sqft'],
  ['square meters', 'sqm'],
  ['square meter', 'sqm'],
  ['square metres', 'sqm'],
  ['square metre', 'sqm'],
  ['square feet', 'sqft'],
  ['square foot', 'sqft'],
  ['cubic meters', 'cubic_m'],
  ['cubic metres', 'cubic_m'],
  ['m^2', 'sqm'],
  ['° c', 'celsius'],
  ['°c', 'celsius'],
  ['°f', 'fahrenheit'],
  ['° f', 'fahrenheit'],
  ['km/h', 'km'],
  ['mb/s', 'mbps'],
]);

const PER_THINGS = table({
  per_night: 'night nite nt nts nights 晚 夜 泊 noche nacht nuit notte noite n nt.',
  per_day: 'day 天 日 tag',
  per_stay: 'stay stays total-stay',
  per_block: 'block group allotment allocation',
  per_person: 'person pax head guest adult pers p pp 人 位 child',
  per_room: 'room rm rooms unit suite double apartment 间 間',
  per_hour: 'hour hr h',
  per_week: 'week wk 周',
  per_month: 'month mth mo 月',
  per_year: 'year yr annum 年',
  per_booking: 'booking reservation order',
  each: 'piece item one each',
});

/** The unit behind "per", "a", "each", "/": which thing an amount is for. */
export const PER_THING = PER_THINGS;

/** Abbreviations that say it in one word. */
export const PER_WORDS = table({
  per_night: 'pn nightly p/n p.n. ppn pernight prpn pppn',
  per_person: 'pp p/p ppl',
  per_day: 'daily',
  per_week: 'weekly',
  per_month: 'monthly',
  per_room: 'pr',
  each: 'each apiece ea',
});
