/** What a person does with a conversation: take it over, write, give it back, close it with a deal. */
import { during, element, money } from './elements.js';

const ENDED = new Set(['agreed', 'declined', 'expired', 'opted_out', 'cancelled']);

/**
 * @param conversation as the API shows it
 * @param post `(action, body)`: calls the API and has the conversation shown anew
 * @param draft text that was being written, and where to keep it: `{text, kept(text)}`
 */
export function actionsOf(conversation, post, draft) {
  if (ENDED.has(conversation.status)) return element('p', { class: 'hint', text: 'This conversation has ended.' });
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  const act = (label, action, kind = 'secondary') => {
    const button = element('button', { class: kind, type: 'button', text: label });
    button.addEventListener('click', () => void during(button, problem, () => post(action)));
    return button;
  };
  if (conversation.owner === 'agent') {
    return element(
      'div',
      { class: 'actions' },
      element('p', {
        class: 'hint',
        text:
          conversation.status === 'escalated'
            ? 'The agent has handed this conversation to a person.'
            : 'The agent writes. Take over to write yourself; it is silent until you give the conversation back.',
      }),
      element('div', { class: 'buttons' }, act('Take over', 'takeover', 'primary')),
      problem,
    );
  }
  return element(
    'div',
    { class: 'actions' },
    composer(conversation, post, draft, problem),
    element('div', { class: 'buttons' }, act('Give back to the agent', 'release'), closing(conversation, post)),
    problem,
  );
}

function composer({ tickets, standings }, post, draft, problem) {
  const open = tickets.filter(({ result, withdrawn }) => result === 'open' && !withdrawn);
  const text = element('textarea', {
    name: 'text',
    rows: '3',
    required: true,
    'aria-label': 'Your message',
    placeholder: 'Write to the hotel…',
  });
  text.value = draft.text;
  text.addEventListener('input', () => draft.kept(text.value));
  const form = element(
    'form',
    { class: 'composer' },
    text,
    open.length > 0 &&
      element(
        'fieldset',
        { class: 'asks' },
        element('legend', { text: 'Rates that this message asks for (they bind us)' }),
        open.map((ticket) => {
          const standing = standings.find(({ ticketId }) => ticketId === ticket.id);
          return element(
            'label',
            {},
            `${ticket.roomType}, ${ticket.currency}`,
            element('input', {
              name: `ask:${ticket.id}`,
              inputmode: 'decimal',
              placeholder: standing?.standingAsk ? `now ${standing.standingAsk}` : 'none',
            }),
          );
        }),
      ),
    element('button', { class: 'primary', type: 'submit', text: 'Send' }),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const asks = ratesIn(form, 'ask:').map(([ticketId, rate]) => ({ ticketId, rate }));
    void during(form.querySelector('button'), problem, async () => {
      await post('messages', { text: text.value, ...(asks.length > 0 ? { asks } : {}) }, () => {
        form.reset();
        text.value = '';
        draft.kept('');
      });
    });
  });
  return form;
}

function closing({ tickets, standings }, post) {
  const problem = element('p', { class: 'problem', role: 'alert', hidden: true });
  const submit = element('button', { class: 'primary', type: 'submit', text: 'Close the conversation' });
  const dialog = element('dialog', { 'aria-label': 'Close the conversation' });
  const cancel = element('button', { class: 'secondary', type: 'button', text: 'Not yet', onclick: () => dialog.close() });
  const form = element(
    'form',
    {},
    element('h3', { text: 'Close with what was agreed elsewhere' }),
    element('p', { class: 'hint', text: 'A room without a rate is declined.' }),
    tickets
      .filter(({ result, withdrawn }) => result === 'open' && !withdrawn)
      .map((ticket) => {
        const standing = standings.find(({ ticketId }) => ticketId === ticket.id);
        return element(
          'label',
          {},
          `${ticket.roomType} (${money(ticket, ticket.currentRate)} now${standing?.partnerQuote ? `, they quoted ${standing.partnerQuote}` : ''})`,
          element('input', { name: `deal:${ticket.id}`, inputmode: 'decimal', placeholder: 'declined' }),
        );
      }),
    element(
      'label',
      {},
      'Note',
      element('input', { name: 'note', required: true, maxlength: '2000', placeholder: 'Agreed by phone' }),
    ),
    element('div', { class: 'buttons' }, cancel, submit),
    problem,
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const deals = ratesIn(form, 'deal:').map(([id, rate]) => ({ id, rate }));
    const note = String(new FormData(form).get('note'));
    void during(submit, problem, () => post('close', { tickets: deals, note }, () => dialog.close()));
  });
  dialog.append(form);
  const open = element('button', { class: 'secondary', type: 'button', text: 'Close…', onclick: () => dialog.showModal() });
  return [open, dialog];
}

/** Name behind the prefix, and what was typed, of every field that is filled. */
function ratesIn(form, prefix) {
  return [...new FormData(form)].flatMap(([name, value]) => {
    const typed = String(value).trim();
    return name.startsWith(prefix) && typed !== '' ? [[name.slice(prefix.length), typed]] : [];
  });
}
