import { expect } from 'chai';
import { handAt } from '../../../server/accountability/delay-list/make-lists.ts';
import {
  corrected,
  entryId,
  positionOf,
  repliesTaken,
  statusAfter,
  totalsOfEntries,
} from '../../../server/accountability/delay-list/rules/act.ts';
import {
  publicationDate,
  readOrigin,
  repeatedIn,
} from '../../../server/accountability/delay-list/rules/dated-rule.ts';
import { monthsLateBy } from '../../../server/accountability/delay-list/rules/repeat.ts';

describe('rules of delay lists', () => {
  it('know what may follow what', () => {
    const next = (status: string, event: string) => statusAfter({ status } as never, `delay-list.${event}`);
    expect(next('draft', 'opened')).to.equal('open');
    expect(next('draft', 'replied')).to.equal(undefined);
    expect(next('open', 'published')).to.equal(undefined);
    expect(next('to-approve', 'published')).to.equal(undefined);
    // What is published is what was approved.
    expect(next('approved', 'corrected')).to.equal('to-approve');
    expect(next('published', 'corrected')).to.equal('published');
    expect(next('published', 'replied')).to.equal(undefined);
  });

  it('take replies until the last moment of the window', () => {
    const replyUntil = new Date('2026-04-09T10:00:00Z');
    const at = (now: string, status = 'open') => repliesTaken({ status, replyUntil } as never, new Date(now));
    expect(at('2026-04-09T10:00:00Z')).to.equal(true);
    expect(at('2026-04-09T10:00:01Z')).to.equal(false);
    expect(at('2026-04-01T10:00:00Z', 'draft')).to.equal(false);
  });

  it('correct what there is to correct', () => {
    const entry = { removed: false, days: 5, cause: null, position: 'official' as const };
    expect(corrected(entry, { kind: 'removed' })).to.deep.equal({ ...entry, removed: true });
    expect(corrected(entry, { kind: 'restored' })).to.equal(undefined);
    expect(corrected(entry, { kind: 'changed', days: 5 })).to.equal(undefined);
    expect(corrected(entry, { kind: 'changed', days: 3, cause: 'workload' })).to.include({
      days: 3,
      cause: 'workload',
    });
    const removed = { ...entry, removed: true };
    expect(corrected(removed, { kind: 'changed', days: 3 })).to.equal(undefined);
    expect(corrected(removed, { kind: 'restored' })).to.deep.equal(entry);
  });

  it('count the entries that stand', () => {
    const entry = { removed: false, days: 2, apologised: true, state: 'open-late' };
    const entries = [
      entry,
      { ...entry, removed: true },
      { ...entry, apologised: false, state: 'answered-late' },
    ];
    expect(totalsOfEntries(entries)).to.deep.equal({ late: 2, open: 1, daysLost: 4, apologised: 1 });
  });

  it('put each answer of an item that was looked at again on the hands that gave it', () => {
    const hand = {
      ...{ code: 'x', unit: 'c', assignee: 'third', withHead: false },
      first: { unit: 'a', assignee: 'first' },
      second: { unit: 'b', assignee: 'second' },
    };
    const row = (look: 1 | 2 | 3) => ({ code: 'x', review: look > 1, look });
    expect(([1, 2, 3] as const).map((look) => handAt(row(look), hand)!.assignee)).to.deep.equal([
      'first',
      'second',
      'third',
    ]);
    expect(([1, 2, 3] as const).map((look) => entryId(row(look)))).to.deep.equal(['x', 'x.2', 'x.3']);
    expect(entryId({ code: 'x', review: true }), 'told before there were three').to.equal('x.2');
    expect(handAt(row(2), { ...hand, second: null })!.assignee).to.equal('third');
  });

  it('name the position of whoever had the item in the unit', () => {
    const hand = { unit: 'a', assignee: 'x', withHead: false };
    expect(positionOf('a', hand)).to.deep.equal({ position: 'official', official: 'x' });
    expect(positionOf('a', { ...hand, withHead: true })).to.deep.equal({ position: 'head', official: null });
    expect(positionOf('a', { ...hand, assignee: null })).to.deep.equal({ position: 'head', official: null });
    // It has passed the item on: who had it there is not on file.
    expect(positionOf('b', hand)).to.deep.equal({ position: 'head', official: null });
    expect(positionOf(null, hand)).to.deep.equal({ position: 'coordinator', official: null });
  });

  it('say when a list is published', () => {
    expect(publicationDate('2026-12', 15, '2027-01-08')).to.equal('2027-01-15');
    expect(publicationDate('2026-01', 5, '2026-02-27')).to.equal('2026-02-27');
  });

  it('see who was late again and again', () => {
    const rule = { repeatTimes: 3, repeatMonths: 6 };
    const months = ['2025-10', '2025-11', '2026-03'];
    expect(repeatedIn(months, '2026-03', rule)).to.deep.equal(months);
    expect(repeatedIn(months, '2026-04', rule)).to.equal(undefined);
    expect(repeatedIn(['2025-09', '2025-11', '2026-03'], '2026-03', rule)).to.equal(undefined);
    const one = (month: string, removed = false) => ({ month, entries: [{ removed, official: 'x' }] });
    const late = monthsLateBy([one('2026-01'), one('2026-02', true), one('2026-03')]);
    expect([late.get(null), late.get('x')]).to.deep.equal([
      ['2026-01', '2026-03'],
      ['2026-01', '2026-03'],
    ]);
  });

  it('read origins, and nothing that is more or less than one', () => {
    expect(readOrigin('https://sxd.hanoi.example/')).to.equal('https://sxd.hanoi.example');
    expect(readOrigin('https://SXD.hanoi.example:8443')).to.equal('https://sxd.hanoi.example:8443');
    expect(readOrigin('http://localhost:8080')).to.equal('http://localhost:8080');
    for (const bad of [
      'sxd.hanoi.example',
      'http://sxd.hanoi.example',
      'https://*.example',
      'https://a.example/x',
      '*',
      'javascript:1',
      "https://a.example; script-src 'self'",
    ])
      expect(readOrigin(bad), bad).to.equal(undefined);
  });
});
