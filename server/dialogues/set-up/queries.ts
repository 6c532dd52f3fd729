import type { Context } from '../../platform/context.ts';
import { Forbidden } from '../../platform/errors.ts';
import { mayDo } from '../../platform/journal/index.ts';
import { Question } from '../questions/model.ts';
import { ANNOUNCE, CANCEL, EDIT } from '../session/actions.ts';
import { dialogueMoves } from '../session/find.ts';
import type { DialogueFields } from '../session/model.ts';
import { canPlan } from '../session/policy.ts';
import { datesOf, factsOf } from '../session/queries.ts';
import { readDialogue } from '../session/read.ts';
import { CHANGE_HOSTS } from './change-hosts.ts';

const VERBS = { edit: EDIT, announce: ANNOUNCE, cancel: CANCEL, changeHosts: CHANGE_HOSTS };

/** What is to be done before a session can take place well. `must`: without it nobody should announce it. */
function checklist(it: DialogueFields) {
  const minutes = it.agenda.reduce((sum, point) => sum + point.minutes, 0);
  const length = Math.round((it.endsAt.getTime() - it.startsAt.getTime()) / 60_000);
  return [
    { name: 'description', done: it.description !== '' },
    { name: 'moderators', done: it.moderators.length > 1 },
    { name: 'units', done: it.units.length > 0 },
    { name: 'regulations', done: it.regulations.length > 0 },
    { name: 'agenda', done: it.agenda.length > 0 && minutes <= length },
  ];
}

/** A session with what is still to be done about it. @throws NotFound, Forbidden */
export async function setUpPage(context: Context, code: string) {
  const it = await readDialogue(context, code);
  if (!canPlan(context.actor)) throw new Forbidden();
  return {
    dialogue: factsOf(it),
    waiting: await Question.countDocuments({ dialogue: code, status: { $in: ['pending', 'approved'] } }),
    checklist: checklist(it),
    dates: datesOf(it, context.now),
    ...mayDo(context, it, { verbs: VERBS, after: dialogueMoves }),
  };
}
