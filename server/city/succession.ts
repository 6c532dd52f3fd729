/** A unit has ended (`from`): who carries on with what it had in hand. Slugs. */
export interface Succession {
  from: string;
  to: string;
}
