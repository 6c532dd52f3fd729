import type { FigureKind, RuleFigure } from '../../../answer-quality/index.ts';
import type { Outcome } from '../../item/rules/fields.ts';

/** What an answer says of a procedure, as far as it can be held against another one. */
export interface Stated {
  /** Kinds of figures that its question asks for. */
  asks: readonly FigureKind[];
  /** Fees, times and copies that the answer states as a rule. */
  figures: readonly RuleFigure[];
}

/** In what two answers differ: 'outcome', or a kind of figure with the words of both. */
export interface Difference {
  about: FigureKind | 'outcome';
  first: string[];
  second: string[];
}

/**
 * Kinds of figures that both were asked for and of which both state other ones: no fee, time or number of copies is in
 * both. Times are compared in the same unit alone: ten working days and two weeks may well be the same.
 */
export function otherFigures(one: Stated, other: Stated): Difference[] {
  return one.asks
    .filter((kind) => other.asks.includes(kind))
    .flatMap((about) => {
      const [mine, theirs] = comparable(about, of(about, one), of(about, other));
      if (mine.length === 0 || theirs.length === 0) return [];
      if (mine.some(({ value }) => theirs.some((each) => each.value === value))) return [];
      return [{ about, first: mine.map(wordsOf), second: theirs.map(wordsOf) }];
    });
}

/** One grants what the other refuses; "partly" and "explained" agree with either. */
export function outcomesContradict(one: Outcome, other: Outcome): boolean {
  return (one === 'accepted' && other === 'refused') || (one === 'refused' && other === 'accepted');
}

const of = (kind: FigureKind, { figures }: Stated) => figures.filter((each) => each.kind === kind);
const wordsOf = ({ words }: RuleFigure) => words;
const unitOf = ({ value }: RuleFigure) => value.split(' ')[1];

function comparable(
  kind: FigureKind,
  mine: RuleFigure[],
  theirs: RuleFigure[],
): [RuleFigure[], RuleFigure[]] {
  if (kind !== 'time') return [mine, theirs];
  const shared = (some: RuleFigure[], others: RuleFigure[]) =>
    some.filter((each) => others.some((another) => unitOf(another) === unitOf(each)));
  return [shared(mine, theirs), shared(theirs, mine)];
}
