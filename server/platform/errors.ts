/** A text that people read: a key into views/locales and the values it needs. */
export interface Text {
  text: string;
  values?: Record<string, unknown>;
}

export type ErrorKind =
  | 'not-found'
  | 'forbidden'
  | 'invalid'
  | 'conflict'
  | 'too-many'
  | 'sign-in-needed'
  | 'proof-needed'
  | 'work-needed'
  | 'unavailable';

const STATUS: Record<ErrorKind, number> = {
  'sign-in-needed': 401,
  'proof-needed': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  'too-many': 429,
  'work-needed': 429,
  unavailable: 503,
};

/** The errors that a person can cause. Whatever is not one of these is a fault of ours. */
export class Refusal extends Error {
  readonly kind: ErrorKind;
  readonly text: string;
  readonly values: Record<string, unknown>;
  readonly status: number;

  constructor(kind: ErrorKind, text: string, values: Record<string, unknown> = {}) {
    super(text);
    this.kind = kind;
    this.text = text;
    this.values = values;
    this.status = STATUS[kind];
  }
}

export class NotFound extends Refusal {
  constructor(text = 'errors.not-found', values = {}) {
    super('not-found', text, values);
  }
}

export class Forbidden extends Refusal {
  constructor(text = 'errors.forbidden', values = {}) {
    super('forbidden', text, values);
  }
}

/** @throws Forbidden when a policy has said no */
export function allow(permitted: boolean, text?: string): void {
  if (!permitted) throw new Forbidden(text);
}

export class SignInNeeded extends Refusal {
  constructor(text = 'errors.sign-in-needed', values = {}) {
    super('sign-in-needed', text, values);
  }
}

/** Somebody signed in has to prove once more who it is. */
export class ProofNeeded extends Refusal {
  constructor(text = 'errors.proof.needed', values = {}) {
    super('proof-needed', text, values);
  }
}

/** Before a flood: the machine of whoever asks works for it. */
export class WorkNeeded extends Refusal {
  readonly challenge: string;
  /** Seconds that are left of a wait that had begun. */
  readonly waits: number | undefined;

  constructor(challenge: string, waits?: number) {
    super('work-needed', 'errors.work.program');
    this.challenge = challenge;
    this.waits = waits;
  }
}

export class Conflict extends Refusal {
  constructor(text = 'errors.conflict', values = {}) {
    super('conflict', text, values);
  }
}

export class TooMany extends Refusal {
  /** @param seconds how long to wait before the next try */
  constructor(seconds: number, text = 'errors.too-many') {
    // Nobody counts four hundred seconds: `context` chooses the text that says it in minutes.
    const long = seconds > 90 ? { minutes: Math.ceil(seconds / 60), context: 'minutes' } : {};
    super('too-many', text, { seconds, ...long });
  }
}

/** Not now, for a reason that an operator has to see to. */
export class Unavailable extends Refusal {
  constructor(text: string) {
    super('unavailable', text);
  }
}

/** Input that cannot be accepted: one text per field, keyed by the field's name in the form. */
export class Invalid extends Refusal {
  readonly fields: Record<string, Text>;

  constructor(fields: Record<string, Text>, text = 'errors.invalid') {
    super('invalid', text);
    this.fields = fields;
  }
}
