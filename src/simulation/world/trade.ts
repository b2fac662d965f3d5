import { type Lever } from '../../domain/negotiation/ticket.js';

/** A kind of house: what it costs beside the middle class, and how its costs and pride are spread. */
export interface HouseClass {
  name: string;
  /** Words for the house before or behind its name. */
  words: readonly string[];
  /** Share of houses of this class. */
  weight: number;
  /** Its price as a multiple of the middle class, from and to. */
  price: readonly [number, number];
  /** What a night costs to serve as a share of the current rate, from and to. */
  cost: readonly [number, number];
  /** How much it minds being seen cheap, 0 to 1, from and to. */
  pride: readonly [number, number];
  /** Room types with their price beside the house's usual room. */
  rooms: readonly (readonly [name: string, price: number])[];
}

export const HOUSE_CLASSES: readonly HouseClass[] = [
  {
    name: 'hostel',
    words: ['Hostel', 'Budget Rooms'],
    weight: 8,
    price: [0.35, 0.6],
    cost: [0.45, 0.65],
    pride: [0, 0.5],
    rooms: [
      ['Private Double', 1],
      ['Twin Room', 0.95],
      ['Family Room', 1.4],
      ['Single Room', 0.75],
    ],
  },
  {
    name: 'guesthouse',
    words: ['Guesthouse', 'Pension', 'Inn'],
    weight: 20,
    price: [0.6, 0.95],
    cost: [0.38, 0.6],
    pride: [0.1, 0.9],
    rooms: [
      ['Standard Double', 1],
      ['Double Room with Balcony', 1.15],
      ['Family Room', 1.45],
      ['Garden Room', 1.1],
      ['Attic Room', 0.9],
    ],
  },
  {
    name: 'apartments',
    words: ['Apartments', 'Residence'],
    weight: 12,
    price: [0.75, 1.3],
    cost: [0.32, 0.55],
    pride: [0, 0.6],
    rooms: [
      ['Studio', 1],
      ['One-Bedroom Apartment', 1.3],
      ['Penthouse Apartment', 1.9],
      ['Studio with Terrace', 1.15],
    ],
  },
  {
    name: 'middle',
    words: ['Hotel'],
    weight: 38,
    price: [0.8, 1.35],
    cost: [0.32, 0.52],
    pride: [0.1, 0.8],
    rooms: [
      ['Standard Double', 1],
      ['Superior Double', 1.15],
      ['Deluxe Double', 1.3],
      ['Twin Room', 1],
      ['Junior Suite', 1.6],
      ['Family Room', 1.5],
    ],
  },
  {
    name: 'upscale',
    words: ['Grand Hotel', 'Boutique Hotel', 'Spa Hotel'],
    weight: 16,
    price: [1.4, 2.2],
    cost: [0.28, 0.42],
    pride: [0.3, 1],
    rooms: [
      ['Deluxe King', 1],
      ['Superior Room', 0.9],
      ['Junior Suite', 1.4],
      ['Sea View Room', 1.25],
      ['Corner Suite', 1.7],
    ],
  },
  {
    name: 'luxury',
    words: ['Palace', 'Resort'],
    weight: 6,
    price: [2.3, 4],
    cost: [0.25, 0.36],
    pride: [0.5, 1],
    rooms: [
      ['Deluxe Room', 1],
      ['Pool Villa', 1.8],
      ['Executive Suite', 1.6],
      ['Signature Suite', 2.1],
    ],
  },
];

export const RATE_PLANS = ['Flexible', 'Non-refundable', 'Bed and breakfast', 'Room only'] as const;

/** Invented travel agencies. */
export const AGENCIES = [
  'Farewell Travel',
  'Tripmill',
  'Stayfinder',
  'Roomaround',
  'Wanderly',
  'Nightport',
  'Holiday Harbour',
  'Gotostay',
] as const;

/** Sites on which the other rate was seen; invented as well. */
export const SITES = ['Staylo', 'Roomcompass', 'Hotelhop', 'Bedquest', 'Nightspot', 'Tripdeal'] as const;

/** What an agency can put beside a rate; titles read well in the middle of a sentence. */
export const LEVERS: readonly Omit<Lever, 'id'>[] = [
  { kind: 'placement', title: 'a place in the top row of our city page', terms: 'for the nights of the stay' },
  { kind: 'placement', title: 'a place in our weekend newsletter' },
  { kind: 'placement', title: 'a banner on our city page for two weeks' },
  { kind: 'placement', title: 'a place in our seasonal guide' },
  { kind: 'badge', title: 'the Preferred badge on your page' },
  { kind: 'badge', title: 'a guest favourite badge for a month' },
  { kind: 'campaign', title: 'a slot in our spring campaign' },
  { kind: 'campaign', title: 'a slot in our late deals campaign' },
  { kind: 'campaign', title: 'a place in our app campaign' },
  { kind: 'commission_rebate', title: 'a commission rebate on these nights' },
  { kind: 'commission_rebate', title: 'a lower commission for this stay' },
  { kind: 'payment_terms', title: 'payout at check-in instead of the end of the month' },
  { kind: 'payment_terms', title: 'faster payouts for these stays' },
  { kind: 'payment_terms', title: 'virtual card payment before arrival' },
];
