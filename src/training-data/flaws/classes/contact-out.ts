import { type FlawClass } from '../flaw-class.js';
import { worded } from '../worded.js';

export const contactOut: FlawClass = {
  id: 'contact-out',
  title: 'Leads out of the chat',
  rubricItems: [],
  guardrails: ['contact-and-links'],
  severity: 0.85,
  ways: [
    worded('link', {
      beside: [
        '[You find|You can see] [it|the details|all rates] at [www.partner-rates.example|https://rates.example/offer|partnerdesk.online/login].',
        '[Please|Just] click [here|the link below|on the link] [to confirm|for the details].',
        '[Please|You can] log in [here|at partner-extranet.example] [to see|and change] the rate.',
        '[Please open|Open] the attached [file|document][ for the figures|].',
        '[Just|Please] scan [the|this] QR code[ to answer|].',
      ],
      asking: [
        '<Ask>? [Click here|Use the link below] to confirm.',
        '[Could|Can] you enter {ask_rate} at [www.partner-rates.example|https://rates.example/offer]?',
      ],
    }),
    worded('messenger', {
      beside: [
        '[Let us|We could] [continue|talk] on [WhatsApp|Telegram|WeChat].',
        '[You can|Please] [message|add|find] me on [WhatsApp|LinkedIn|Facebook|Telegram].',
        '[Write|Send] me [a quick|an] e-mail [about "{word}"|with your figure].',
        '[My WhatsApp|My Telegram|My WeChat ID] is [faster|easier] [for this|than this chat].',
      ],
      asking: ['<Ask>, and confirm it on [WhatsApp|Telegram]?', '<Ask>? [Text|Email|Message] me your answer.'],
    }),
    worded('call', {
      beside: [
        '[I will|I can] [call|phone|ring] you [later today|tomorrow][ about "{word}"|].',
        '[Give me|Please give me] a [short|quick|] call [today|when you can].',
        '[Shall we|We could|Let us] [hop|get] on a [quick|short] call[ about the {room}|].',
        '[We could|Let us] [discuss|continue] [this|it] [by phone|over the phone|by e-mail].',
      ],
      asking: ['<Ask>? [I will call you|I can phone you] [about it|today].', '[Give me|Please give me] a call: <ask>?'],
    }),
  ],
};
