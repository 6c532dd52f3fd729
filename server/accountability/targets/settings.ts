import { readSeed } from '../../platform/seed.ts';
import type { Setting } from '../../settings/index.ts';
import { TARGETS, type TargetRow } from './rules.ts';

const KINDS = [
  ...['ward', 'commune', 'department', 'inspectorate', 'management_board'],
  ...['public_service_unit', 'vertical_agency', 'public_utility'],
];

export const DIRECTIVE_TARGETS: Setting<TargetRow> = {
  name: 'directive-targets',
  group: 'accountability',
  shipped: () => readSeed<{ rows: TargetRow[] }>('targets').rows,
  fields: [
    { name: 'kinds', kind: 'choices', of: KINDS, texts: 'units.kind' },
    ...TARGETS.map((name) => ({
      name,
      at: `goals.${name}`,
      kind: 'number' as const,
      min: 1,
      max: 100,
      places: 1,
    })),
    { name: 'basis', kind: 'line', most: 300 },
  ],
};
