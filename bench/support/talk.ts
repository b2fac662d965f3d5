/** What partners say, one after the other; each conversation begins somewhere else. None of it ends a conversation. */
export const TALK: readonly string[] = [
  'Hello, who is this?',
  'Our rate is already low, costs are high this season.',
  'How about 190?',
  'What do we get in return?',
  'Could do 185 for the weekdays, not the weekend',
  'meet in the middle?',
  'I have to ask the owner first',
  'ok he says 10% off is possible',
  'Is that net or selling?',
  'No, four eighty would be too low for us.',
  'Thanks, but why should we?',
  '182 and not less',
];
