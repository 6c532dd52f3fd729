import { namedRegulations } from '../../regulations/index.ts';
import { namedUnit, namedUnits } from '../../units/index.ts';
import type { DialogueFields } from './model.ts';
import { heldAt } from './rules/opening.ts';
import { announceBy, dialogueTimes, publishBy } from './settings.ts';

/** The agenda with the planned time of each point, and which one is dealt with. */
function agendaOf(it: DialogueFields) {
  let at = (it.openedAt ?? it.startsAt).getTime();
  return it.agenda.map(({ title, minutes }, index) => {
    const startsAt = new Date(at);
    at += minutes * 60_000;
    const live = it.status === 'live';
    return {
      title,
      minutes,
      index,
      startsAt,
      now: live && index === it.agendaAt,
      done: live && index < it.agendaAt,
    };
  });
}

/** What the law asks of this session, with dates; late: it was not, or will not be, in time. */
export function datesOf(it: DialogueFields, now: Date) {
  const { startsAt } = heldAt(it);
  const announce = dialogueTimes(startsAt);
  const byAnnounce = announceBy(startsAt);
  const publish = it.endedAt && dialogueTimes(it.endedAt);
  const byPublish = it.endedAt && publishBy(it.endedAt);
  return {
    announceBy: byAnnounce,
    announceDays: announce.announceDays,
    announceLate: (it.announcedAt ?? now) > byAnnounce,
    publishBy: byPublish,
    publishDays: (publish ?? announce).publishDays,
    publishLate: byPublish !== null && (it.publishedAt ?? now) > byPublish,
    basis: announce.basis,
  };
}

/** Facts of a session that everybody who sees it may know. */
export function factsOf(it: DialogueFields) {
  const { code, title, description, language, place, status, version } = it;
  const { startsAt, endsAt } = heldAt(it);
  const { announcedAt, openedAt, endedAt, publishedAt, cancelledFor } = it;
  const { agendaAt, queueOpen, order, slowSeconds, notices } = it;
  return {
    ...{ code, title, description, language, place, status, startsAt, endsAt, version },
    ...{ announcedAt, openedAt, endedAt, publishedAt, cancelledFor },
    ...{ agendaAt, queueOpen, order, slowSeconds, notices },
    chair: it.chair.name,
    moderators: it.moderators.map(({ name }) => name),
    conclusions: it.conclusions.map((each) => ({ ...each, unitNamed: namedUnit(each.unit) })),
    agenda: agendaOf(it),
    units: namedUnits(it.units),
    regulations: namedRegulations(it.regulations),
  };
}
