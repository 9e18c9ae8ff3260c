import { lengthened, trimmed } from './matcher-columns.ts';

/** Places that share a base. */
const BLOCK_PLACES = 256;

const NOTHING = 0;
/** Too far from what the base makes likely: held as it is. */
const FAR = 255;
/** Stands for what the base makes likely; other bytes are so much more or less. */
const LIKELY = 128;

/**
 * Of each place (a number ≥ 0) a number ≥ 0, or none. Made for numbers that mostly grow with the
 * places, as those of files and of their contents do while both are new: one byte each.
 */
export class NearColumn {
  private steps = new Uint8Array(0);
  private end = 0;
  /** Of each block of places, the value less the place of the first one that was set. */
  private readonly bases: (number | undefined)[] = [];
  private readonly far = new Map<number, number>();

  at(place: number): number | undefined {
    const step = this.steps[place] ?? NOTHING;
    if (step === NOTHING) return undefined;
    if (step === FAR) return this.far.get(place);
    const base = this.bases[Math.floor(place / BLOCK_PLACES)] ?? 0;
    return base + place + step - LIKELY;
  }

  set(place: number, value: number): void {
    this.steps = lengthened(this.steps, place + 1);
    this.end = Math.max(this.end, place + 1);
    const block = Math.floor(place / BLOCK_PLACES);
    // No holes: an array with holes may become a table.
    while (this.bases.length <= block) this.bases.push(undefined);
    const base = (this.bases[block] ??= value - place);
    const step = value - place - base + LIKELY;
    if (step > NOTHING && step < FAR) {
      this.steps[place] = step;
      this.far.delete(place);
    } else {
      this.steps[place] = FAR;
      this.far.set(place, value);
    }
  }

  clear(place: number): void {
    if (place >= this.end) return;
    this.steps[place] = NOTHING;
    this.far.delete(place);
  }

  /** Gives back what growing left empty. */
  settle(): void {
    this.steps = trimmed(this.steps, this.end);
  }
}
