// A hotel partner in a few lines: opens the chat, says one line after each message of the agent, accepts the terms.
// node examples/partner.mjs http://127.0.0.1:3000 CHAT_TOKEN "first line" "second line" …
import { io } from 'socket.io-client';

const [url, token, ...lines] = process.argv.slice(2);
const socket = io(`${url}/partner`, { auth: { token }, transports: ['websocket'] });
const seen = new Set();

async function show({ seq, author, text, terms }) {
  if (seen.has(seq)) return;
  seen.add(seq);
  console.log(`${author}: ${text}`);
  if (author === 'partner') return;
  if (terms) await socket.emitWithAck('terms.answer', { termsId: terms.termsId, accept: true });
  else if (lines.length > 0) await say(lines.shift());
}

async function say(text) {
  console.log(`partner: ${text}`);
  const answer = await socket.emitWithAck('message.send', { clientMessageId: crypto.randomUUID(), text });
  if (!answer.ok) throw new Error(answer.problem.detail);
}

socket.on('connect', async () => {
  // Only new messages are pushed; what was said before is asked for.
  const { messages } = await socket.emitWithAck('history', { afterSeq: Math.max(0, ...seen) });
  for (const message of messages) await show(message);
});
socket.on('message', show);
socket.on('status', ({ status }) => {
  console.log(`status: ${status}`);
  if (status !== 'open') setTimeout(() => socket.disconnect(), 1_000);
});
socket.on('connect_error', (error) => console.error(error.data?.detail ?? error.message));
