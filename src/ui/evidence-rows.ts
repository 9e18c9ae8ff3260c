import type { EdgeEvidence, PairMeasure } from '../domain/relation.ts';

/** One measured value with its name. */
export interface EvidenceRow {
  label: string;
  value: string;
}

function row(
  label: string,
  value: number | undefined,
  words: (value: number) => string,
): EvidenceRow[] {
  return value === undefined ? [] : [{ label, value: words(value) }];
}

function fixed(digits: number): (value: number) => string {
  return (value) => value.toFixed(digits);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}

function closeLookRows(look: PairMeasure): EvidenceRow[] {
  return [
    { label: 'Compared at', value: `${look.widthPx} × ${look.heightPx} px` },
    { label: 'Correlation', value: look.ncc.toFixed(4) },
    { label: 'Worst tile', value: look.worstTileNcc.toFixed(3) },
    { label: 'Tiles that differ', value: percent(look.badTileShare) },
    {
      label: 'Largest tile difference',
      value: `${look.worstTileDifference.toFixed(1)} of 255`,
    },
    {
      label: 'Tone fit',
      value: `× ${look.gain.toFixed(2)}, + ${look.offset.toFixed(1)}`,
    },
    { label: 'Shared part', value: percent(look.overlap) },
  ];
}

/** Everything measured between two photos, for those who want the numbers. */
export function evidenceRows(evidence: EdgeEvidence): readonly EvidenceRow[] {
  const ofBits =
    (total: number) =>
    (bits: number): string =>
      `${bits} of ${total} bits`;
  return [
    { label: 'Rule', value: evidence.rule },
    ...row('pHash-256 distance', evidence.pHash256Bits, ofBits(256)),
    ...row('pHash-64 distance', evidence.pHash64Bits, ofBits(64)),
    ...row('Chosen hash distance', evidence.decidingBits, (b) => `${b} bits`),
    ...row('Thumbnail correlation', evidence.ncc, fixed(4)),
    ...row('Colour difference', evidence.chromaDifference, fixed(1)),
    ...row('Shape difference', evidence.aspectDifference, fixed(4)),
    ...(evidence.closeLook === undefined
      ? []
      : closeLookRows(evidence.closeLook)),
  ];
}
