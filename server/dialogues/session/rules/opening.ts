/** Opened so much before its time, a session has to be meant: people come at the hour that was announced. */
export const EARLY_MINUTES = 30;

export function isEarly(startsAt: Date, now: Date): boolean {
  return startsAt.getTime() - now.getTime() > EARLY_MINUTES * 60_000;
}

interface Times {
  startsAt: Date;
  endsAt: Date;
  openedAt: Date | null;
}

/**
 * When a session takes place: as announced; opened long before, from that moment and for as long as was planned.
 * @returns `announcedFor`: the hour that was announced, when that is no longer the one
 */
export function heldAt({ startsAt, endsAt, openedAt }: Times): {
  startsAt: Date;
  endsAt: Date;
  announcedFor: Date | null;
} {
  if (!openedAt || !isEarly(startsAt, openedAt)) return { startsAt, endsAt, announcedFor: null };
  const length = endsAt.getTime() - startsAt.getTime();
  return {
    startsAt: openedAt,
    endsAt: new Date(openedAt.getTime() + length),
    announcedFor: startsAt,
  };
}

interface Begun {
  now: string | null;
  agendaAt: number;
  conclusions: readonly unknown[];
}

/** Nothing has happened since the opening that would have to be undone with it. @param dealtWith a question was answered or promised */
export function isUntouched({ now, agendaAt, conclusions }: Begun, dealtWith: boolean): boolean {
  return now === null && agendaAt === 0 && conclusions.length === 0 && !dealtWith;
}
