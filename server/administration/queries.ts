import { factorRule, hasFactor, staffOf, unitStaff } from '../accounts/index.ts';
import { cityCalendar, cityDate, yearOf } from '../calendar/index.ts';
import { openByUnit } from '../feedback/index.ts';
import { letterCounts } from '../notices/index.ts';
import { type Context, isStaff } from '../platform/context.ts';
import { stuckEntries } from '../platform/journal/index.ts';
import { allUnits, namedUnits } from '../units/index.ts';
import { type SetUp, type SetUpStep, setUpSteps } from './rules.ts';

/** How the site does, and what is not set up yet. */
export async function siteState(context: Context) {
  const { now, site } = context;
  const [steps, letters, journal, backup] = await Promise.all([
    stepsOf(context),
    letterCounts(),
    stuckEntries(now),
    site.server?.backup(now),
  ]);
  return {
    ...steps,
    letters: Object.entries(letters).map(([status, count]) => ({ status, count })),
    journal: { ...journal, waiting: journal.open + journal.givenUp },
    backup,
    ...jobsOf(context),
    policyReports: site.server?.policyReports() ?? [],
    about: await aboutServer(context),
  };
}

async function aboutServer({ site }: Context) {
  const about = await site.server?.about();
  return about && { ...about, freeGigabytes: Math.round((about.freeBytes ?? 0) / 1e8) / 10 };
}

/** Those that have failed apart: they stand open on the page. */
function jobsOf({ site }: Context) {
  const jobs = (site.server?.jobs() ?? [])
    .map((job) => ({
      ...job,
      nextAt: job.begunAt && new Date(job.begunAt.getTime() + 1000 * job.everySeconds),
      running: !!job.begunAt && (!job.endedAt || job.endedAt < job.begunAt),
    }))
    .sort((one, other) => one.name.localeCompare(other.name));
  return { failing: jobs.filter(({ fault }) => fault), jobs: jobs.filter(({ fault }) => !fault) };
}

async function stepsOf(context: Context): Promise<{
  steps: SetUpStep[];
  missing: number;
  unstaffed: ReturnType<typeof namedUnits>;
}> {
  const { now, site, actor } = context;
  const [staff, open, rule, coordinators] = await Promise.all([
    unitStaff(now),
    openByUnit(),
    factorRule(),
    staffOf({ role: 'coordinator' }),
  ]);
  const known = new Set(staff.units);
  const unstaffed = [...(open?.keys() ?? [])].filter((unit) => !known.has(unit));
  const nextYear = Number(cityDate(now).slice(0, 4)) + 1;
  const setUp: SetUp = {
    publicUrl: site.publicUrl,
    city: allUnits().some(({ kind }) => kind === 'city'),
    sendsLetters: !!site.server?.sendsLetters,
    mailFrom: site.server?.mailFrom ?? '',
    backup: await site.server?.backup(now),
    factorRule: !!rule.days.administrator && rule.days.administrator <= cityDate(now),
    ownFactor: isStaff(actor) && (await hasFactor(actor.id)),
    coordinators: coordinators.length,
    unstaffed: unstaffed.length,
    headless: staff.units.filter((unit) => staff.heads(unit).length === 0).length,
    nextYear: yearOf(cityCalendar(), nextYear).certainty,
  };
  const steps = setUpSteps(setUp);
  return {
    steps,
    missing: steps.filter(({ state }) => state !== 'done').length,
    unstaffed: namedUnits(unstaffed),
  };
}
