import { expect } from 'chai';
import { canAsk, canDispute, canReply, canSeePublicText } from '../../../server/feedback/item/policy.ts';
import { STATUSES, type Status } from '../../../server/feedback/item/rules/status.ts';
import type { Actor, Role } from '../../../server/platform/context.ts';

const staff = (role: Role, ...units: string[]): Actor => ({
  kind: 'staff',
  id: 'x',
  name: 'X',
  email: 'x@staff.example',
  roles: [role],
  units,
});
const ACTORS: Record<string, Actor> = {
  stranger: { kind: 'visitor', holds: ['PA-2026-000002'] },
  sender: { kind: 'visitor', holds: ['PA-2026-000001'] },
  official: staff('official', 'a'),
  'official elsewhere': staff('official', 'b'),
  head: staff('head', 'a'),
  'head elsewhere': staff('head', 'b'),
  coordinator: staff('coordinator'),
  reviewer: staff('reviewer'),
  leader: staff('leader'),
  administrator: staff('administrator'),
};
const subject = (status: Status, unit: string | null) => ({ code: 'PA-2026-000001', status, unit });
const allowed = (can: (actor: Actor) => boolean) => Object.keys(ACTORS).filter((name) => can(ACTORS[name]!));

describe('clocks of an item: policy', () => {
  it('lets coordinators ask before routing, and the unit that holds it after', () => {
    expect(allowed((actor) => canAsk(actor, subject('submitted', null)))).to.deep.equal(['coordinator']);
    expect(allowed((actor) => canAsk(actor, subject('assigned', 'a')))).to.deep.equal(['official', 'head']);
  });

  it('lets the sender reply, and whoever heard it on the phone write it down', () => {
    expect(allowed((actor) => canReply(actor, subject('waiting', null)))).to.deep.equal([
      'sender',
      'coordinator',
    ]);
    expect(allowed((actor) => canReply(actor, subject('paused', 'a')))).to.deep.equal([
      'sender',
      'official',
      'head',
      'coordinator',
    ]);
  });

  it('lets only the unit that holds it dispute', () => {
    expect(allowed((actor) => canDispute(actor, subject('routed', 'a')))).to.deep.equal(['official', 'head']);
  });

  it('keeps the text public through pauses and disputes of an accepted item, and closes it with the item', () => {
    const open = STATUSES.filter((status) => canSeePublicText({ status }));
    expect(open).to.include.members(['paused', 'disputed']);
    expect(open).not.to.include.members(['waiting']);
    expect(open).not.to.include('lapsed');
  });
});
