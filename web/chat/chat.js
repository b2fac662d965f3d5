/** The page: joins the thread, the connection and what the partner does. */
import { claimsOf, Connection } from './connection.js';
import { MAXIMUM_LENGTH, Thread } from './thread.js';
import { View } from './view.js';

/** The server extends its waiting for as long as somebody types; saying so more often than this tells nothing new. */
const TYPING_EVERY_MS = 2_000;
const SHOW_LEFT_BELOW = 500;
const NOTICE_MS = 8_000;

const byId = (id) => document.getElementById(id);
const view = new View();
const token = new URLSearchParams(location.hash.slice(1)).get('token');

// A link with another token, opened in this tab, is another conversation.
addEventListener('hashchange', () => location.reload());

if (token) start(token);
else {
  view.connection('ended');
  view.banner('bad', 'This page needs the link from your invitation. Please open it from there.');
  for (const id of ['text', 'person', 'stop']) byId(id).disabled = true;
}

function start(token) {
  const keptUnder = `parley:pending:${claimsOf(token).sub ?? ''}`;
  const thread = new Thread(kept(keptUnder));
  const input = byId('text');
  let lastTyping = 0;
  let known = 0;
  let complete = false;
  let told = 0;
  let noticeTimer;

  const listener = {
    changed: (isComplete) => {
      sessionStorage.setItem(keptUnder, JSON.stringify(thread.pending));
      view.render(thread, handlers);
      const fresh = thread.messages.filter((message) => message.seq > known && message.author !== 'partner').length;
      known = thread.lastSeq;
      if (isComplete && !complete) {
        complete = true;
        view.scrollToEnd();
        // The next frame: what was just drawn is history and must not be read out.
        requestAnimationFrame(() => view.announce());
      } else if (complete && fresh > 0) view.arrived(fresh);
      tellRead();
    },
    state: (state) => {
      view.connection(state);
      view.render(thread, handlers);
    },
    status: (status) => view.status(status),
    typing: (author, active) => view.typing(author, active),
    notice,
    renewed: (fresh) => history.replaceState(null, '', `#token=${fresh}`),
    ended: () => {
      view.banner('bad', 'This link is no longer valid. Please ask for a new one.');
      for (const id of ['text', 'send', 'person', 'stop']) byId(id).disabled = true;
    },
  };
  const handlers = {
    online: () => connection.connected,
    answerTerms: async (termsId, accept) => {
      const outcome = await connection.act('terms.answer', { termsId, accept });
      if (outcome !== true && outcome.status === 409) thread.settleTerms(termsId);
      listener.changed();
    },
    edit: (message) => {
      input.value = [message.text, input.value].filter(Boolean).join('\n');
      handlers.discard(message);
      typed();
      input.focus();
    },
    discard: (message) => {
      thread.drop(message.clientMessageId);
      listener.changed();
    },
  };
  const connection = new Connection(token, thread, listener);
  view.render(thread, handlers);
  byId('empty').hidden = true;

  byId('composer').addEventListener('submit', (event) => {
    event.preventDefault();
    const text = input.value.trim();
    if (text === '' || text.length > MAXIMUM_LENGTH) return;
    thread.write(text, newId(), new Date().toISOString());
    input.value = '';
    typed();
    lastTyping = 0;
    notice('');
    listener.changed();
    view.scrollToEnd();
    input.focus();
    void connection.flush();
  });
  input.addEventListener('keydown', (event) => {
    // On a touch keyboard Enter is the only way to a new line. While composing it confirms a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    byId('composer').requestSubmit();
  });
  input.addEventListener('input', () => {
    typed();
    const now = Date.now();
    if (input.value === '' || now - lastTyping < TYPING_EVERY_MS) return;
    lastTyping = now;
    connection.typing(true);
  });
  byId('person').addEventListener('click', () => acting(byId('person'), () => connection.act('person.request')));
  byId('stop').addEventListener('click', () => byId('stop-dialog').showModal());
  byId('stop-dialog').addEventListener('close', () => {
    if (byId('stop-dialog').returnValue === 'stop') void acting(byId('stop'), () => connection.act('opt_out'));
  });
  byId('stop-dialog').addEventListener('cancel', () => (byId('stop-dialog').returnValue = 'keep'));
  document.addEventListener('visibilitychange', () => {
    if (view.atEnd) view.seen();
    tellRead();
  });
  byId('scroller').addEventListener('scroll', tellRead);

  /** What is on the screen of somebody who looks is read. */
  function tellRead() {
    const last = thread.messages.findLast((message) => message.author !== 'partner');
    if (!last || last.seq <= told || document.hidden || !view.atEnd) return;
    told = last.seq;
    connection.read(last.seq);
  }

  function typed() {
    input.style.height = 'auto';
    // The scroll height leaves out the border; without it a scroll bar would show.
    input.style.height = `${input.scrollHeight + input.offsetHeight - input.clientHeight}px`;
    const left = MAXIMUM_LENGTH - input.value.trim().length;
    byId('left').textContent =
      left < 0 ? `${-left} characters too many` : left < SHOW_LEFT_BELOW ? `${left} characters left` : '';
    byId('send').disabled = input.value.trim() === '' || left < 0;
  }

  async function acting(pressed, action) {
    pressed.disabled = true;
    await action();
    pressed.disabled = connection.ended;
    input.focus();
  }

  function notice(text) {
    clearTimeout(noticeTimer);
    view.notice(text);
    if (text) noticeTimer = setTimeout(() => view.notice(''), NOTICE_MS);
  }
}

/** What was written in this tab and not received before it was reloaded. */
function kept(name) {
  try {
    const messages = JSON.parse(sessionStorage.getItem(name) ?? '[]');
    return Array.isArray(messages) ? messages : [];
  } catch {
    return [];
  }
}

/** Not `crypto.randomUUID`: browsers hide it from pages that came over plain HTTP. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
