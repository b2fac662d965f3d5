/** The numbers in the head of the page. */
import { byId, element } from './elements.js';

const AGAIN_MS = 2_000;

export class Overview {
  constructor(api) {
    this.api = api;
    this.planned = null;
  }

  /** Soon, and once for many events. */
  changed() {
    this.planned ??= setTimeout(() => {
      this.planned = null;
      void this.show().catch(() => undefined);
    }, AGAIN_MS);
  }

  async show() {
    const { byStatus, waitingForPerson, turnsLastDay, fallbacksLastDay, byArm } = await this.api.get('summary');
    const rows = [
      ['Open', byStatus.open ?? 0],
      ['Wait for a person', waitingForPerson, waitingForPerson > 0],
      ['Agreed', byStatus.agreed ?? 0],
      ['Turns in 24 h', turnsLastDay],
      ['of them fallbacks', fallbacksLastDay],
      ...byArm.map(({ arm, conversations, agreed }) => [`Agreed by ${arm}`, `${agreed} of ${conversations}`]),
    ];
    byId('counts').replaceChildren(
      ...rows.map(([name, value, urgent]) =>
        element('div', { 'data-urgent': urgent }, element('dt', { text: name }), element('dd', { text: String(value) })),
      ),
    );
  }

  stop() {
    clearTimeout(this.planned);
    byId('counts').replaceChildren();
  }
}
