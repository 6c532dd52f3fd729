import { MOST_ACTIONS } from '../item/rules/answer.ts';
import type { Point } from '../item/rules/points.ts';

type Values = Record<string, unknown>;
type Errors = Record<string, unknown>;

const ACTIONS = Array.from({ length: MOST_ACTIONS }, (_, at) => at + 1);

const actionFields = (n: number): string[] => ['text', 'actor', 'on'].map((part) => `action-${n}-${part}`);

/** Parts of the form that fold, and their fields. */
const PARTS = {
  actions: ACTIONS.flatMap(actionFields),
  facts: ['facts', 'factsBy', 'factsOn'],
  basis: ['grounds', 'basis', 'basisOther'],
  contact: ['contactPerson', 'contactReach', 'text'],
  handover: ['handoverUnit', 'handoverOn', 'handoverNumber'],
} as const satisfies Record<string, readonly string[]>;

function filledIn(values: Values, fields: readonly string[]): number {
  return fields.filter((name) => [values[name]].flat().some(Boolean)).length;
}

/** Which parts of the form of an answer have something, which stand open, and how many rows there are for actions. */
export function formParts(
  values: Values,
  errors: Errors,
  { anotherAction, pointless }: { anotherAction: boolean; pointless: boolean },
) {
  const parts = Object.entries(PARTS);
  const wrong = (fields: readonly string[]) => fields.some((name) => errors[name]);
  const open = Object.fromEntries(parts.map(([part, fields]) => [part, wrong(fields)]));
  return {
    filled: Object.fromEntries(parts.map(([part, fields]) => [part, filledIn(values, fields)])),
    partsOpen: {
      ...open,
      actions: open['actions'] || anotherAction,
      // Without points the free text is the answer.
      contact: open['contact'] || pointless,
    },
    actionNumbers: actionNumbers(values, anotherAction),
  };
}

/** Those filled in, or one, and one more where somebody asks for it. */
function actionNumbers(values: Values, another: boolean) {
  const last = ACTIONS.findLast((n) => filledIn(values, actionFields(n)) > 0) ?? 0;
  const shown = ACTIONS.slice(0, Math.max(1, last + (another ? 1 : 0)));
  return { shown, more: shown.length < MOST_ACTIONS, most: MOST_ACTIONS };
}

export interface PointState {
  state: 'empty' | 'begun' | 'done';
  open: boolean;
}

/** How far each point is; the first that is not done stands open, and one in which something is wrong. */
export function pointStates(
  points: readonly Point[],
  values: Values,
  errors: Errors,
): Record<string, PointState> {
  const fieldsOf = ({ n }: Point) => [`point-${n}-outcome`, `point-${n}-text`];
  const stateOf = (point: Point) => (['empty', 'begun', 'done'] as const)[filledIn(values, fieldsOf(point))]!;
  const next = points.find((point) => stateOf(point) !== 'done');
  return Object.fromEntries(
    points.map((point) => [
      String(point.n),
      { state: stateOf(point), open: point === next || fieldsOf(point).some((name) => errors[name]) },
    ]),
  );
}
