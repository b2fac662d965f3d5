// Hands over a negotiation and waits for its outcome: node example.ts http://127.0.0.1:3000 API_KEY
import { createParley } from './src/index.js';

const [baseUrl = '', apiKey = ''] = process.argv.slice(2);
const parley = createParley({ baseUrl, apiKey });

const { data: created, error } = await parley.POST('/v1/negotiations', {
  body: {
    externalId: `RATE-${Date.now()}`,
    hotel: { id: 'lisbon-1042', name: 'Hotel Aurora', timeZone: 'Europe/Lisbon' },
    partner: { id: 'marta' },
    tickets: [
      {
        ...{ id: 'deluxe', roomType: 'Deluxe Double', stay: { from: '2099-03-10', to: '2099-03-13' }, evidence: [] },
        ...{ currency: 'EUR', priceBasis: 'selling', currentRate: '520', targetRate: '455', limitRate: '480' },
      },
    ],
    levers: [],
  },
});
if (!created) throw new Error(error.errors?.map(({ path, message }) => `${path} ${message}`).join(', ') ?? error.detail);

const params = { path: { id: created.id } };
const { data: chat } = await parley.POST('/v1/negotiations/{id}/chat-tokens', { params, body: {} });
console.log(`The hotel talks here: ${chat?.url}`);

for (let status = 'open'; status === 'open'; await new Promise((resolve) => setTimeout(resolve, 2_000))) {
  const { data: outcome } = await parley.GET('/v1/negotiations/{id}/outcome', { params });
  status = outcome?.status ?? status;
  console.log(status, outcome?.tickets.map(({ id, result, agreedRate }) => `${id}: ${result} ${agreedRate ?? ''}`).join(', '));
}
