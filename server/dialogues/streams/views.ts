import { personalDataIn } from '../../answer-quality/index.ts';
import { unitOf } from '../../units/index.ts';
import type { ParticipantFields } from '../participants/model.ts';
import type { QuestionFields } from '../questions/model.ts';
import { isPublic } from '../questions/rules.ts';
import type { DialogueFields } from '../session/model.ts';
import { heldAt } from '../session/rules/opening.ts';
import { PUBLIC_DIALOGUES } from '../session/rules/status.ts';
import type { InnerQuestionView, ParticipantView, QuestionView, SessionView } from './protocol.ts';

const moment = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A session as the public stream shows it; null while it is only planned. */
export function sessionView(it: DialogueFields): SessionView | null {
  if (!PUBLIC_DIALOGUES.includes(it.status)) return null;
  const { code, status, title, place, agendaAt, now, queueOpen, order, slowSeconds } = it;
  const { startsAt, endsAt, announcedFor } = heldAt(it);
  return {
    code,
    status,
    title,
    place,
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    announcedFor: moment(announcedFor),
    openedAt: moment(it.openedAt),
    endedAt: moment(it.endedAt),
    publishedAt: moment(it.publishedAt),
    cancelledFor: it.cancelledFor,
    agendaAt,
    agendaSince: moment(it.agendaSince ?? (agendaAt === 0 ? it.openedAt : null)),
    // Sessions from before have none.
    wall: it.wall ?? 'both',
    now,
    queueOpen,
    order,
    slowSeconds,
    notices: it.notices.map(({ id, text }) => ({ id, text })),
    conclusions: it.conclusions.map(({ id, text, unit, dueAt }) => ({
      id,
      text,
      unit,
      unitName: unitOf(unit)?.name ?? null,
      dueAt: moment(dueAt),
    })),
  };
}

/** A question as everybody reads it; null when it is not for everybody. @param merged how many were merged into it */
export function questionView(it: QuestionFields, merged: number): QuestionView | null {
  if (!isPublic(it)) return null;
  const { answer } = it;
  return {
    id: it._id,
    text: it.publicText,
    language: it.language,
    by: it.by,
    group: it.group,
    unit: it.unit,
    status: it.status as QuestionView['status'],
    askedAt: it.askedAt.toISOString(),
    merged,
    edited: it.publicText !== it.originalText,
    answer: answer && { way: answer.way, text: answer.text, unit: answer.unit, at: answer.at.toISOString() },
    item: it.item,
    // Questions from before have no such field.
    itemAnswered: Boolean(it.itemAnsweredAt),
  };
}

/** A question with what only moderators see. */
export function innerView(it: QuestionFields): InnerQuestionView {
  const { _id: id, rejection, prepared } = it;
  const { originalText, by, name, participant, group, unit, status, into, channel } = it;
  return {
    id,
    text: it.publicText,
    originalText,
    by,
    name,
    participant,
    group,
    unit,
    regulation: it.regulation ?? null,
    status,
    askedAt: it.askedAt.toISOString(),
    rejection: rejection && {
      reason: rejection.reason,
      note: rejection.note,
      contested: rejection.contested,
      upheld: rejection.upheld,
    },
    into,
    prepared: prepared && { ...prepared, at: prepared.at.toISOString() },
    channel,
    language: it.language,
    personal: personalDataIn(it.publicText, it.language),
    item: it.item,
  };
}

/** A participant against whom a measure was taken; null without one. */
export function participantView(it: ParticipantFields): ParticipantView | null {
  const { _id: id, by, name, muted, removed, removedFor = null } = it;
  return muted || removed ? { id, by, name, muted, removed, removedFor } : null;
}
