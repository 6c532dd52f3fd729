/** Stands in the place of a result: others may have their turn now. */
export const PAUSE = Symbol('pause');
export type Pause = typeof PAUSE;

/** Work that stops now and then; whoever runs it goes on with it after others had their turn. */
export type Work<T> = Generator<Pause, T, void>;

/** Results with pauses among them. */
export type Paused<T> = Iterable<T | Pause>;

/** How long the work that has the thread may go on before it pauses. */
export class Slice {
  private end = Number.POSITIVE_INFINITY;

  begin(milliseconds: number): void {
    this.end = performance.now() + milliseconds;
  }

  /** It goes on no longer than this from now, however much it was given. */
  shorten(milliseconds: number): void {
    this.end = Math.min(this.end, performance.now() + milliseconds);
  }

  get isOver(): boolean {
    return performance.now() >= this.end;
  }
}
