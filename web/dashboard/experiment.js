/** What an experiment shows: metrics by variant, differences from the control, and what may be concluded. */
import { badge, byId, during, element, time, words } from './elements.js';

const METRICS = [
  ['agreed', 'Agreed', 'percent'],
  ['reduction', 'Rate lowered by', 'percent'],
  ['optedOut', 'Opted out', 'percent'],
  ['person', 'Needed a person', 'percent'],
  ['replies', 'Replies of ours', 'number'],
  ['scripted', 'Turns without a sendable reply', 'percent'],
  ['elsewhere', 'Turns that another arm wrote', 'percent'],
];
const VERDICTS = {
  sizes_do_not_fit: 'The groups are not as large as they should be: partners got lost on one side, and nothing can be concluded.',
  too_early: 'Too early: fewer partners than were planned. What looks like a difference now may be chance.',
  better: 'More negotiations are agreed than with the control.',
  worse: 'Fewer negotiations are agreed than with the control.',
  no_difference_shown: 'No difference has been shown.',
};

const one = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

/** `42 % (35 to 49)`; a difference of shares is in points. */
function estimate(found, kind, isDifference) {
  if (!found) return '–';
  const format = isDifference ? signed : one;
  const part = (value) => format.format(kind === 'percent' ? 100 * value : value);
  const unit = kind === 'number' ? '' : isDifference ? ' points' : ' %';
  return found.low === undefined
    ? `${part(found.value)}${unit}`
    : `${part(found.value)}${unit} (${part(found.low)} to ${part(found.high)})`;
}

export class ExperimentPane {
  /** @param changed called when the experiment was started or stopped here */
  constructor(api, changed) {
    this.api = api;
    this.changed = changed;
    this.pane = byId('detail');
    this.id = null;
    this.asked = 0;
  }

  /** What arrives after a later question is thrown away. */
  async show(id) {
    const asked = ++this.asked;
    this.id = id;
    this.pane.replaceChildren(element('p', { class: 'empty', text: 'Loading…' }));
    try {
      const results = await this.api.get(`experiments/${id}/results`);
      if (asked === this.asked) this.pane.replaceChildren(...this.parts(results));
    } catch (error) {
      if (asked === this.asked) this.pane.replaceChildren(element('p', { class: 'problem', text: error.message }));
    }
  }

  close() {
    this.id = null;
    this.asked += 1;
  }

  parts({ experiment, variants, comparisons, tooYoung, confidence }) {
    const { name, status, createdBy, createdAt, startedAt, stoppedAt, windowDays, partnersNeeded, control } = experiment;
    const percent = one.format(100 * confidence);
    return [
      element(
        'header',
        { class: 'detail-head' },
        element('a', { class: 'back', href: '#', text: '← All experiments' }),
        element('h2', {}, `${name} `, badge(status)),
        element(
          'p',
          { class: 'faint' },
          `Planned by ${createdBy}, `,
          time(createdAt),
          ...(startedAt ? [' · started ', time(startedAt)] : []),
          ...(stoppedAt ? [' · stopped ', time(stoppedAt)] : []),
          ` · a negotiation counts ${windowDays} days after it began; ${tooYoung} younger`,
        ),
        this.button(experiment),
      ),
      ...comparisons.map(({ variant, verdict }) =>
        element(
          'p',
          { class: 'verdict', 'data-verdict': verdict },
          element('strong', { text: `${variant}: ` }),
          VERDICTS[verdict] ?? words(verdict),
        ),
      ),
      table(
        'By variant',
        ['', ...variants.map((each) => (each.name === control ? `${each.name} (control)` : each.name))],
        [
          ['Partners', ...variants.map(({ partners }) => `${partners} of ${partnersNeeded}`)],
          ['Negotiations', ...variants.map(({ negotiations }) => String(negotiations))],
          ...METRICS.map(([metric, title, kind]) => [
            title,
            ...variants.map(({ metrics }) => estimate(metrics[metric], kind, false)),
          ]),
        ],
      ),
      table(
        `Against ${control}, with ${percent} % intervals`,
        ['', ...comparisons.map(({ variant }) => variant)],
        METRICS.map(([metric, title, kind]) => [
          title,
          ...comparisons.map(({ differences }) => estimate(differences[metric], kind, true)),
        ]),
      ),
    ];
  }

  /** Starting and stopping cannot be taken back, so they are asked for twice. */
  button({ id, status }) {
    const action = { draft: 'start', running: 'stop' }[status];
    if (!action) return null;
    const problem = element('span', { class: 'problem', role: 'alert', hidden: true });
    const button = element('button', { type: 'button', class: 'secondary', text: action === 'start' ? 'Start' : 'Stop' });
    let asked = false;
    button.onclick = () => {
      if (!asked) {
        asked = true;
        button.textContent = action === 'start' ? 'Start for good?' : 'Stop for good?';
        return;
      }
      void during(button, problem, async () => {
        await this.api.post(`experiments/${id}/${action}`);
        this.changed();
        if (this.id === id) await this.show(id);
      });
    };
    return element('p', {}, button, problem);
  }
}

function table(caption, head, rows) {
  return element(
    'div',
    { class: 'tickets' },
    element(
      'table',
      {},
      element('caption', { text: caption }),
      element('thead', {}, element('tr', {}, ...head.map((text) => element('th', { scope: 'col', text })))),
      element(
        'tbody',
        {},
        ...rows.map(([title, ...cells]) =>
          element('tr', {}, element('th', { scope: 'row', text: title }), ...cells.map((text) => element('td', { text }))),
        ),
      ),
    ),
  );
}
