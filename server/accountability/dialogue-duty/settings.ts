import { readSeed } from '../../platform/seed.ts';
import type { Setting } from '../../settings/index.ts';
import type { DutyRow } from './rules.ts';

/** Those who may be asked to hold dialogues. */
const KINDS = [
  ...['ward', 'commune', 'department', 'inspectorate', 'management_board'],
  ...['public_service_unit', 'vertical_agency', 'public_utility'],
];

export const DIALOGUE_DUTY: Setting<DutyRow> = {
  name: 'dialogue-duty',
  group: 'dialogues',
  shipped: () => readSeed<{ rows: DutyRow[] }>('dialogue-duty').rows,
  fields: [
    { name: 'kinds', kind: 'choices', of: KINDS, texts: 'units.kind' },
    { name: 'perYear', kind: 'number', min: 1, max: 12 },
    { name: 'basis', kind: 'line', most: 300 },
  ],
};
