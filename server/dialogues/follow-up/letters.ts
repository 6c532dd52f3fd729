import { staffOf } from '../../accounts/index.ts';
import { askedItemForLetter, type ItemForLetter, itemsForLetters } from '../../feedback/index.ts';
import type { Tools } from '../../platform/feature.ts';
import type { Reaction } from '../../platform/journal/index.ts';
import { namedUnit } from '../../units/index.ts';
import { type MinutesFields, minutesRow } from '../minutes/read.ts';
import { participantRow } from '../participants/find.ts';
import { tellOne } from '../participants/letters.ts';
import { askersIn, itemsOf, mergedInto, type QuestionFields, questionRow } from '../questions/read.ts';
import { about, type Send, stewards, unique } from '../session/letter-parts.ts';
import { type DialogueFields, sessionRow } from '../session/read.ts';
import { publishBy } from '../session/settings.ts';

/** What somebody asked has become an item: to the asker with a link that opens it, to those whose questions were merged into it without. */
async function tellAskers(send: Send, question: QuestionFields, item: ItemForLetter): Promise<void> {
  const it = await sessionRow(question.dialogue);
  if (!it) return;
  const joined = await mergedInto(question._id);
  for (const { participant, originalText: text, _id } of [question, ...joined]) {
    const to = await participantRow(participant);
    if (!to) continue;
    const own = _id === question._id;
    const model = {
      ...{ text, item: item.code, dueAt: item.dueAt, unit: namedUnit(item.unit)?.name },
      own,
      itemHref: own
        ? `/feedback/${item.code}/open/${send.context.site.tokens.derived('receipt', item.code)}`
        : `/feedback/${item.code}`,
    };
    await tellOne(send, [it, to], { view: 'became-item', model });
  }
}

/** One letter tells the heads of a unit of all items that a session has made for it. */
async function tellUnits(
  { tools, context, entry }: Send,
  it: DialogueFields,
  items: ItemForLetter[],
): Promise<void> {
  for (const unit of new Set(items.flatMap((item) => item.unit ?? []))) {
    const own = items.filter((item) => item.unit === unit);
    for (const reader of await staffOf({ role: 'head', unit }))
      await tools.sendLetter(context, {
        id: `${entry._id}:unit:${unit}:${reader.id}`,
        to: reader.email,
        language: reader.language,
        view: 'dialogues/letters/items-for-unit',
        about: it.code,
        model: {
          ...about(it),
          unit: namedUnit(unit)?.name,
          count: own.length,
          items: own.map(({ code, publicText, language, dueAt }) => ({
            ...{ code, language, dueAt },
            subject: publicText.subject,
            href: `/feedback/${code}`,
          })),
        },
      });
  }
}

/** Follows the entry of the item: those of questions are urgent, and letters would hold up the rooms. */
async function itemReceived(send: Send): Promise<void> {
  if (!send.entry.details['dialogue']) return;
  const item = await askedItemForLetter(send.entry.subject.id);
  const question = item && (await questionRow(item.askedIn?.question));
  if (question) await tellAskers(send, question, item);
}

/** One that came late: the unit is told of it alone. */
async function becameItem(send: Send): Promise<void> {
  const { details, subject } = send.entry;
  if (details['together']) return;
  const it = await sessionRow(subject.code!);
  if (it) await tellUnits(send, it, await itemsForLetters([details['item'] as string]));
}

/** To those who run the session: the minutes are to be written, or were returned. */
async function tellStewards(send: Send, it: DialogueFields, view: string): Promise<void> {
  const { tools, context, entry } = send;
  const minutes = await minutesRow(it.code);
  const dueAt = it.endedAt && publishBy(it.endedAt);
  for (const reader of await stewards(it))
    await tools.sendLetter(context, {
      id: `${entry._id}:host:${reader.id}`,
      to: reader.email,
      language: reader.language,
      view: `dialogues/letters/${view}`,
      about: it.code,
      model: {
        ...about(it),
        ...{ dueAt, items: entry.details['items'], returned: minutes?.returned?.reason },
        href: `/dialogues/${it.code}/minutes/edit`,
      },
    });
}

async function itemsMade(send: Send): Promise<void> {
  const it = await sessionRow(send.entry.subject.id);
  if (!it) return;
  await tellStewards(send, it, 'minutes-due-for-host');
  await tellUnits(send, it, await itemsForLetters(await itemsOf(it.code)));
}

/** To all who asked, and to the heads of the units that the chair has given tasks. */
async function published(send: Send): Promise<void> {
  const it = await sessionRow(send.entry.subject.id);
  const minutes = await minutesRow(send.entry.subject.id);
  if (!it || !minutes?.record) return;
  const minutesHref = `/dialogues/${it.code}/minutes`;
  for (const id of await askersIn(it.code)) {
    const to = await participantRow(id);
    if (to) await tellOne(send, [it, to], { view: 'minutes-published', model: { minutesHref } });
  }
  await tellTasks(send, it, minutes.record.conclusions);
}

async function tellTasks(
  { tools, context, entry }: Send,
  it: DialogueFields,
  conclusions: NonNullable<MinutesFields['record']>['conclusions'],
): Promise<void> {
  for (const unit of new Set(conclusions.map((each) => each.unit)))
    for (const reader of unique(await staffOf({ role: 'head', unit })))
      await tools.sendLetter(context, {
        id: `${entry._id}:task:${unit}:${reader.id}`,
        to: reader.email,
        language: reader.language,
        view: 'dialogues/letters/conclusions-for-unit',
        about: it.code,
        model: {
          ...about(it),
          unit: namedUnit(unit)?.name,
          conclusions: conclusions.filter((each) => each.unit === unit),
          registerHref: `/commitments?source=${it.code}`,
          href: `/dialogues/${it.code}/minutes`,
        },
      });
}

const TELL: Record<string, (send: Send) => Promise<void>> = {
  'feedback.submitted': itemReceived,
  'question.became-item': becameItem,
  'minutes.items-made': itemsMade,
  'minutes.published': published,
  async 'minutes.returned'(send) {
    const it = await sessionRow(send.entry.subject.id);
    if (it) await tellStewards(send, it, 'minutes-returned-for-host');
  },
};

/** Letters about what follows the end of a session. */
export function afterLettersReaction(tools: Tools): Reaction {
  return {
    name: 'dialogues.after-letters',
    to: Object.keys(TELL),
    run: (entry, context) => TELL[entry.name]!({ tools, context, entry }),
  };
}
