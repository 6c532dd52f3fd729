import type { Request } from 'express';
import { isStaff } from '../context.ts';
import { ProofNeeded, type Refusal } from '../errors.ts';
import { translator } from '../i18n/texts.ts';
import { fieldsOf, PROOF, typedIn } from './form-pages.ts';
import type { WebParts } from './parts.ts';
import { page, type Reply } from './reply.ts';
import type { Visit } from './route.ts';

const LONGEST = 1000;

/**
 * Before a sensitive act: whoever is signed in has given the password or a code in the last minutes, or gives it with
 * this form. Programs have no session; what they may do stands in their scopes.
 * @throws ProofNeeded; the page of it carries what was typed, so that nothing is lost. TooMany
 */
export async function askForProof(parts: WebParts, visit: Visit, request: Request): Promise<void> {
  const { context, session, limits } = visit;
  if (!isStaff(context.actor) || session.proven()) return;
  const typed: unknown = request.body?.[PROOF];
  if (typeof typed !== 'string' || typed === '' || typed.length > LONGEST) throw new ProofNeeded();
  if (!(await parts.provesIdentity(context, typed, { session: session.tries(), limits })))
    throw new ProofNeeded('errors.proof.wrong');
  await session.noteProof();
}

/** The form once more, hidden, with one field to fill in. */
export async function proofPage(
  parts: WebParts,
  { context }: Visit,
  request: Request,
  refusal: Refusal,
): Promise<Reply> {
  const wrong = refusal.text !== 'errors.proof.needed';
  const model = {
    title: translator(context.language)('errors.proof.title'),
    action: request.originalUrl,
    fields: fieldsOf(typedIn(request)),
    field: PROOF,
    provider: await parts.provesAtProvider(context),
    ...(wrong ? { refusal, errors: {} } : {}),
  };
  return page('errors/proof', model, refusal.status);
}
