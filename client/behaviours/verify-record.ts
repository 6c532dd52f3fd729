import {
  BEGINNING,
  canonical,
  type Digest,
  type PublicBlock,
  unhashed,
} from '../../server/sealed-record/protocol.ts';

interface Page {
  blocks: PublicBlock[];
  next?: number;
}

interface SealedText {
  record: object;
  block: number | null;
  /** Something has happened to it that no block holds yet. */
  waiting: boolean;
}

/** What was found in the chain. `brokenAt`: the first block that does not agree with its hash or with the one before. */
interface Chain {
  blocks: number;
  entries: number;
  last: Digest;
  /** What the chain holds last of the document that was asked for. */
  digest?: Digest;
  brokenAt?: number;
}

/** Computes the chain of the sealed record on this device, from the digests that the server gives out. */
export function verifyRecord(section: HTMLElement): void {
  const form = section.querySelector('form')!;
  const status = section.querySelector('[role=status]')!;
  const bar = section.querySelector('progress')!;
  const button = section.querySelector('button')!;
  const said = (name: string, values: Record<string, string | number> = {}) =>
    Object.entries(values).reduce(
      (text, [key, value]) => text.replace(`{${key}}`, String(value)),
      section.dataset[name] ?? '',
    );
  const say = (...lines: string[]) =>
    status.replaceChildren(
      ...lines.map((line) => Object.assign(document.createElement('p'), { textContent: line })),
    );

  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void check();
  });

  async function check(): Promise<void> {
    const code = String(new FormData(form).get('code') ?? '').trim();
    button.disabled = true;
    bar.hidden = false;
    bar.removeAttribute('value');
    try {
      const chain = await computeChain(code, (blocks) => say(said('running', { n: blocks })));
      const { blocks, entries, last, brokenAt } = chain;
      const whole = brokenAt === undefined;
      say(
        whole ? said('good', { n: blocks, entries, hash: last }) : said('bad', { block: brokenAt }),
        ...(code ? [await checkText(code, chain.digest)] : []),
      );
    } catch {
      say(said('failed'));
    } finally {
      button.disabled = false;
      bar.hidden = true;
    }
  }

  async function checkText(code: string, sealed: Digest | undefined): Promise<string> {
    const response = await fetch(`/api/v1/sealed-record/texts/${encodeURIComponent(code)}`);
    if (response.status === 404) return said('textNone', { code });
    const { record, block, waiting } = (await answerOf(response)) as SealedText;
    if (block === null || waiting) return said('textWaiting', { code });
    const same = (await digestOf(record)) === sealed;
    return said(same ? 'textGood' : 'textBad', { code, block });
  }
}

async function computeChain(code: string, told: (blocks: number) => void): Promise<Chain> {
  const chain: Chain = { blocks: 0, entries: 0, last: BEGINNING };
  for (let from: number | undefined = 1; from !== undefined; ) {
    const page = (await answerOf(await fetch(`/api/v1/sealed-record/blocks?from=${from}`))) as Page;
    for (const block of page.blocks) {
      const follows = block.number === chain.blocks + 1 && block.previous === chain.last;
      if (!follows || (await digestOf(unhashed(block))) !== block.hash)
        return { ...chain, brokenAt: block.number };
      chain.blocks++;
      chain.entries += block.entries.length;
      chain.last = block.hash;
      const state = block.states.find((each) => each.code === code);
      if (state) chain.digest = state.digest;
    }
    told(chain.blocks);
    from = page.next;
  }
  return chain;
}

async function answerOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

async function digestOf(value: unknown): Promise<Digest> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(canonical(value)));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
