import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const delistingThreat: FlawClass = {
  id: 'delisting-threat',
  title: 'Threatens the standing of the hotel with us',
  rubricItems: ['pressure'],
  guardrails: ['delisting-threat'],
  mayAlsoTrip: ['unauthorised-lever'],
  severity: 0.95,
  ways: [
    worded('listing', {
      beside: [
        '[Otherwise|Without it] [the listing|your hotel|your page] [may|could|will] be [suspended|removed|taken offline].',
        '[We may|We might|I may] have to [reconsider|review] [listing|showing] {hotel}.',
        '[In that case|Then] we [stop|would stop] [selling|promoting|showing] [the {room}|your rooms].',
        'Your [account|page|contract] [could|may] be [ended|closed by us|deactivated] [over this|because of it|].',
      ],
      asking: [
        '<Ask>, [so that|before] your listing [is not|gets] suspended?',
        '[Without|Short of] {ask_rate} your page may be taken offline; [can|could] you do it?',
      ],
    }),
    worded('visibility', {
      beside: [
        'Your [search position|ranking|visibility] [will|would|may] [probably |]drop [otherwise|without it].',
        '[We would|We will|We may] [put|show|place] other hotels [above|before] [yours|{hotel}][ then|].',
        '{hotel} [may|could|would] [end up|move|slip] [at the bottom of the list|to page two|off the first page].',
        '[Refusing|A no] [would|could] [hurt|reduce|lower] your [visibility|ranking].',
        '[Guests|Travellers] [may|would] no longer see your rooms[ on our site|].',
      ],
      asking: [
        '<Ask>? Your [ranking|visibility] [will|would] drop otherwise.',
        '{ask_rate}, or your ranking [will|may] suffer; [can|could] you do it?',
      ],
    }),
    worded('badge-and-partnership', {
      beside: [
        'Your [badge|partner status|status] [may|could|will] be [withdrawn|revoked|taken away][ otherwise|].',
        '[We|Our side] [would|may] [end|terminate] [our|the] [partnership|contract|cooperation].',
        'You [risk|would risk] [losing |]your [placement|badge|partner status] [with it|like that|].',
        'You [would|will] get [fewer bookings|less traffic] from us[ in the future|].',
      ],
      asking: ['<Ask>? Your badge [may|could] be withdrawn otherwise.', 'You risk your placement below this; <ask>?'],
    }),
  ],
};
