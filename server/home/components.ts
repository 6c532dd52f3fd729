import type { Context } from '../platform/context.ts';
import { Invalid } from '../platform/errors.ts';

const HOUR_MS = 3_600_000;

/** What the page of all components shows: a form as it looks when refused, and dates around now. */
export function sampleOfComponents({ now }: Context): Record<string, unknown> {
  const errors = { subject: { text: 'errors.field.required' } };
  const after = (hours: number) => new Date(now.getTime() + hours * HOUR_MS);
  return {
    values: { email: 'name@example.org' },
    errors,
    refusal: new Invalid(errors),
    dueAt: after(50),
    receivedAt: after(-100),
    acceptedAt: after(-96),
    progress: [
      { name: 'received', state: 'done', at: after(-100) },
      { name: 'accepted', state: 'done', at: after(-96) },
      { name: 'office', state: 'now', at: after(-90) },
      { name: 'answered', state: 'ahead', by: after(50) },
    ],
    ended: [
      { name: 'received', state: 'done', at: after(-100) },
      { name: 'not-accepted', state: 'ended', at: after(-96) },
    ],
    steps: [
      { name: 'choose', state: 'done' },
      { name: 'words', state: 'now' },
      { name: 'sender', state: 'ahead' },
      { name: 'check', state: 'ahead' },
    ],
    tones: ['good', 'due', 'late', 'quiet'],
    icons: [
      'received',
      'handled',
      'pause',
      'check',
      'refused',
      'clock',
      'alert',
      'late',
      'info',
      'person',
      'unit',
      'message',
      'send',
      'track',
      'list',
      'search',
      'print',
      'arrow',
      'menu',
      'now',
      'ahead',
      'calendar',
      'link',
    ],
  };
}
