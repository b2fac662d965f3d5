import { type LineBank } from './line.js';

/** What stands in the way, by worry. */
export const WORRY_LINES: LineBank = {
  worry_cost: {
    plain: [
      'Our costs went up again this year, laundry alone is a fifth more.',
      'With what we pay for energy now there is not much left of a room.',
      'Wages rose in spring and I have not put that on the price yet.',
      'Breakfast and cleaning have become so expensive that I hardly earn on it.',
      'A room costs me a lot before anybody has slept in it.',
    ],
    terse: ['costs are too high', 'energy bill kills us', 'no margin left'],
    chatty: [
      'you should see my electricity bill, I could frame it and hang it in the lobby',
      'honestly my cleaners earn more on that room than I do these days haha',
    ],
    formal: [
      'Our operating costs have risen considerably, which leaves limited margin.',
      'Personnel and energy expenses do not permit much movement.',
    ],
    second_language: [
      'Everything is become very expensive here, the staff, the gas, all.',
      'cost for us is too much high this year',
    ],
    typos: ['evrything got so expnsive, staff, heating..', 'our csots are realy high now'],
  },
  worry_parity: {
    plain: [
      'If I give you that, the others will call me the next day.',
      'We keep the same price on all channels, that is policy.',
      'Our channel manager pushes one rate everywhere.',
      'I would have to lower it on every site then.',
    ],
    terse: ['rate parity', 'same price everywhere', 'other channels will complain'],
    chatty: ['last time I did one portal a favour I had three others on the phone before lunch'],
    formal: [
      'We are bound to rate parity across our distribution partners.',
      'Preferential rates for a single channel are not in line with our policy.',
    ],
    second_language: [
      'All website must have same price, otherwise is problem for me.',
      'i can not make different price for each portal',
    ],
    typos: ['we hvae parity with teh other chanels'],
  },
  worry_owner_approval: {
    plain: [
      'Prices are decided by the owner, not by me.',
      'I am only allowed to move it a little without asking my boss.',
      'The family decides on rates together on Mondays.',
      'My director wants to see every change first.',
    ],
    terse: ['not my decision alone', 'boss decides'],
    chatty: ['if I do that without asking the old man I can look for a new job :)'],
    formal: [
      'Any deviation from the published rate requires the approval of our management.',
      'I do not have signing authority in this matter.',
    ],
    second_language: ['The price is deciding my owner, i only work here.', 'I must have permission of the director'],
    typos: ['my bos has to aprove taht'],
  },
  worry_grievance: {
    plain: [
      'Last summer you sent us guests without a valid card and nobody helped.',
      'We are still waiting for an answer about the invoice from March.',
      'Your support left us alone with an overbooking, I have not forgotten that.',
      'The last time we did you a favour we never heard a thank you.',
    ],
    terse: ['after last time? hm', 'your support never answers'],
    chatty: ['funny that you write now, when I needed you in August nobody picked up for three days'],
    formal: [
      'In view of the unresolved complaint we filed with {ota}, we are hesitant.',
      'Past cooperation has regrettably not been satisfactory.',
    ],
    second_language: [
      'Before you have made problem with cancel booking and we lost the money.',
      'last time your company did not help to us',
    ],
    typos: ['you guys mesed up our last grup booking and noone said sory'],
  },
  worry_quality: {
    plain: [
      'We renovated all rooms in winter, the price is justified.',
      'If I go too cheap I get the wrong guests.',
      'We are a four star house and the rate should look like it.',
      'A low price makes people think something is wrong with the room.',
    ],
    terse: ['we are not a budget hotel', 'its worth the price'],
    chatty: ['have you seen the new bathrooms? people take photos in there! I cant give that away'],
    formal: ['The rate reflects the standard of our house.', 'We are mindful of how the property is positioned in the market.'],
    second_language: [
      'Our room is very nice and new, this is good price for such quality.',
      'cheap price is not good for image of hotel',
    ],
    typos: ['we jsut renovated, its a nise room, worth evry cent'],
  },
  worry_occupancy: {
    plain: [
      'We are nearly full on those nights anyway.',
      'I have only a handful of rooms left for that period.',
      'Pickup is good, I do not need to discount.',
      'There is a group holding most of the house then.',
    ],
    terse: ['almost full', 'few rooms left', 'selling fine'],
    chatty: ['to be honest the phone does not stop ringing for those days'],
    formal: [
      'Our forecast for the period in question is satisfactory.',
      'Occupancy on those dates is already at a level that requires no promotion.',
    ],
    second_language: ['This days we have already many reservation.', 'hotel is close to full, why i should give less'],
    typos: ['were alsmot full thoes days'],
  },
  worry_season: {
    plain: [
      'That is our best time of the year.',
      'Those dates are in season, I can sell that at any price.',
      'We live from these weeks, the rest of the year is quiet.',
      'There is an event in town around then.',
    ],
    terse: ['high season', 'wrong dates for discount'],
    chatty: ['ask me in February and you get it for a song, but now?'],
    formal: ['The period falls within our peak season.', 'Seasonal demand does not suggest a reduction.'],
    second_language: ['It is the season now, everybody is paying this price.', 'in this time of year price is always like so'],
    typos: ['thats hihg season for us'],
  },
  worry_commission: {
    plain: [
      'With your commission on top I am left with too little.',
      'You already take your share, now you want the rate as well?',
      'After commission there is not much in it for us.',
      'Lower your commission, then I can lower my price.',
    ],
    terse: ['commission is too high', 'you take enough already'],
    chatty: ['you know what I get to keep after your cut? I could not even take my wife out for it'],
    formal: [
      'Taking your commission into account, the net yield is already modest.',
      'The present commission level leaves us little latitude.',
    ],
    second_language: ['Your commission is big, what stay for hotel?', 'i pay to you many percent already'],
    typos: ['with ur comission theres nothign left'],
  },
  worry_cash_flow: {
    plain: [
      'We need cash right now, I cannot wait weeks for less money.',
      'It is a tight month, every euro or dollar counts at the moment.',
      'You pay us so late after departure, that hurts enough.',
      'The bank looks at our account every week since the renovation.',
    ],
    terse: ['cash is tight', 'you pay too late'],
    chatty: ['between the loan and the tax office I am counting coins this month'],
    formal: [
      'Our liquidity planning for this quarter does not foresee reduced rates.',
      'Delayed payouts already weigh on our cash position.',
    ],
    second_language: [
      'The money is coming to us very late, we have bills to pay.',
      'now we dont have much cash, difficult moment',
    ],
    typos: ['cashflow is teh problem, you pay so lat'],
  },
  no_worry: {
    plain: [
      'No special reason, that is simply our rate.',
      'It is what the room costs, nothing behind it.',
      'We just do not like to go down.',
      'Nothing in particular, I am happy with it as it is.',
    ],
    terse: ['no reason', 'its our price'],
    chatty: ['there is no big secret, the rate has been like this since my aunt ran the place'],
    formal: ['We see no occasion to amend the rate.'],
    second_language: ['There is not reason, is our normal price.'],
    typos: ['no reson realy'],
  },
};
