import { activeAmong, staffWith } from '../accounts/index.ts';
import type { Tools } from '../platform/feature.ts';
import type { Reaction } from '../platform/journal/index.ts';
import { type SecondPersonFields, SecondPersonRequest } from '../platform/second-person/index.ts';

const OUTCOMES = [
  ...['second-person.done', 'second-person.outdated', 'second-person.refused', 'second-person.expired'],
];

type Row = Pick<
  SecondPersonFields,
  '_id' | 'rule' | 'permission' | 'by' | 'concerns' | 'expiresAt' | 'status'
>;

/** Whoever could be the second person hears of a request, whoever asked of its end. What it says stands on the page alone. */
export function secondPersonReactions({ sendLetter }: Tools): Reaction[] {
  return [
    {
      name: 'second-person.letters',
      to: ['second-person.asked', ...OUTCOMES],
      async run(entry, context) {
        const request = await SecondPersonRequest.findById(entry.subject.id).lean<Row>();
        if (!request) return;
        const { by, concerns, rule, expiresAt } = request;
        const asked = entry.name === 'second-person.asked';
        const readers = asked
          ? (await staffWith(request.permission)).filter(({ id }) => id !== by.id && id !== concerns)
          : await activeAmong([by.id]);
        for (const { id, name, email, language } of readers)
          await sendLetter(context, {
            id: `${entry._id}:${id}`,
            to: email,
            language,
            view: `second-person/letters/${asked ? 'asked' : 'over'}`,
            model: {
              ...{ name, rule, by: by.name, expiresAt, path: `/second-person/${request._id}` },
              outcome: entry.name.slice('second-person.'.length),
            },
          });
      },
    },
  ];
}
