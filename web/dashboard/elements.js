/** Makes elements, and writes numbers, times and names for people. Every text goes in as text, never as markup. */

export const byId = (id) => document.getElementById(id);

/** @param properties attributes; `on…` are listeners, `class` and `text` what they say, null and false are left out */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') node.textContent = value;
    else if (name === 'class') node.className = value;
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
// Stays are calendar days, not moments: they must not shift with the reader's time zone.
const stayDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

export function time(at) {
  const date = new Date(at);
  const today = date.toDateString() === new Date().toDateString();
  return element('time', { datetime: at, title: date.toLocaleString(), text: (today ? clock : dayAndClock).format(date) });
}

export const stayOf = ({ from, to }) => `${stayDay.format(new Date(from))} – ${stayDay.format(new Date(to))}`;

/** `question_ignored` as "question ignored". */
export const words = (name) => String(name).replaceAll(/[_-]/g, ' ');

export const money = (ticket, rate) => (rate === undefined ? '–' : `${ticket.currency} ${rate}`);

/** A status as a coloured word. */
export const badge = (status) => element('span', { class: 'badge', 'data-status': status, text: words(status) });

/** Runs an action of a button: no second click meanwhile, and what is refused is shown in `problem`. */
export async function during(button, problem, action) {
  button.disabled = true;
  problem.hidden = true;
  try {
    await action();
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
  } finally {
    button.disabled = false;
  }
}
