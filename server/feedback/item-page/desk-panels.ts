import type { ItemAct } from './may.ts';
import type { ItemPage } from './shape.ts';

/** Forms in the menu of the desk, by the name of their form. */
const PANELS = {
  assignment: 'assign',
  evidence: 'addEvidence',
  'interim-answer': 'interim',
  'info-request': 'requestInfo',
  'contribution-request': 'askContribution',
  apology: 'apologise',
  extension: 'extend',
  complexity: 'classify',
  'receipt-correction': 'correctReceipt',
  dispute: 'dispute',
  transfer: 'transfer',
  merging: 'merge',
  'public-text': 'editPublicText',
  refusal: 'refuse',
  shield: 'shield',
  'shield-lifting': 'liftShield',
} as const satisfies Record<string, ItemAct>;

/** They stand in the page itself while an item is screened: there they are the work. */
const IN_SCREENING = ['info-request', 'refusal'];

/**
 * Which form of the desk stands open: the one that was refused, else the one that the address asks for; and whether the
 * menu has any.
 */
export function deskPanels(
  { may, why, inside }: ItemPage,
  { form, panel }: { form?: unknown; panel?: unknown },
): { panel: unknown; panelInMenu: boolean; actions: boolean } {
  const asked = form ?? panel;
  const inMenu = (name: string) =>
    !(may.accept && IN_SCREENING.includes(name)) &&
    !(may.return && name === 'evidence') &&
    !(inside?.clock.owesApology && name === 'apology');
  const names = Object.entries(PANELS).filter(([name]) => inMenu(name));
  return {
    panel: asked,
    panelInMenu: names.some(([name, act]) => name === asked && may[act]),
    actions: names.some(([, act]) => may[act] || why[act]) || !!inside?.evidence.length,
  };
}
