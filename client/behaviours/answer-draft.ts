/** The fields of an answer as the server's check takes them. */
export interface AnswerDraft {
  code: string;
  outcome?: string;
  text: string;
  points: { n: number; outcome?: string; text: string }[];
  facts: { text: string; by: string; on: string };
  grounds?: string;
  legalBasis: string[];
  actions: { text: string; actor: string; on: string }[];
  handover: { unit: string; on: string; number: string };
  contact: { person: string; reach: string };
}

const MOST_BASES = 10;

/** Reads the form as it stands. */
export function draftIn(form: HTMLFormElement): AnswerDraft {
  const data = new FormData(form);
  const text = (name: string) => String(data.get(name) ?? '').trim();
  const outcome = text('outcome');
  const grounds = text('grounds');
  const numbers = [...form.querySelectorAll<HTMLTextAreaElement>('textarea[name^="point-"]')].map((box) =>
    Number(/\d+/.exec(box.name)?.[0]),
  );
  const bases = [...data.getAll('basis').map(String), ...text('basisOther').split('\n')];
  return {
    code: form.dataset['code'] ?? '',
    ...(outcome ? { outcome } : {}),
    text: text('text'),
    points: numbers.map((n) => pointOf(n, text)),
    facts: { text: text('facts'), by: text('factsBy'), on: text('factsOn') },
    ...(grounds ? { grounds } : {}),
    legalBasis: bases
      .map((each) => each.trim())
      .filter((each) => each.length >= 3)
      .slice(0, MOST_BASES),
    actions: [...form.querySelectorAll('fieldset.action')]
      .map((_, at) => at + 1)
      .map((n) => ({
        text: text(`action-${n}-text`),
        actor: text(`action-${n}-actor`),
        on: text(`action-${n}-on`),
      })),
    handover: { unit: text('handoverUnit'), on: text('handoverOn'), number: text('handoverNumber') },
    contact: { person: text('contactPerson'), reach: text('contactReach') },
  };
}

function pointOf(n: number, text: (name: string) => string): AnswerDraft['points'][number] {
  const outcome = text(`point-${n}-outcome`);
  return { n, text: text(`point-${n}-text`), ...(outcome ? { outcome } : {}) };
}
