import type { SessionView } from '../../server/dialogues/streams/protocol.ts';
import type { Drawing } from '../drawing.ts';

interface Ticking {
  drawing: Drawing;
  timeZone: string;
  agenda: readonly { minutes: number }[];
  session(): SessionView | undefined;
}

const MINUTE_MS = 60_000;

/** The time of day, and how long the point of the agenda has taken: by the clock of the server, each second. */
export function startTicking(root: HTMLElement, ticking: Ticking): void {
  const clock = root.querySelector<HTMLElement>('[data-clock]');
  const time = root.querySelector<HTMLElement>('[data-agenda-time]');
  const format = new Intl.DateTimeFormat(document.documentElement.lang, {
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    timeZone: ticking.timeZone,
  });
  const show = () => {
    setText(clock, format.format(ticking.drawing.now));
    if (time) showPoint(time, ticking);
  };
  show();
  window.setInterval(show, 1_000);
}

function showPoint(time: HTMLElement, { drawing, agenda, session }: Ticking): void {
  const { status, agendaSince, agendaAt } = session() ?? {};
  const point = status === 'live' && agendaSince ? agenda[agendaAt!] : undefined;
  time.hidden = !point;
  if (!point) return;
  const minutes = Math.max(0, Math.floor((drawing.now.getTime() - Date.parse(agendaSince!)) / MINUTE_MS));
  setText(time, drawing.say('dialogues.screen.point-time', { minutes, of: point.minutes }));
  time.classList.toggle('is-over', minutes > point.minutes);
  time.style.setProperty('--done', String(Math.min(1, minutes / Math.max(1, point.minutes))));
}

function setText(element: HTMLElement | null, text: string): void {
  if (element && element.textContent !== text) element.textContent = text;
}
