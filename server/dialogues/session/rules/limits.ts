/** Longest input, in characters; largest counts. */
export const MOST = {
  title: 200,
  description: 5_000,
  place: 300,
  agenda: 30,
  agendaTitle: 200,
  moderators: 10,
  units: 20,
  regulations: 20,
  question: 1_000,
  group: 60,
  displayName: 60,
  name: 120,
  note: 500,
  answer: 5_000,
  notice: 300,
  notices: 3,
  conclusion: 1_000,
  conclusions: 50,
  /** Of one participant in one session. */
  questionsEach: 20,
} as const;

export const LEAST = { title: 5, question: 10, note: 5, answer: 5, conclusion: 10 } as const;
