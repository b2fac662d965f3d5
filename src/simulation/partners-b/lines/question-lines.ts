import { type LineBank } from './line.js';

/** What partners want to know before they decide. */
export const QUESTION_LINES: LineBank = {
  question_identity: {
    plain: [
      'Which department of {ota} are you with?',
      'How do I know that you really write for {ota}?',
      'Are you our account manager? I thought that was somebody else.',
    ],
    formal: ['Would you kindly state your position at {ota}?'],
    second_language: ['You are who exactly in {ota}?'],
  },
  question_purpose: {
    plain: [
      'Why are you asking about this room and not the others?',
      'What is the reason for this request?',
      'Why should we touch the {room} at all?',
      'And why now?',
    ],
    terse: ['why?', 'reason?'],
    chatty: ['can I ask what is behind all this? we got by fine at {current} so far'],
    formal: ['Might we learn the grounds for this request?'],
    second_language: ['For what reason you need lower price?'],
    typos: ['but why doe you ask us taht'],
  },
  question_evidence: {
    plain: [
      'Where did you see a lower price?',
      'Who is selling it cheaper than you?',
      'Which site is that on? I want to check it.',
      'Can you show me where it is cheaper?',
    ],
    terse: ['where?', 'which site', 'proof?'],
    chatty: ['hm really? I just looked around online and dont find anything cheaper, where is that'],
    formal: ['Could you substantiate the comparison you refer to?'],
    second_language: ['In which website you find this price, please?'],
    typos: ['were do you see taht cheaper price??'],
  },
  question_which_dates: {
    plain: ['Which nights are we talking about?', 'Remind me of the dates please?', 'Is that for the weekend as well?'],
    terse: ['dates?', 'what nights'],
    second_language: ['For which date it is?'],
    typos: ['wich datess was it again?'],
  },
  question_which_room: {
    plain: [
      'Which room type do you mean?',
      'We have several categories, which one is it about?',
      'Is that the room with the balcony or the other one?',
    ],
    terse: ['what room?'],
    formal: ['To which category does your request pertain?'],
    second_language: ['What room you speak about?'],
  },
  question_current_rate: {
    plain: [
      'What do we have loaded with you at the moment?',
      'What does the guest see on your site right now?',
      'I do not have the system open, what is our rate with you today?',
    ],
    terse: ['what is it now?'],
    second_language: ['Now how much is showing in your page?'],
  },
  question_asked_rate: {
    plain: ['So what rate would you want?', 'What figure do you have in mind?', 'How low are you thinking?'],
    terse: ['how much?', 'your number?'],
    chatty: ['come on then, what would make you happy? :)'],
    formal: ['What rate did you envisage?'],
    typos: ['so hwat price do you whant'],
  },
  question_lever: {
    plain: [
      'What do we get for it?',
      'And what is in it for the hotel?',
      'Is there anything you can offer from your side?',
      'What do you give us in return?',
      'Could you do something about our position in your list, for example?',
    ],
    terse: ['and for us?', 'in exchange for?'],
    chatty: ['ok but a favour for a favour, no? what do you have in the bag for me'],
    formal: ['What consideration would {ota} extend to us in return?'],
    second_language: ['What benefit you can give to hotel back?'],
    typos: ['wat do we get in retrun'],
  },
  question_benefit: {
    plain: [
      'Does a lower rate really bring more bookings?',
      'What would that change for us?',
      'How many more nights would you sell with that?',
      'Will it make us more visible?',
    ],
    terse: ['will it help?', 'effect?'],
    chatty: ['honest question, did that ever help anybody? last time we lowered I saw nothing happen'],
    formal: ['What increase in production might we reasonably expect?'],
    second_language: ['This will bring to us more guest, or no?'],
    typos: ['will we get mroe bookngs then?'],
  },
  question_commission: {
    plain: [
      'And your commission stays the same?',
      'Do you lower your commission too then?',
      'How does that work with the commission?',
    ],
    terse: ['commission?'],
    formal: ['Would the commission be adjusted accordingly?'],
    second_language: ['The commission will be also less?'],
  },
  question_price_basis: {
    plain: ['Is that net to us or what the guest pays?', 'Do you mean with tax?', 'Selling rate or net rate?'],
    terse: ['net or gross?', 'incl tax?'],
    second_language: ['It is netto price or the final price for guest?'],
    typos: ['is taht nett or seling?'],
  },
  question_payment: {
    plain: ['When would we be paid for those bookings?', 'Is that pay at hotel or do you collect?'],
    terse: ['paid when?'],
    formal: ['Under which payment terms would these bookings be settled?'],
    second_language: ['How is the payment for this, you pay before or after?'],
  },
  question_process: {
    plain: ['How would I change it, in the extranet?', 'Do you load it or do I have to?', 'If I say yes, what happens next?'],
    terse: ['who loads it?', 'how'],
    second_language: ['I must do it in system or you do?'],
    typos: ['how do i chagne it, in the extrnet?'],
  },
  question_deadline: {
    plain: ['Until when do you need an answer?', 'How long would that rate have to stay in?', 'Is there a rush with this?'],
    terse: ['by when?'],
    formal: ['By what date is our reply required?'],
    second_language: ['Until what day i have time to answer?'],
  },
  question_limit: {
    plain: [
      'What is the most you can pay?',
      'What is your limit? Then we save each other time.',
      'How far can you go up, honestly?',
    ],
    terse: ['your max?'],
    chatty: ['between us, what number did your boss write on the paper? ;)'],
  },
  question_privacy: {
    plain: ['Do other hotels get to see what I write here?', 'Is this chat being stored somewhere?'],
  },
};
