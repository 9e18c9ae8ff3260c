import { UnsupportedKind } from '../codecs/decode-errors.ts';
import type { Jp2Component } from '../headers/jp2-header.ts';
import type { Jp2Picture } from './jp2-channels.ts';

/** What the carried build of OpenJPEG hands over at a time; three only of up to 8 bits. */
const AT_ONCE = 3;

export interface Jp2Plan {
  /** The components of each pass, one or three of them. */
  passes: readonly (readonly number[])[];
  /** What the channels of the passes are; OpenJPEG makes RGB of halved chroma. */
  colours: Jp2Picture['colours'];
}

/**
 * Which components to ask for together, so that the picture has all that it needs.
 * @throws UnsupportedKind where the build cannot hand them over
 */
export function planPasses(
  { colours, colourChannels, alpha }: Jp2Picture,
  components: readonly Jp2Component[],
): Jp2Plan {
  const ofColours = colourChannels.map(({ component }) => component);
  const needed = [
    ...new Set([...ofColours, ...(alpha ? [alpha.component] : [])]),
  ];
  for (const component of needed) {
    const bits = components[component]?.bits ?? 0;
    if (bits > 16) throw new UnsupportedKind(`${bits} bits a sample`);
  }
  if (isHalved(ofColours, components)) {
    const others = needed.filter((component) => !ofColours.includes(component));
    checkFull(others, components);
    return {
      passes: [ofColours, ...passesOf(others, components)],
      colours: 'rgb',
    };
  }
  checkFull(needed, components);
  return { passes: passesOf(needed, components), colours };
}

function passesOf(
  needed: readonly number[],
  components: readonly Jp2Component[],
): number[][] {
  // Of a codestream with one component OpenJPEG makes no more channels than that.
  const isAlone = (component: number): boolean =>
    components.length === 1 || (components[component]?.bits ?? 0) > 8;
  const coarse = needed.filter((component) => !isAlone(component));
  const passes = needed.filter(isAlone).map((component) => [component]);
  for (let i = 0; i < coarse.length; i += AT_ONCE) {
    const [first = 0, second = first, third = second] = coarse.slice(i);
    passes.push([first, second, third]);
  }
  return passes;
}

/** Luma at every pixel and chroma at every second, as OpenJPEG's build takes them. */
function isHalved(
  channels: readonly number[],
  components: readonly Jp2Component[],
): boolean {
  const [luma, ...chroma] = channels.map((i) => components[i]);
  return (
    luma !== undefined &&
    isFull(luma) &&
    chroma.length === 2 &&
    chroma.every(
      ({ steps, bits } = luma) =>
        bits <= 8 &&
        steps[0] === 2 &&
        steps[1] <= 2 &&
        steps[1] === chroma[0]?.steps[1],
    )
  );
}

function checkFull(
  needed: readonly number[],
  components: readonly Jp2Component[],
): void {
  for (const component of needed) {
    const found = components[component];
    if (found && !isFull(found)) {
      throw new UnsupportedKind('reduced colour channels');
    }
  }
}

function isFull({ steps }: Jp2Component): boolean {
  return steps[0] === 1 && steps[1] === 1;
}
