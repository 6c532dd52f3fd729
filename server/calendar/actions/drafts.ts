import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, Forbidden, Invalid, NotFound, type Text } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { CITY, cityCalendar, dataInForce } from '../current.ts';
import {
  CalendarVersion,
  type CalendarVersionDocument,
  type CalendarVersionFields,
  type ImportReport,
  storable,
  versionId,
} from '../model.ts';
import { type CalendarData, checkCalendar, type Problem, withOwnHours } from '../rules.ts';

export interface Edit {
  /** Past tense, after 'calendar.': the name of the entry. */
  name: string;
  permitted: boolean;
  details: Record<string, unknown>;
  /** @returns the changed data, and what an import has to report */
  change(data: CalendarData): { data: CalendarData; report?: ImportReport };
  /** The field of the form for the place of a problem in the data. */
  fieldOf(problem: Problem): string;
}

/** @throws NotFound when there is no such unit */
export function checkOwner({ site }: Context, of: string): void {
  if (of !== CITY && !site.catalogue.unit(of)) throw new NotFound();
}

/** What a first draft for a calendar begins with: for a unit the city's hours and no days of its own. */
export function baseOf(of: string): { number: number; data: CalendarData } {
  const known = dataInForce(of);
  if (known) return known;
  const { timeZone, workingWeek, officeHours, hours } = cityCalendar().data;
  return { number: 0, data: { timeZone, workingWeek, officeHours, hours, days: [] } };
}

export function draftOf(of: string): Promise<CalendarVersionDocument | null> {
  return CalendarVersion.findOne({ of, status: 'draft' });
}

/** Begins with what is in force, or with what was left of a draft of which a part was applied. */
async function newDraft(context: Context, of: string): Promise<CalendarVersionDocument> {
  const last = await CalendarVersion.findOne({ of }, { number: 1, status: 1, goesOn: 1 })
    .sort({ number: -1 })
    .lean<Pick<CalendarVersionFields, 'number' | 'status' | 'goesOn'>>();
  const number = (last?.number ?? 0) + 1;
  const left = last?.status === 'applied' ? last.goesOn : null;
  return new CalendarVersion({
    _id: versionId(of, number),
    of,
    number,
    status: 'draft',
    data: storable(left ?? baseOf(of).data),
    createdAt: context.now,
  });
}

/** Goes on with what was left of a draft. Does nothing when somebody has gone on already. */
export async function goOnWithDraft(context: Context, { of, number }: { of: string; number: number }) {
  const applied = await CalendarVersion.findById(versionId(of, number));
  if (!applied?.goesOn || (await CalendarVersion.exists({ of, number: { $gt: number } }))) return;
  const draft = await newDraft(context, of);
  try {
    await commit(context, draft, { name: 'calendar.draft-went-on', details: { of, number: draft.number } });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
  }
}

/** Changes the draft of a calendar, which the first change makes. @throws Invalid with one text a field */
export function editDraft(context: Context, of: string, edit: Edit): Promise<void> {
  checkOwner(context, of);
  if (!edit.permitted) throw new Forbidden();
  return retrying(async () => {
    const draft = (await draftOf(of)) ?? (await newDraft(context, of));
    const { data, report } = edit.change(draft.data);
    checkData(of, data, edit);
    draft.data = storable(data);
    draft.importReport = report ?? null;
    draft.markModified('data');
    const details = { of, number: draft.number, ...edit.details };
    try {
      await commit(context, draft, { name: `calendar.${edit.name}`, details });
    } catch (error) {
      // Somebody has begun a draft at the same moment: the change goes into theirs.
      if (isDuplicateKey(error)) throw new Conflict();
      throw error;
    }
  });
}

/** A unit's own rows may not clash among themselves, nor the whole that they give with the city's. */
function faultsOf(of: string, data: CalendarData): Problem[] {
  const errors = (checked: CalendarData) =>
    checkCalendar(checked).filter((problem) => problem.severity === 'error');
  const own = errors(data);
  return own.length > 0 || of === CITY ? own : errors(withOwnHours(cityCalendar().data, data));
}

export function isSound(of: string, data: CalendarData): boolean {
  return faultsOf(of, data).length === 0;
}

function checkData(of: string, data: CalendarData, { fieldOf }: Edit): void {
  const problems = faultsOf(of, data);
  if (problems.length === 0) return;
  const fields: Record<string, Text> = {};
  for (const problem of problems) fields[fieldOf(problem)] ??= problemText(problem);
  throw new Invalid(fields);
}

export function problemText({ key, values }: Problem): Text {
  return { text: `calendar.problems.${key}`, values };
}
