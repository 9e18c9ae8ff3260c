import type {
  ContentFlags,
  Fingerprint,
  PerceptualHashes,
} from '../../domain/fingerprint.ts';

/** In the place of those that were dropped. */
const NO_BYTES = new Uint8Array();
const NO_HASH = NO_BYTES;
const NO_HASHES: PerceptualHashes = {
  pHash64: NO_HASH,
  pHash256: NO_HASH,
  pdq256: NO_HASH,
  pdqQuality: 0,
  aHash64: NO_HASH,
  aHash256: NO_HASH,
  dHash64: NO_HASH,
  dHash256: NO_HASH,
  wHash64: NO_HASH,
  wHash256: NO_HASH,
  dihedralPHash64: NO_HASH,
  dihedralPHash256: NO_HASH,
};

/** Own copies of the fingerprints that are in memory, whole or in part, by the number of the content. */
export class FingerprintShelf {
  private readonly held = new Map<number, Fingerprint>();
  /** Each that there is, once. */
  private readonly flags: ContentFlags[] = [];
  private changeCount = 0;

  /** Another number after every fingerprint that comes or goes; parts of one do not count. */
  get changes(): number {
    return this.changeCount;
  }

  get(slot: number): Fingerprint | undefined {
    return this.held.get(slot);
  }

  /** undefined when they are not in memory. */
  hashesOf(slot: number): PerceptualHashes | undefined {
    const hashes = this.held.get(slot)?.hashes;
    return hashes === NO_HASHES ? undefined : hashes;
  }

  /** undefined when it is not in memory with thumbnail and colours. */
  withThumb(slot: number): Fingerprint | undefined {
    const fingerprint = this.held.get(slot);
    return fingerprint?.lumaThumb === NO_BYTES ? undefined : fingerprint;
  }

  /** Takes an own copy, or fills up the one that is there. */
  take(slot: number, given: Fingerprint): void {
    const known = this.held.get(slot);
    if (known === undefined) {
      const flags = this.sharedFlags(given.flags);
      this.held.set(slot, { ...given, flags });
      this.changeCount += 1;
      return;
    }
    if (known.hashes === NO_HASHES) known.hashes = given.hashes;
    if (known.lumaThumb !== NO_BYTES) return;
    known.lumaThumb = given.lumaThumb;
    known.colour = given.colour;
  }

  drop(slot: number): void {
    this.held.delete(slot);
    this.changeCount += 1;
  }

  dropHashes(slot: number): void {
    const known = this.held.get(slot);
    if (known) known.hashes = NO_HASHES;
  }

  /** With the colours. */
  dropThumb(slot: number): void {
    const known = this.held.get(slot);
    if (known === undefined) return;
    known.lumaThumb = NO_BYTES;
    known.colour = NO_BYTES;
  }

  /** The same object for all with the same flags. */
  private sharedFlags(flags: ContentFlags): ContentFlags {
    const known = this.flags.find(
      (one) =>
        one.isFlat === flags.isFlat &&
        one.isDocument === flags.isDocument &&
        one.isGraphic === flags.isGraphic,
    );
    if (known === undefined) this.flags.push(flags);
    return known ?? flags;
  }
}
