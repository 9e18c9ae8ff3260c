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

function decibels(value: number): string {
  return `${value.toFixed(1)} dB`;
}

function levels(value: number): string {
  return `${value.toFixed(1)} of 255`;
}

/** How alike the two pictures are, tile by tile. */
function likenessRows(look: PairMeasure): EvidenceRow[] {
  return [
    { label: 'Compared at', value: `${look.widthPx} × ${look.heightPx} px` },
    { label: 'Correlation', value: look.ncc.toFixed(4) },
    ...row('Middle tile', look.medianTileNcc, fixed(4)),
    { label: 'Worst tile', value: look.worstTileNcc.toFixed(3) },
    { label: 'Tiles that differ', value: percent(look.badTileShare) },
    ...row('Of them not at the rim', look.badInnerTileShare, percent),
    ...row('Tiles with structure', look.texturedTileShare, percent),
    {
      label: 'Largest tile difference',
      value: levels(look.worstTileDifference),
    },
    {
      label: 'Tone fit',
      value: `× ${look.gain.toFixed(2)}, + ${look.offset.toFixed(1)}`,
    },
    ...row('Worst small part', look.partMisfit, (v) => `× ${v.toFixed(1)}`),
    ...row('Grain in common', look.grainAgreement, fixed(2)),
    ...row('Lights and shadows lost', look.clippedGain, percent),
  ];
}

/** What each shows that the other does not. */
function outlineRows(look: PairMeasure): EvidenceRow[] {
  return [
    { label: 'Kept photo within the copy', value: percent(look.overlap) },
    ...row('Copy within the kept photo', look.secondOverlap, percent),
    ...row('Flat part beyond the copy', look.firstMarginFlat, percent),
    ...row('Edge of that part', look.firstMarginEdge, percent),
    ...row('Flat part beyond the kept photo', look.secondMarginFlat, percent),
    ...row('Edge of that part in the copy', look.secondMarginEdge, percent),
    ...row('Outlines drawn', look.outlineDb, decibels),
    ...row('Outlines on the copy alone', look.outlineGain, percent),
    ...row('Covered by flat ground', look.flatGain, percent),
    ...row('Filled part of what differs', look.changedFill, percent),
  ];
}

/** What was lost or made up on the way. */
function detailRows(look: PairMeasure): EvidenceRow[] {
  return [
    ...row('Scale', look.scale, (value) => `× ${value.toFixed(3)}`),
    ...row('Fine detail of the copy', look.detailRatio, (value) =>
      percent(value),
    ),
    ...row('Detail missing after enlarging', look.enlargementDb, decibels),
    ...row(
      'Steps of the copy in the kept photo',
      look.firstOnSecondSteps,
      fixed(2),
    ),
    ...row(
      'Steps of the kept photo in the copy',
      look.secondOnFirstSteps,
      fixed(2),
    ),
    ...row('Finest detail the copy has more', look.finestDb, decibels),
    ...row('Not foretold by the smaller one', look.unforetoldDb, decibels),
    ...row('Foretold by the larger one', look.foretoldDb, decibels),
    ...row('Misfit to a saving of the copy', look.firstResaveMisfit, fixed(3)),
    ...row(
      'Misfit of the copy to a saving of the kept photo',
      look.secondResaveMisfit,
      fixed(3),
    ),
    ...row('Misfit to an earlier saving', look.firstEarlierMisfit, fixed(3)),
    ...row(
      'Misfit of the copy to an earlier saving',
      look.secondEarlierMisfit,
      fixed(3),
    ),
    ...row('Grain of the kept photo', look.firstGrain, levels),
    ...row('Grain of the copy', look.secondGrain, levels),
    ...row('Noise of the kept photo', look.firstNoise, levels),
    ...row('Noise of the copy', look.secondNoise, levels),
  ];
}

function closeLookRows(look: PairMeasure): EvidenceRow[] {
  return [...likenessRows(look), ...outlineRows(look), ...detailRows(look)];
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
