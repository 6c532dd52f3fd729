/** What is known of the address at which a sender is told; of the present one alone. */
export interface Contact {
  /** The sender has opened a link of a letter to it. */
  confirmedAt: Date | null;
  /** A letter to it has come back, or its mail server takes none for it. */
  undeliveredAt: Date | null;
}

export type ContactState = 'none' | 'unconfirmed' | 'confirmed' | 'undelivered';

export function contactState(email: string | undefined, contact: Contact | null | undefined): ContactState {
  if (!email) return 'none';
  if (contact?.undeliveredAt) return 'undelivered';
  return contact?.confirmedAt ? 'confirmed' : 'unconfirmed';
}

/** Enough to recognise one's own address, too little to write to it: 'l…@kin.example'. */
export function masked(email: string): string {
  const [local = '', domain = ''] = email.split('@');
  return `${[...local][0] ?? ''}…@${domain}`;
}
