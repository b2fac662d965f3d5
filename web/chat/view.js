/** Draws the thread. Every text goes in as text, never as markup. */

const AUTHORS = { partner: 'You', agent: 'AI agent', human: 'Person' };
const WEEKDAYS = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];
const TERMS_STATES = {
  accepted: '✓ You accepted these terms.',
  declined: 'You declined these terms.',
  outdated: 'These terms no longer wait for an answer.',
};
const STATUS_BANNERS = {
  agreed: ['good', 'Agreement reached. Thank you!'],
  declined: ['calm', 'This request was closed without a change.'],
  expired: ['calm', 'The time for this request is over.'],
  cancelled: ['calm', 'This request was withdrawn.'],
  escalated: ['calm', 'A person will continue this conversation here.'],
  opted_out: ['calm', 'You will get no more messages about this.'],
};
/** Messages of one author that are closer than this share one heading. */
const GROUP_MS = 5 * 60_000;
/** Within this of the end, new messages are scrolled to. */
const NEAR_END_PX = 80;

const clockTime = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const calendarDay = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long' });
// Stays are calendar days, not moments: they must not shift with the reader's time zone.
const stayDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

const byId = (id) => document.getElementById(id);

export class View {
  constructor() {
    this.thread = byId('thread');
    this.scroller = byId('scroller');
    this.nodes = new Map();
    this.unseen = 0;
    byId('jump').addEventListener('click', () => this.scrollToEnd());
    this.scroller.addEventListener('scroll', () => this.atEnd && this.seen());
  }

  get atEnd() {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
  }

  /** @param handlers `{online(), answerTerms(termsId, accept), edit(message), discard(message)}` */
  render(thread, handlers) {
    const stay = this.atEnd;
    const messages = thread.messages;
    const lastOwn = messages.findLast((message) => message.author === 'partner');
    const wanted = [];
    let previous = null;
    for (const message of messages) {
      const at = new Date(message.sentAt);
      if (!previous || at.toDateString() !== new Date(previous.sentAt).toDateString()) {
        wanted.push(this.node(`day:${at.toDateString()}`, () => dayLine(at)));
      }
      const node = this.node(`seq:${message.seq}`, () => bubble(message));
      const groups = previous?.author === message.author && at - new Date(previous.sentAt) < GROUP_MS && !previous.terms;
      node.classList.toggle('grouped', Boolean(groups));
      if (message.terms) updateTerms(node, message, thread.termsState(message), handlers);
      setMark(node, message === lastOwn ? (thread.readSeq >= message.seq ? 'Read' : 'Sent') : '');
      wanted.push(node);
      previous = message;
    }
    for (const message of thread.pending) {
      const node = this.node(`pending:${message.clientMessageId}`, () => pendingBubble(message));
      updatePending(node, message, handlers);
      wanted.push(node);
    }
    this.arrange(wanted);
    byId('empty').hidden = wanted.length > 0;
    if (stay) this.scrollToEnd();
  }

  /** Moves only what is out of place, so that screen readers hear what is new and nothing twice. */
  arrange(wanted) {
    const keep = new Set(wanted);
    for (const [key, node] of this.nodes) {
      if (keep.has(node)) continue;
      node.remove();
      this.nodes.delete(key);
    }
    let next = this.thread.firstChild;
    for (const node of wanted) {
      if (node === next) next = next.nextSibling;
      else this.thread.insertBefore(node, next);
    }
  }

  node(key, make) {
    let node = this.nodes.get(key);
    if (!node) this.nodes.set(key, (node = make()));
    return node;
  }

  /** Told for each new message that is not the reader's own. */
  arrived(count) {
    if (document.hidden || !this.atEnd) this.unseen += count;
    this.showUnseen();
  }

  seen() {
    if (document.hidden) return;
    this.unseen = 0;
    this.showUnseen();
  }

  showUnseen() {
    byId('jump').hidden = this.unseen === 0 || this.atEnd;
    document.title = this.unseen > 0 ? `(${this.unseen}) Rate conversation` : 'Rate conversation';
  }

  scrollToEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.seen();
  }

  /** From now on new messages are read out; the history before that is not. */
  announce() {
    this.thread.setAttribute('aria-live', 'polite');
  }

  connection(state) {
    const texts = { connecting: 'Connecting…', connected: 'Connected', reconnecting: 'Reconnecting…', ended: 'Closed' };
    const element = byId('connection');
    element.dataset.state = state;
    element.textContent = texts[state];
  }

  typing(author, active) {
    const stay = this.atEnd;
    byId('typing').hidden = !active;
    byId('typing-text').textContent = author === 'human' ? 'A person is writing…' : 'The AI agent is writing…';
    if (stay) this.scrollToEnd();
  }

  status(status) {
    const [kind, text] = STATUS_BANNERS[status] ?? [];
    this.banner(kind, text);
  }

  banner(kind, text) {
    const stay = this.atEnd;
    const element = byId('banner');
    element.hidden = !text;
    element.dataset.kind = kind ?? '';
    element.textContent = text ?? '';
    if (stay) this.scrollToEnd();
  }

  notice(text) {
    const element = byId('notice');
    element.hidden = !text;
    element.textContent = text;
  }
}

function element(name, className, text) {
  const created = document.createElement(name);
  if (className) created.className = className;
  if (text !== undefined) created.textContent = text;
  return created;
}

function button(className, text, onClick) {
  const created = element('button', className, text);
  created.type = 'button';
  created.addEventListener('click', onClick);
  return created;
}

function dayLine(at) {
  const item = element('li', 'day');
  item.append(element('span', '', calendarDay.format(at)));
  return item;
}

function bubble(message) {
  const item = element('li', `message by-${message.author}`);
  const heading = element('p', 'author', AUTHORS[message.author]);
  const body = element('div', 'bubble');
  const text = element('p', 'text', message.text);
  // The conversation may be in any language, also one that runs from right to left.
  text.dir = 'auto';
  body.append(text);
  const foot = element('p', 'foot');
  const time = element('time', '', clockTime.format(new Date(message.sentAt)));
  time.dateTime = message.sentAt;
  foot.append(time, element('span', 'mark-text'));
  item.append(heading, body, foot);
  return item;
}

function setMark(node, text) {
  const mark = node.querySelector('.mark-text');
  if (mark.textContent !== text) mark.textContent = text;
}

function pendingBubble(message) {
  const item = element('li', 'message by-partner pending');
  const body = element('div', 'bubble');
  const text = element('p', 'text', message.text);
  text.dir = 'auto';
  body.append(text);
  item.append(body, element('p', 'foot'));
  return item;
}

function updatePending(node, message, handlers) {
  const foot = node.querySelector('.foot');
  node.classList.toggle('refused', message.refused !== null);
  if (message.refused === null) {
    foot.textContent = handlers.online() ? 'Sending…' : 'Waiting for the connection…';
    return;
  }
  foot.replaceChildren(
    element('span', 'reason', `Not sent: ${message.refused}`),
    button('link', 'Edit', () => handlers.edit(message)),
    button('link', 'Discard', () => handlers.discard(message)),
  );
}

function updateTerms(node, message, state, handlers) {
  if (node.dataset.terms === state) return;
  node.dataset.terms = state;
  node.querySelector('.terms')?.remove();
  const card = element('section', 'terms');
  card.setAttribute('aria-label', 'Terms to agree on');
  card.append(element('h2', '', 'Terms'), ...message.terms.tickets.map(termsTable));
  if (state === 'open') {
    const answer = (accept) => () => {
      for (const each of card.querySelectorAll('button')) each.disabled = true;
      void handlers.answerTerms(message.terms.termsId, accept).then(() => {
        for (const each of card.querySelectorAll('button')) each.disabled = false;
      });
    };
    const choices = element('div', 'choices');
    choices.append(button('primary', 'Accept', answer(true)), button('secondary', 'Decline', answer(false)));
    card.append(choices);
  } else {
    card.append(element('p', 'verdict', TERMS_STATES[state]));
  }
  node.querySelector('.bubble').append(card);
}

function termsTable(ticket) {
  const list = element('dl');
  const row = (name, value) => list.append(element('dt', '', name), element('dd', '', value));
  row(
    'Rate',
    `${money(ticket.rate, ticket.currency)} ${ticket.rateUnit === 'per_stay' ? 'per room and stay' : 'per room and night'}`,
  );
  row(
    'Price',
    `${ticket.basis === 'net' ? 'net, what the hotel receives' : 'selling, what the guest pays'}; taxes ${ticket.taxes}`,
  );
  row('Stay', stayText(ticket.stay));
  if (ticket.conditions?.length) row('Conditions', ticket.conditions.join('; '));
  return list;
}

function stayText({ from, to, daysOfWeek, excludedDates }) {
  const day = (date) => stayDay.format(new Date(`${date}T00:00:00Z`));
  const parts = [`${day(from)} to ${day(to)} (check-out)`];
  if (daysOfWeek?.length) parts.push(`${daysOfWeek.map((number) => WEEKDAYS[number]).join(', ')} only`);
  if (excludedDates?.length) parts.push(`without ${excludedDates.map(day).join(', ')}`);
  return parts.join('; ');
}

function money(amount, currency) {
  try {
    const whole = !amount.includes('.');
    return new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      currencyDisplay: 'code',
      ...(whole ? { minimumFractionDigits: 0 } : {}),
    }).format(amount);
  } catch {
    return `${currency} ${amount}`;
  }
}
