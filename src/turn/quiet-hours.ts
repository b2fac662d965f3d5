import { DateTime } from 'luxon';
import { type TurnSettings } from './turn-settings.js';

/** The end of the quiet hours that `at` lies in, on the clock of the time zone; null outside them. */
export function quietUntil(at: Date, timeZone: string, quietHours: TurnSettings['quietHours']): Date | null {
  const { from, to } = quietHours;
  if (from === to) return null;
  const local = DateTime.fromJSDate(at, { zone: timeZone });
  const quiet = from < to ? local.hour >= from && local.hour < to : local.hour >= from || local.hour < to;
  if (!quiet) return null;
  const end = local.set({ hour: to, minute: 0, second: 0, millisecond: 0 });
  return (end <= local ? end.plus({ days: 1 }) : end).toJSDate();
}
