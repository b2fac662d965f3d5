import { cues } from '../language/phrases.js';

export const NET_CUES = cues('net', {
  0.9: [
    'net|nett|netto|nets|netrate|neto',
    '# to|for us|me ~1 after',
    '# to us|me',
    'to us|me #',
    'after ~2 commission|comm|fees',
    'without ~1 commission',
    'minus commission',
    'in|into ~1 pocket|account|bank|hand',
    '@i receive|get|keep|see|need to receive ~3 #',
    '# we|i ~1 receive|get|keep|end',
    'clean to us|me',
    'payable to us',
  ],
});
export const SELLING_CUES = cues('selling', {
  0.9: [
    'selling|gross|brutto|bruto|commissionable|sellrate',
    'sell rate|price',
    'public price|rate',
    'what you|guests|guest sell|pay|see',
    'guests|guest|customer|customers|client|clients|traveller|travellers|traveler ~1 pay|pays|see|sees|paying',
    'to|for the guest|guests|customer|customers|client|public',
    'including|incl|inclusive|with ~2 commission',
    '@i|you|u sell|sells ~1 at|for|it',
    'on|at your site|website|platform|page|app|portal',
    'before commission',
    'retail price|rate',
  ],
});
export const TAX_OUT_CUES = cues('tax_out', {
  0.9: [
    'plus plus',
    'plus|excl|excluding|without|exclusive|before|not|exclude|excludes|ex|no ~2 tax|taxes|vat|gst|iva|vats|service',
    'tax|taxes|vat|gst|iva|service ~3 not|excluded|extra|top|exclusive|separate|excl|added|apart|additional',
    'net of tax|taxes|vat',
    '# ~1 plus|and tax|taxes|vat|gst|iva',
    '# tax|taxes|vat|gst|iva $',
  ],
});
export const TAX_IN_CUES = cues('tax_in', {
  0.9: [
    'incl|including|included|with|inclusive|includes|inc|include|after ~5 tax|taxes|vat|gst|iva',
    'tax|taxes|vat|gst|iva ~2 included|incl|inclusive|inside|in|includes',
    'all in|inclusive|included|taxes|incl|inc',
    'everything|all ~1 included|inclusive',
    'inclusive $',
  ],
});
export const NIGHT_CUES = cues('night', {
  0.9: [
    'per|a|each|every|one|single|p ~1 night|nite|nt|nights|roomnight|nuit|notte|noche|nacht',
    'per|a day|daily',
    'nightly|pn|pnight|prn|pernight|prpn|prn',
    'room night',
    '# night|nite|nt',
  ],
});
/** Neither a night nor a stay: how many people is not said. */
export const PERSON_CUES = cues('person', {
  0.9: ['per person|pax|guest|head|adult', 'pp|pppn|ppn', 'p p', 'a|each person|head', '# each $'],
});
export const STAY_CUES = cues('stay', {
  0.9: [
    'for|per ~1 whole|entire|full|complete|total stay|period|booking|reservation|thing|trip|lot',
    'for|per the? stay|booking|reservation|week|period',
    'for|all|over all|the|both ~1 nights|#days|days',
    'for #days',
    'in total|all',
    'total|altogether|overall|totally',
    'all together',
    'for ~1 both|three|two|four|five nights',
    'for ~1 week|month|weekend',
    'full|whole|entire stay|period|weekend|week',
    'lump sum',
  ],
});
export const BLOCK_CUES = cues('block', {
  0.9: [
    'for|per ~2 block|group|allotment|allocation|lot|series|package|floor',
    'whole|entire|full|all block|group|hotel|allotment|floor',
    'all|the|for|of ~1 #rooms',
    'block ~1 #|price|rate|total',
    'for ~1 all ~1 rooms',
    'all rooms|units together',
  ],
});
