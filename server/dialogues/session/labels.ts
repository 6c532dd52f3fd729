/** Keys of the labels of fields, so that a summary of errors can say which one is meant. */
export type Labels = Readonly<Record<string, string>>;

const form = (name: string) => `dialogues.form.${name}`;
const console = (name: string) => `dialogues.console.${name}`;

export const SET_UP_LABELS: Labels = {
  title: form('title'),
  description: form('description'),
  language: form('language'),
  startsAt: form('starts'),
  endsAt: form('ends'),
  place: form('place'),
  chair: form('chair'),
  moderators: form('moderators'),
  units: form('units'),
  regulations: form('regulations'),
  agenda: form('agenda'),
};

export const REGISTER_LABELS: Labels = Object.fromEntries(
  ['by', 'name', 'organisation', 'email'].map((name) => [name, `dialogues.register.${name}`]),
);

export const DESK_LABELS = {
  prepared: { text: 'dialogues.desk.prepare' },
  written: { text: 'dialogues.desk.write-text', reason: 'dialogues.desk.write-reason' },
} satisfies Record<string, Labels>;

/** By form. */
export const CONSOLE_LABELS: Readonly<Record<string, Labels>> = {
  answer: { text: console('answer-text'), reason: console('answer-reason') },
  approve: { seen: 'personal-data.kept' },
  reject: { reason: console('reject-reason'), note: console('reject-note') },
  merge: { into: console('merge-into') },
  edit: { text: console('edit-text') },
  assign: { unit: console('assign-unit'), group: console('group') },
  remove: { ground: console('remove-ground') },
  notice: { text: console('notice-text') },
  phone: {
    text: console('phone-text'),
    by: 'dialogues.register.by',
    name: console('phone-name'),
    group: console('group'),
  },
  conclusion: {
    text: console('conclusion-text'),
    unit: console('conclusion-unit'),
    dueAt: console('conclusion-due'),
  },
};
