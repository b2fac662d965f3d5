/** Lists that grow page by page: conversations with filters, turns to review, experiments. */
import { badge, byId, element, time, words } from './elements.js';

const SEARCH_AFTER_MS = 300;
const AGAIN_MS = 1_500;
const PAGE = 30;

class PagedList {
  /** @param ids of the list, of the line for an empty one, and of the button for more */
  constructor(ids, fetchPage, rowOf) {
    this.rows = byId(ids.rows);
    this.empty = byId(ids.empty);
    this.more = byId(ids.more);
    this.fetchPage = fetchPage;
    this.rowOf = rowOf;
    this.cursor = null;
    this.asked = 0;
    this.more.onclick = () => void this.load(false);
  }

  /** @param anew from the beginning; what arrives after a later question is thrown away */
  async load(anew = true) {
    const asked = ++this.asked;
    const { items, nextCursor } = await this.fetchPage(anew ? {} : { cursor: this.cursor });
    if (asked !== this.asked) return;
    this.cursor = nextCursor;
    const rows = items.map((item) => this.rowOf(item));
    if (anew) this.rows.replaceChildren(...rows);
    else this.rows.append(...rows);
    this.empty.hidden = this.rows.childElementCount > 0;
    this.more.hidden = nextCursor === null;
  }
}

const row = (href, current, ...children) =>
  element('li', {}, element('a', { href, 'aria-current': current ? 'true' : null }, ...children));

export class ConversationList extends PagedList {
  constructor(api) {
    super(
      { rows: 'rows', empty: 'rows-empty', more: 'more' },
      (page) => api.get('conversations', { ...this.filter(), ...page, limit: PAGE }),
      (item) => this.rowOfConversation(item),
    );
    this.chosen = null;
    this.filters = byId('filters');
    this.filters.onsubmit = (event) => event.preventDefault();
    this.filters.oninput = () => this.typed();
  }

  filter() {
    return Object.fromEntries(new FormData(this.filters));
  }

  choose(id) {
    this.chosen = id;
    for (const link of this.rows.querySelectorAll('a')) {
      if (link.dataset.id === id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  }

  /** Reads the list again, soon and once for many events; the place in a longer list is kept where somebody has gone on reading. */
  changed() {
    if (this.rows.childElementCount > PAGE) return;
    // Not put off by further events: on a busy day there is always another one.
    this.refreshing ??= setTimeout(() => {
      this.refreshing = undefined;
      void this.load().catch(() => undefined);
    }, AGAIN_MS);
  }

  /** Once somebody has stopped typing. */
  typed() {
    clearTimeout(this.typing);
    this.typing = setTimeout(() => void this.load().catch(() => undefined), SEARCH_AFTER_MS);
  }

  stop() {
    clearTimeout(this.refreshing);
    clearTimeout(this.typing);
  }

  rowOfConversation({ id, hotel, externalId, status, stage, owner, ownerName, messageCount, waitingForReply, updatedAt, arm }) {
    const who = owner === 'human' ? (ownerName ?? 'a person') : arm;
    const made = row(
      `#conversation=${id}`,
      id === this.chosen,
      element('span', { class: 'row-head' }, element('strong', { text: hotel.name }), time(updatedAt)),
      element(
        'span',
        { class: 'row-foot' },
        badge(status),
        element('span', { text: `${words(stage)} · ${who} · ${messageCount} messages` }),
        waitingForReply && status === 'open' ? element('span', { class: 'waits', text: 'waits for us' }) : null,
      ),
      element('span', { class: 'faint', text: externalId }),
    );
    made.firstChild.dataset.id = id;
    return made;
  }
}

const REASONS = {
  person: 'handed to a person',
  script: 'fallback script',
  degraded: 'another arm wrote',
  sample: 'sample',
};

export class ReviewList extends PagedList {
  constructor(api) {
    super(
      { rows: 'reviews', empty: 'reviews-empty', more: 'more-reviews' },
      (page) => api.get('review-queue', { ...page, limit: PAGE }),
      ({ conversationId, turn, reason, stage, arm, degradedTo, text, committedAt, externalId }) =>
        row(
          `#conversation=${conversationId}&turn=${turn}`,
          false,
          element(
            'span',
            { class: 'row-head' },
            element('strong', { text: REASONS[reason] ?? words(reason) }),
            time(committedAt),
          ),
          element('span', { class: 'said', text: text ?? 'Nothing was said.' }),
          element('span', { class: 'faint', text: `${externalId} · turn ${turn} · ${words(stage)} · ${degradedTo ?? arm}` }),
        ),
    );
  }
}

export class ExperimentList extends PagedList {
  constructor(api) {
    super(
      { rows: 'experiments', empty: 'experiments-empty', more: 'more-experiments' },
      (page) => api.get('experiments', { ...page, limit: PAGE }),
      ({ id, name, status, variants, control, startedAt, createdAt }) =>
        row(
          `#experiment=${id}`,
          false,
          element('span', { class: 'row-head' }, element('strong', { text: name }), time(startedAt ?? createdAt)),
          element(
            'span',
            { class: 'row-foot' },
            badge(status),
            element('span', {
              text: variants.map((each) => (each.name === control ? `${each.name} (control)` : each.name)).join(', '),
            }),
          ),
        ),
    );
  }
}
