import { type FlawClass } from '../flaw-class.js';
import { carriesDuty, isFirstMessage } from '../moment.js';
import { askedInstead, say, withSentence } from '../wording.js';

const PHRASES: readonly string[] = [
  '[Muchas gracias por su respuesta|Entiendo muy bien la situación|Gracias, lo entiendo].',
  '[Vielen Dank für die Antwort|Das verstehe ich gut|Danke, das ist klar für uns].',
  '[Merci beaucoup pour votre réponse|Je comprends très bien votre situation].',
  '[Grazie mille per la risposta|Capisco la vostra situazione, grazie].',
  '[Muito obrigado pela sua resposta|Entendo a sua situação, obrigado].',
  '[Bedankt voor het antwoord|Dank voor uw bericht, het is niet erg].',
  '[谢谢您的回复|我明白您的意思]。',
  '[ご返信ありがとうございます|わかりました]。',
  '[Спасибо за ответ|Я вас понимаю].',
  '[Teşekkürler, bu bir fiyat için iyi|Cevap için teşekkürler].',
];
const ASKS: readonly string[] = [
  '¿[Podría|Puede] [ofrecer|hacer] {ask_rate} para esas noches?',
  '[Könnten Sie|Wären] {ask_rate} für das Zimmer [anbieten|möglich]?',
  '[Pourriez-vous|Pouvez-vous] proposer {ask_rate} pour la chambre?',
  '[Potreste|Potete] offrire {ask_rate} per queste notti?',
  '[您能|能不能]把{room}的价格降到 {ask_rate}？',
];

export const mixedLanguage: FlawClass = {
  id: 'mixed-language',
  title: 'Mixes languages',
  rubricItems: [],
  guardrails: ['language'],
  severity: 0.7,
  ways: [
    {
      id: 'a-sentence-of-another',
      inject(moment, chance) {
        const line = say(moment, chance, PHRASES);
        if (line === undefined || isFirstMessage(moment)) return undefined;
        const { sentences } = moment;
        return sentences.length > 1 && moment.askAt !== 0 && !carriesDuty(moment, sentences[0]!)
          ? { text: withSentence(sentences, 0, line) }
          : { text: `${line} ${moment.text}` };
      },
    },
    {
      id: 'ask-in-another',
      inject(moment, chance) {
        if (
          moment.askAt === undefined ||
          moment.plan.asks[0]?.step === 'same' ||
          carriesDuty(moment, moment.sentences[moment.askAt]!)
        )
          return undefined;
        const line = say(moment, chance, ASKS);
        return line === undefined ? undefined : { text: askedInstead(moment, line) };
      },
    },
    {
      id: 'words-of-another',
      inject(moment, chance) {
        const swaps = chance.pick<Readonly<Record<string, string>>>([
          {
            night: 'noche',
            nights: 'noches',
            rate: 'tarifa',
            price: 'precio',
            would: 'podría',
            and: 'y',
            please: 'por favor',
            for: 'para',
            thank: 'gracias',
            with: 'con',
            very: 'muy',
            day: 'días',
          },
          {
            night: 'Nacht',
            nights: 'Nächte',
            rate: 'Preis',
            price: 'Preis',
            would: 'könnten',
            and: 'und',
            room: 'Zimmer',
            please: 'bitte',
            for: 'für',
            not: 'nicht',
            with: 'mit',
            is: 'ist',
          },
          {
            night: 'nuit',
            nights: 'nuits',
            rate: 'tarif',
            price: 'prix',
            would: 'serait',
            room: 'chambre',
            for: 'pour',
            with: 'avec',
            please: 's’il vous plaît',
            your: 'votre',
            you: 'vous',
          },
          {
            night: 'notte',
            nights: 'notti',
            rate: 'tariffa',
            price: 'prezzo',
            room: 'camera',
            for: 'per',
            thank: 'grazie',
            also: 'anche',
            would: 'vorremmo',
            very: 'molto',
            we: 'noi',
            with: 'con',
          },
        ]);
        let changes = 0;
        const text = moment.text.replace(/(?<![\p{L}])[a-z]+(?![\p{L}])/gu, (word) => {
          const other = swaps[word];
          if (other === undefined || changes >= 6) return word;
          changes += 1;
          return other;
        });
        return changes < 3 ? undefined : { text };
      },
    },
  ],
};
