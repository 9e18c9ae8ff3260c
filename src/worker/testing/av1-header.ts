import fc from 'fast-check';
import type { CodePoints } from '../headers/hevc-colour.ts';
import { codePoints, flag, number, packed } from './header-bit-writer.ts';
import { anyColour } from './hevc-header.ts';

/** A sequence header in words (AV1, 5.5). */
export interface TestSequence {
  isReduced: boolean;
  profile: number;
  isDeep: boolean;
  timing: 'none' | 'even' | 'decoders';
  hasDelays: boolean;
  /** Level of each point. */
  operations: readonly number[];
  hasFrameIds: boolean;
  hasOrder: boolean;
  screen: 'choose' | 'always' | 'never';
  isIntegerChosen: boolean;
  colour: CodePoints | undefined;
  /** Units say their size, as all do but the last one may not. */
  isSized: boolean;
}

export const PLAIN_SEQUENCE: TestSequence = {
  isReduced: true,
  profile: 0,
  isDeep: false,
  timing: 'none',
  hasDelays: false,
  operations: [4],
  hasFrameIds: false,
  hasOrder: false,
  screen: 'choose',
  isIntegerChosen: true,
  colour: { primaries: 12, transfer: 13 },
  isSized: true,
};

export const anySequence: fc.Arbitrary<TestSequence> = fc.record({
  isReduced: fc.boolean(),
  profile: fc.nat(2),
  isDeep: fc.boolean(),
  timing: fc.constantFrom('none', 'even', 'decoders'),
  hasDelays: fc.boolean(),
  operations: fc.array(fc.nat(31), { minLength: 1, maxLength: 4 }),
  hasFrameIds: fc.boolean(),
  hasOrder: fc.boolean(),
  screen: fc.constantFrom('choose', 'always', 'never'),
  isIntegerChosen: fc.boolean(),
  colour: anyColour,
  isSized: fc.boolean(),
});

function operations(sequence: TestSequence): number[] {
  const { timing, hasDelays } = sequence;
  const isModelled = timing === 'decoders';
  // A code of five bits: 00101.
  const timed = [1, ...number(7, 32), ...number(9, 32), 1, 0, 0, 1, 0, 1];
  const model = [...number(11, 5), ...number(3, 32), ...number(0x155, 10)];
  return [
    ...(timing === 'none' ? [0] : [...timed, ...flag(isModelled)]),
    ...(isModelled ? model : []),
    ...flag(hasDelays),
    ...number(sequence.operations.length - 1, 5),
    ...sequence.operations.flatMap((level) => [
      ...number(0x801, 12),
      ...number(level, 5),
      ...(level > 7 ? [1] : []),
      ...(isModelled ? [1, ...number(0xabc, 12), ...number(0xdef, 12), 1] : []),
      ...(hasDelays ? [1, ...number(5, 4)] : []),
    ]),
  ];
}

function tools({ hasOrder, screen, isIntegerChosen }: TestSequence): number[] {
  const screenBits = { choose: [1], always: [0, 1], never: [0, 0] }[screen];
  return [
    ...[1, 0, 1, 0],
    ...(hasOrder ? [1, 1, 0] : [0]),
    ...screenBits,
    ...(screen === 'never' ? [] : isIntegerChosen ? [1] : [0, 1]),
    ...(hasOrder ? [1, 0, 1] : []),
  ];
}

/** A delimiter, and the header. */
export function av1Units(sequence: TestSequence): number[] {
  const { isReduced, profile, isDeep, hasFrameIds, isSized } = sequence;
  const bits = [
    ...number(profile, 3),
    1,
    ...flag(isReduced),
    ...(isReduced ? number(4, 5) : operations(sequence)),
    ...[...number(8, 4), ...number(7, 4), ...number(319, 9), ...number(239, 8)],
    ...(isReduced ? [] : flag(hasFrameIds)),
    ...(!isReduced && hasFrameIds ? number(0x2b, 7) : []),
    ...[1, 0, 1],
    ...(isReduced ? [] : tools(sequence)),
    ...[0, 1, 1],
    ...flag(isDeep),
    ...(profile === 2 && isDeep ? [0] : []),
    ...(profile === 1 ? [] : [0]),
    ...codePoints(sequence.colour),
    1,
  ];
  const header = packed(bits);
  const unit = isSized
    ? [0x0a, 0x80 | header.length, 0, ...header]
    : [0x08, ...header];
  return [0x12, 0, ...unit];
}
