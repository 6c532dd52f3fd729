import { expect } from 'chai';
import {
  type CalendarDay,
  computeDeadline,
  type DeadlineInput,
  prepareCalendar,
  previewChange,
  seedCalendar,
  seedCalendarData,
} from '../../server/calendar/index.ts';

const hanoi = (local: string) => new Date(`${local.replace(' ', 'T')}:00+07:00`);
const withDay = (day: CalendarDay) =>
  prepareCalendar({ ...seedCalendarData(), days: [...seedCalendarData().days, day] });
const item = (id: string, receivedAt: string, amount = 2) => {
  const input: DeadlineInput = { receivedAt: hanoi(receivedAt), amount, unit: 'working_days' };
  return { id, input, dueAt: computeDeadline(seedCalendar(), input).dueAt };
};

describe('previewChange', () => {
  const storm = withDay({ date: '2025-03-12', kind: 'ad_hoc_off' });

  it('tells which items move, from when to when', () => {
    const items = [
      item('before', '2025-03-07 09:00'),
      item('over', '2025-03-11 09:00'),
      item('after', '2025-03-13 09:00'),
    ];
    expect(previewChange(seedCalendar(), storm, items)).to.deep.equal({
      moved: [
        {
          id: 'over',
          from: hanoi('2025-03-13 17:00'),
          to: hanoi('2025-03-14 17:00'),
          movedBy: 86_400_000,
          provisional: false,
        },
      ],
      stuck: [],
      unchanged: 2,
      diverging: [],
    });
  });

  it('tells of dates that come earlier', () => {
    const saturday = withDay({ date: '2025-03-15', kind: 'ad_hoc_work' });
    const { moved } = previewChange(seedCalendar(), saturday, [item('a', '2025-03-13 09:00')]);
    expect(moved.map(({ to, movedBy }) => [to, movedBy])).to.deep.equal([
      [hanoi('2025-03-15 17:00'), -172_800_000],
    ]);
  });

  it('measures from the date people were told and names the items where that date was another', () => {
    const told = { ...item('told', '2025-03-11 09:00'), dueAt: hanoi('2025-03-14 17:00') };
    const { moved, unchanged, diverging } = previewChange(seedCalendar(), storm, [told]);
    expect({ moved, unchanged, diverging }).to.deep.equal({ moved: [], unchanged: 1, diverging: ['told'] });
  });

  it('names an item that has no date any more instead of stopping', () => {
    const far = item('far', '2149-12-24 09:00', 5);
    const days: CalendarDay[] = ['2149-12-29', '2149-12-30', '2149-12-31'].map((date) => ({
      date,
      kind: 'holiday',
    }));
    const after = prepareCalendar({ ...seedCalendarData(), days });
    const { stuck, moved } = previewChange(seedCalendar(), after, [far]);
    expect(moved).to.deep.equal([]);
    expect(stuck).to.deep.equal([{ id: 'far', from: far.dueAt, code: 'beyond-horizon' }]);
  });
});
