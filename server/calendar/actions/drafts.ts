import type { Context } from '../../platform/context.ts';
import { isDuplicateKey } from '../../platform/data/connection.ts';
import { Conflict, Forbidden, Invalid, NotFound, type Text } from '../../platform/errors.ts';
import { commit, retrying } from '../../platform/journal/index.ts';
import { toldCatalogue } from '../catalogue.ts';
import { cityCalendar, dataInForce } from '../current.ts';
import {
  CalendarVersion,
  type CalendarVersionDocument,
  CITY,
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
export function checkOwner(of: string): void {
  if (of !== CITY && !toldCatalogue().unit(of)) throw new NotFound();
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

async function newDraft(context: Context, of: string): Promise<CalendarVersionDocument> {
  const last = await CalendarVersion.findOne({ of }, { number: 1 }).sort({ number: -1 }).lean();
  const number = (last?.number ?? 0) + 1;
  return new CalendarVersion({
    _id: versionId(of, number),
    of,
    number,
    status: 'draft',
    data: storable(baseOf(of).data),
    createdAt: context.now,
  });
}

/** Changes the draft of a calendar, which the first change makes. @throws Invalid with one text a field */
export function editDraft(context: Context, of: string, edit: Edit): Promise<void> {
  checkOwner(of);
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

function checkData(of: string, data: CalendarData, { fieldOf }: Edit): void {
  // A unit's own rows may not clash among themselves, nor the whole that they give with the city's.
  const problems = checkCalendar(data).filter((problem) => problem.severity === 'error');
  if (problems.length === 0 && of !== CITY)
    problems.push(
      ...checkCalendar(withOwnHours(cityCalendar().data, data)).filter((each) => each.severity === 'error'),
    );
  if (problems.length === 0) return;
  const fields: Record<string, Text> = {};
  for (const problem of problems) fields[fieldOf(problem)] ??= problemText(problem);
  throw new Invalid(fields);
}

export function problemText({ key, values }: Problem): Text {
  return { text: `calendar.problems.${key}`, values };
}
