/** What a command has looked at to give its answer. */
export interface Profile {
  /** How each access went: `IXSCAN { unit: 1, status: 1 }`, `COLLSCAN`, `IDHACK`. */
  plan: string[];
  keysExamined: number;
  documentsExamined: number;
  returned: number;
  /** All matches had to be read and put in order first. */
  sorted: boolean;
}

export function newProfile(): Profile {
  return { plan: [], keysExamined: 0, documentsExamined: 0, returned: 0, sorted: false };
}
