/** One conversation: where it stands, what was said, why, and what to do. */
import { actionsOf } from './actions.js';
import { decisionOf } from './decision.js';
import { badge, byId, element, money, stayOf, time, words } from './elements.js';

const AUTHORS = { partner: 'Hotel', agent: 'Agent', human: 'Person' };
const AGAIN_MS = 400;
const NEAR_END_PX = 80;

export class ConversationPane {
  constructor(api) {
    this.api = api;
    this.pane = byId('detail');
    this.id = null;
    this.asked = 0;
    /** Numbers of the turns whose reasons are shown. */
    this.open = new Set();
    /** What was drawn of a turn, with what it was rated: a rating that is being written is not lost to a new message. */
    this.decisions = new Map();
    /** What the actions that are shown depend on. */
    this.shownActions = null;
    this.drafts = new Map();
    this.planned = null;
  }

  /** @param turn whose reasons are shown at once */
  async show(id, turn) {
    if (id !== this.id) {
      this.id = id;
      this.open = new Set();
      this.decisions = new Map();
      this.shownActions = null;
      this.pane.replaceChildren(element('p', { class: 'empty', text: 'Loading…' }));
    }
    if (turn !== undefined) this.open.add(turn);
    await this.load();
    if (turn !== undefined) byId(`turn-${turn}`)?.scrollIntoView({ block: 'center' });
  }

  /** Something happened in the conversation that is shown: read it again, soon and once for many events. */
  changed(id) {
    if (id !== this.id) return;
    this.planned ??= setTimeout(() => {
      this.planned = null;
      void this.load().catch(() => undefined);
    }, AGAIN_MS);
  }

  drafting(id, active) {
    const line = this.pane.querySelector('.drafting');
    if (id === this.id && line) line.hidden = !active;
  }

  close() {
    clearTimeout(this.planned);
    this.id = null;
    this.shownActions = null;
    this.asked += 1;
    this.pane.replaceChildren(element('p', { class: 'empty', text: 'Choose a conversation.' }));
  }

  async load() {
    const asked = ++this.asked;
    const { id } = this;
    try {
      const conversation = await this.api.get(`conversations/${encodeURIComponent(id)}`);
      if (asked === this.asked) this.render(conversation);
    } catch (error) {
      if (asked !== this.asked) return;
      this.shownActions = null;
      this.pane.replaceChildren(element('p', { class: 'problem', role: 'alert', text: error.message }));
    }
  }

  render(conversation) {
    const before = this.pane.querySelector('.thread');
    const atEnd = !before || before.scrollHeight - before.scrollTop - before.clientHeight < NEAR_END_PX;
    const scrolled = before?.scrollTop ?? 0;
    const active = document.activeElement;
    const { id } = conversation;
    const post = async (action, body, done) => {
      await this.api.post(`conversations/${encodeURIComponent(id)}/${action}`, body);
      done?.();
      await this.load();
    };
    const parts = [headOf(conversation), ticketsOf(conversation), this.thread(conversation, (rating) => post('ratings', rating))];
    const key = keyOfActions(conversation);
    if (key === this.shownActions) {
      // What somebody is typing, and a dialog that is open, stay as they are while the conversation goes on.
      parts.forEach((part, index) => this.pane.children[index].replaceWith(part));
    } else {
      const draft = { text: this.drafts.get(id) ?? '', kept: (text) => void this.drafts.set(id, text) };
      this.pane.replaceChildren(...parts, actionsOf(conversation, post, draft));
      this.shownActions = key;
    }
    const thread = this.pane.querySelector('.thread');
    thread.scrollTop = atEnd ? thread.scrollHeight : scrolled;
    if (active !== document.activeElement && this.pane.contains(active)) active.focus({ preventScroll: true });
  }

  decision(turn, ratings, rate) {
    const key = JSON.stringify(ratings);
    const known = this.decisions.get(turn.number);
    if (known?.key === key) return known.node;
    const node = decisionOf(turn, ratings, rate);
    this.decisions.set(turn.number, { key, node });
    return node;
  }

  thread({ messages, turns, ratings }, rate) {
    const bySeq = new Map(turns.filter(({ messageSeq }) => messageSeq !== undefined).map((turn) => [turn.messageSeq, turn]));
    const silent = turns.filter(({ messageSeq }) => messageSeq === undefined);
    const reasonsOf = (turn) => {
      const own = ratings.filter((rating) => rating.turn === turn.number);
      const shown = this.open.has(turn.number);
      const decision = () => this.decision(turn, own, rate);
      const holder = element('div', {}, shown ? decision() : null);
      const button = element('button', { class: 'quiet', type: 'button', 'aria-expanded': String(shown), text: 'Why?' });
      button.addEventListener('click', () => {
        const now = !this.open.has(turn.number);
        if (now) this.open.add(turn.number);
        else this.open.delete(turn.number);
        button.setAttribute('aria-expanded', String(now));
        holder.replaceChildren(...(now ? [decision()] : []));
      });
      return [button, holder];
    };
    const entries = [
      ...messages.map((message) => ({ at: message.sentAt, order: message.seq, node: messageOf(message, bySeq, reasonsOf) })),
      ...silent.map((turn) => ({
        at: turn.committedAt,
        order: Infinity,
        node: element(
          'li',
          { class: 'aside' },
          element(
            'p',
            {},
            time(turn.committedAt),
            ` ${turn.resolution.kind === 'person' ? 'Left to a person.' : 'Nothing was said.'} `,
          ),
          reasonsOf(turn),
        ),
      })),
    ].sort((one, other) => Date.parse(one.at) - Date.parse(other.at) || one.order - other.order);
    return element(
      'div',
      { class: 'thread', tabindex: '0', 'aria-label': 'Messages' },
      element(
        'ol',
        {},
        entries.map(({ node }) => node),
      ),
      messages.length === 0 && element('p', { class: 'empty', text: 'Nothing has been said yet.' }),
      element('p', { class: 'drafting', role: 'status', hidden: true, text: 'The agent is writing…' }),
    );
  }
}

/** What people may do depends on this alone. */
const keyOfActions = ({ id, status, owner, tickets }) =>
  JSON.stringify([id, status, owner, tickets.map(({ result, withdrawn }) => [result, withdrawn])]);

function messageOf({ seq, author, text, sentAt, terms }, bySeq, reasonsOf) {
  const turn = bySeq.get(seq);
  return element(
    'li',
    { class: 'message', 'data-author': author },
    element('p', { class: 'said-by' }, element('strong', { text: AUTHORS[author] ?? author }), ' ', time(sentAt)),
    element('p', { class: 'text', text }),
    terms &&
      element('p', {
        class: 'faint',
        text: `Terms with buttons: ${terms.tickets.map(({ rate, currency }) => `${currency} ${rate}`).join(', ')}`,
      }),
    turn && reasonsOf(turn),
  );
}

function headOf({ hotel, partner, status, stage, owner, ownerName, arm, experiment, deadline, externalId, sop }) {
  return element(
    'header',
    { class: 'detail-head' },
    element('a', { class: 'back', href: '#', text: '← All conversations' }),
    element('h2', {}, `${hotel.name} `, badge(status)),
    element('p', {
      class: 'faint',
      text: [
        hotel.city,
        partner.name && `with ${partner.name}`,
        partner.optedOut && 'has opted out',
        words(stage),
        owner === 'human' ? `${ownerName ?? 'a person'} writes` : `${arm} writes`,
        experiment && `in an experiment, as ${experiment.variant}`,
        externalId,
        `${sop.id} ${sop.version}`,
      ]
        .filter(Boolean)
        .join(' · '),
    }),
    deadline && element('p', { class: 'faint' }, 'Until ', time(deadline)),
  );
}

function ticketsOf({ tickets, standings, levers }) {
  return element(
    'div',
    { class: 'tickets' },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ['Room', 'Now', 'We ask', 'They quote', 'Agreed', ''].map((text) => element('th', { scope: 'col', text })),
        ),
      ),
      element(
        'tbody',
        {},
        tickets.map((ticket) => {
          const { standingAsk, partnerQuote, agreedRate } = standings.find(({ ticketId }) => ticketId === ticket.id) ?? {};
          return element(
            'tr',
            {},
            element('th', { scope: 'row' }, ticket.roomType, element('span', { class: 'faint', text: stayOf(ticket.stay) })),
            [ticket.currentRate, standingAsk, partnerQuote, agreedRate].map((rate) =>
              element('td', { text: money(ticket, rate) }),
            ),
            element('td', {}, badge(ticket.withdrawn ? 'withdrawn' : ticket.result)),
          );
        }),
      ),
    ),
    levers.length > 0 && element('p', { class: 'faint', text: `May be offered: ${levers.map(({ title }) => title).join('; ')}` }),
  );
}
