export const part = (root: ParentNode, name: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-part="${name}"]`);

export function put(root: ParentNode, name: string, text: string): void {
  const element = part(root, name);
  // Written only when it differs: a selection in it, or a screen reader on it, is left alone.
  if (element && element.textContent !== text) element.textContent = text;
}

/** What people have written is read aloud in their own language. */
export function putWords(root: ParentNode, name: string, words?: { text: string; language?: string }): void {
  put(root, name, words?.text ?? '');
  if (words?.language) part(root, name)?.setAttribute('lang', words.language);
}

export function show(root: ParentNode, name: string, shown: boolean): void {
  const element = part(root, name);
  if (element) element.hidden = !shown;
}

/** The sum as the server has told it last. */
export function fillVotes(card: HTMLElement, votes: number): void {
  card.dataset['told'] = String(votes);
  showVotes(card, votes);
}

function showVotes(card: HTMLElement, votes: number): void {
  card.dataset['votes'] = String(votes);
  put(card, 'votes', String(votes));
}

/** What orders the queue, read from a card. */
export function rankOf(card: HTMLElement) {
  const { question, votes, group, asked } = card.dataset;
  return {
    id: question!,
    votes: Number(votes),
    group: group || null,
    askedAt: Date.parse(asked ?? ''),
    card,
  };
}

export function showForStage(root: ParentNode, status: string): void {
  for (const each of root.querySelectorAll<HTMLElement>('[data-stage]'))
    each.hidden = !each.dataset['stage']!.split(' ').includes(status);
}
