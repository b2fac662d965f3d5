/** Why a turn said what it said: how it was understood, what was permitted, what was proposed, what was found, and what people think. */
import { during, element, words } from './elements.js';

const REASONS = [
  'question_ignored',
  'feelings_ignored',
  'misunderstood',
  'untrue',
  'wrong_step',
  'repetition',
  'pressure',
  'over_promise',
  'asks_without_acknowledging',
  'cold_style',
  'too_long',
  'several_questions',
  'terms_incomplete',
  'repeated_confirmation',
  'silence_taken_for_consent',
  'no_progress',
  'other',
];

const line = (name, ...content) => element('div', {}, element('dt', { text: name }), element('dd', {}, ...content));
const listed = (names) => (names.length === 0 ? '–' : names.map(words).join(', '));
const rounded = (number) => String(Math.round(number * 1_000) / 1_000);

/** @param rate called with the rating to send; absent where the key may not write */
export function decisionOf(turn, ratings, rate) {
  const { reading, directive, menu, before, after, resolution, timings, versions } = turn;
  const took = Object.entries(timings).filter(([step]) => step !== 'until commit');
  return element(
    'div',
    { class: 'decision', id: `turn-${turn.number}`, tabindex: '-1' },
    element('p', { class: 'why' }, element('strong', { text: `Turn ${turn.number}: ` }), resolution.why),
    element(
      'dl',
      {},
      reading && line('Understood', understood(reading)),
      line('Procedure', `${positionOf(before)} → ${positionOf(after)}; might ${listed(directive.may)}`),
      line('Might ask', menu.asks.length === 0 ? '–' : menu.asks.map(({ step, rate: asked }) => `${step} ${asked}`).join(', ')),
      menu.acceptable.length > 0 && line('Might take', menu.acceptable.map(({ rate: quoted }) => quoted).join(', ')),
      line('Wrote', `${turn.degradedTo ? `${turn.degradedTo}, for ${turn.arm}` : turn.arm} · ${versions.policy}`),
      line('Took', `${took.map(([step, spent]) => `${step} ${Math.round(spent)} ms`).join(', ')}`),
    ),
    turn.candidates.length > 0 &&
      element('ol', { class: 'candidates', 'aria-label': 'What was proposed' }, turn.candidates.map(candidateOf)),
    ratings.map(({ by, verdict, reasons, note }) =>
      element('p', {
        class: 'rating',
        'data-verdict': verdict,
        text: `${by}: ${verdict}${reasons.length > 0 ? ` (${listed(reasons)})` : ''}${note ? `. “${note}”` : ''}`,
      }),
    ),
    rate && ratingForm(turn, rate),
  );
}

function understood({ acts, concerns, mood, quotes, ambiguities, language }) {
  const parts = [acts.map(({ act, confidence }) => `${words(act)} ${Math.round(confidence * 100)} %`).join(', ')];
  const worries = concerns.filter((concern) => concern !== 'none');
  if (worries.length > 0) parts.push(`worried about ${listed(worries)}`);
  if (mood !== 'neutral') parts.push(mood);
  if (quotes.length > 0) parts.push(quotes.map(figureOf).join(', '));
  if (ambiguities.length > 0) parts.push(`unsure of ${listed(ambiguities)}`);
  return `${parts.join('; ')} (${language})`;
}

function figureOf({ kind, amount, low, high, percent, delta, basis, firmness, refused }) {
  const said = amount ?? (percent && `${percent} %`) ?? delta ?? [low, high].filter(Boolean).join(' to ');
  return [
    refused ? 'refuses' : words(kind),
    said,
    basis === 'unknown' ? null : basis,
    firmness === 'stated' ? null : words(firmness),
  ]
    .filter(Boolean)
    .join(' ');
}

const positionOf = ({ stage, status, interruption }) =>
  `${words(stage)}${status === 'open' ? '' : ` (${words(status)})`}${interruption ? ` [${words(interruption)}]` : ''}`;

function candidateOf({ text, won, acceptable, attempt, plan, findings, verdict, score }) {
  const against = findings.filter(({ result }) => result !== 'pass');
  const deductions = verdict?.deductions ?? [];
  const reward = score?.reward === undefined ? null : `reward ${rounded(score.reward)}`;
  const facts = [
    words(plan.act),
    plan.tactic === 'none' ? null : words(plan.tactic),
    attempt > 0 ? `try ${attempt + 1}` : null,
    reward,
  ];
  return element(
    'li',
    { 'data-won': won, 'data-acceptable': String(acceptable) },
    element(
      'p',
      {},
      element('span', { class: 'mark', text: won ? 'Sent' : acceptable ? 'Acceptable' : 'Held back' }),
      ` ${text}`,
    ),
    element('p', { class: 'faint', text: facts.filter(Boolean).join(' · ') }),
    against.map(({ guardrail, reason, result }) =>
      element('p', {
        class: 'against',
        text: `${words(guardrail)}${result === 'could_not_check' ? ' could not be checked' : ''}: ${reason}`,
      }),
    ),
    deductions.map(({ item, points, reason }) =>
      element('p', { class: 'against', text: `Judge, ${points} points for ${words(item)}: ${reason}` }),
    ),
  );
}

function ratingForm(turn, rate) {
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  const form = element(
    'form',
    { class: 'rate' },
    element(
      'fieldset',
      {},
      element('legend', { text: 'What do you think of this turn?' }),
      element('label', {}, element('input', { type: 'radio', name: 'verdict', value: 'good', required: true }), ' Good'),
      element('label', {}, element('input', { type: 'radio', name: 'verdict', value: 'bad' }), ' Bad'),
    ),
    element(
      'details',
      {},
      element('summary', { text: 'What is wrong with it' }),
      element(
        'div',
        { class: 'reasons' },
        REASONS.map((reason) =>
          element('label', {}, element('input', { type: 'checkbox', name: 'reasons', value: reason }), ` ${words(reason)}`),
        ),
      ),
    ),
    element('input', { name: 'note', placeholder: 'A note, if you like', maxlength: '2000', 'aria-label': 'Note' }),
    element('button', { class: 'secondary', type: 'submit', text: 'Rate' }),
    problem,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const given = new FormData(form);
    const note = String(given.get('note')).trim();
    const rating = { turn: turn.number, verdict: given.get('verdict'), reasons: given.getAll('reasons') };
    void during(form.querySelector('button'), problem, () => rate({ ...rating, ...(note === '' ? {} : { note }) }));
  });
  return form;
}
