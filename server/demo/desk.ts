import { cityDate } from '../calendar/index.ts';
import {
  addBlock,
  addQuestion,
  addTag,
  allTags,
  questionsAsked,
  saveQueue,
  submitFeedback,
  tagFeedback,
} from '../feedback/index.ts';
import type { Context } from '../platform/context.ts';
import type { Play } from './steps.ts';

/** How people arrange their work: filters that a coordinator has kept and shares, and the words of an office. */
export async function playDesk({ site, cast, codes }: Play, now: Date): Promise<void> {
  const coordinator = await cast.listed('coordinator');
  const as = (actor: Context['actor']): Context => ({
    site,
    actor,
    now,
    language: 'vi',
    requestId: 'demo',
  });
  await saveQueue(as(coordinator), {
    ...{ name: 'Quá hạn toàn thành phố', place: 'items', query: { status: 'overdue', sort: 'due' } },
    shared: true,
  });
  for (const name of ['mùa mưa', 'báo chí nêu', 'kiến nghị cử tri']) await addTag(as(coordinator), { name });
  const [tag] = await allTags();
  for (const code of [...codes.values()].slice(-3)) await tagFeedback(as(coordinator), code, [tag!.id]);
  await saveQueue(as(coordinator), { name: 'Việc khẩn', place: 'triage', query: { level: 'urgent' } });
  const head = await cast.inUnit('head', 'dept-construction', now);
  for (const block of BLOCKS) await addBlock(as(head), { unit: 'dept-construction', ...block });
  for (const question of QUESTIONS)
    await addQuestion(as(head), ASKED_ABOUT, { ...question, from: cityDate(now) });
  await replyToQuestions(as({ kind: 'visitor', holds: [] }));
}

/** Somebody who writes about trees says what the office wants to know; it waits for screening. */
async function replyToQuestions(visitor: Context): Promise<void> {
  const [place] = await questionsAsked(ASKED_ABOUT, cityDate(visitor.now));
  await submitFeedback(
    visitor,
    {
      ...{
        kind: 'feedback',
        regulation: ASKED_ABOUT,
        senderKind: 'citizen',
        language: 'vi',
        publishText: true,
      },
      ...{ name: 'Đỗ Thị Hòa', email: 'hoa@kin.example', subject: 'Cây phượng trước cổng trường bị sâu đục' },
      text: 'Cây phượng trước cổng trường tiểu học bị sâu đục rỗng gốc. Đề nghị kiểm tra và cho biết bao giờ xử lý.',
      questionReplies: [{ question: place!.id, reply: 'Số 25 phố Lý Thường Kiệt, bên phải cổng' }],
    },
    { channel: 'api' },
  );
}

const ASKED_ABOUT = 'tree-felling-permit';
const QUESTIONS = [
  {
    ...{ kind: 'text', required: true, choices: [] },
    words: {
      vi: 'Cây ở trước số nhà nào, phố nào?',
      en: 'In front of which house, in which street, is the tree?',
      ru: 'У какого дома и на какой улице растёт дерево?',
    },
  },
  {
    ...{ kind: 'yes-no', required: true, choices: [] },
    words: {
      vi: 'Cây có đang đe dọa người đi đường không?',
      en: 'Is the tree a danger to passers-by?',
      ru: 'Угрожает ли дерево прохожим?',
    },
  },
  {
    ...{ kind: 'choice', required: false },
    choices: [
      { vi: 'Trên vỉa hè', en: 'On the pavement', ru: 'На тротуаре' },
      { vi: 'Trong khu tập thể', en: 'Inside a housing block', ru: 'Во дворе жилого дома' },
      { vi: 'Trong công viên', en: 'In a park', ru: 'В парке' },
    ],
    words: { vi: 'Cây mọc ở đâu?', en: 'Where does it grow?', ru: 'Где оно растёт?' },
  },
] as const satisfies readonly Omit<Parameters<typeof addQuestion>[2], 'from'>[];

const BLOCKS = [
  {
    language: 'vi',
    name: 'Mở đầu',
    text: '{unit} cảm ơn ông/bà đã gửi phản ánh {code} về “{procedure}”. Chúng tôi đã kiểm tra và trả lời như sau:',
  },
  {
    language: 'vi',
    name: 'Đã giao đơn vị thi công',
    text: '{unit} đã giao [tên đơn vị] khắc phục, hoàn thành trước ngày [ngày hoàn thành]. Nếu đến ngày đó chưa xong, ông/bà trả lời thư này hoặc gọi [số điện thoại].',
  },
  {
    language: 'en',
    name: 'Opening',
    text: 'Thank you for writing to {unit} (item {code}). We have checked the place and found the following:',
  },
  {
    language: 'ru',
    name: 'Начало',
    text: '{unit} благодарит за обращение {code}. Мы проверили изложенное и сообщаем:',
  },
] as const;
