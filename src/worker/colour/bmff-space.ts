import { av1Colour } from '../headers/av1-colour.ts';
import { findBox, type BmffBox } from '../headers/bmff-boxes.ts';
import { itemData } from '../headers/bmff-item-data.ts';
import { inputsOf, primaryItem } from '../headers/bmff-items.ts';
import { allProperties, propertiesOf } from '../headers/bmff-properties.ts';
import { hevcColour, type CodePoints } from '../headers/hevc-colour.ts';
import type { ByteReader } from '../byte-reader.ts';
import { codedSpace, type ColourSpace } from './colour-space.ts';
import { readIcc } from './read-icc.ts';

/**
 * The space of an AVIF's or HEIC's primary picture: as its container says, for it or for its first
 * tile; where that says nothing, as the coded picture itself says. The other pictures in the file
 * (what an HDR map makes of it, say) have their own.
 */
export function bmffSpace(reader: ByteReader): ColourSpace | undefined {
  const file = { dataAt: 0, endAt: reader.length };
  const meta = findBox(reader, ['meta'], file);
  if (!meta) return undefined;
  const primary = primaryItem(reader, meta);
  const items =
    primary === undefined
      ? []
      : [primary, ...inputsOf(reader, meta, primary).slice(0, 1)];
  const properties = items.flatMap((id) => propertiesOf(reader, meta, id));
  // Who says of no property whose it is, means all of them.
  const stated = statedColours(
    reader,
    properties.length > 0 ? properties : allProperties(reader, meta),
  );
  if (stated.profiled) return stated.profiled;
  const coded = stated.coded ?? streamColour(reader, meta, items, properties);
  return coded && codedSpace(coded.primaries, coded.transfer);
}

/** H.273: nothing is said. */
const UNSPECIFIED = 2;

/**
 * The first `colr` of each kind (ISO/IEC 14496-12, 12.1.5); a profile counts before code points,
 * where it is one that is followed.
 */
function statedColours(
  reader: ByteReader,
  properties: readonly BmffBox[],
): { profiled?: ColourSpace | undefined; coded?: CodePoints | undefined } {
  let coded: CodePoints | undefined;
  let profiled: ColourSpace | undefined;
  for (const { type, dataAt, endAt } of properties) {
    if (type !== 'colr') continue;
    const kind = reader.text(dataAt, 4);
    if (kind === 'prof' || kind === 'rICC') {
      profiled ??= readIcc(reader.bytes.subarray(dataAt + 4, endAt));
    }
    const primaries = reader.u16(dataAt + 4);
    if (kind === 'nclx' && primaries !== UNSPECIFIED) {
      coded ??= { primaries, transfer: reader.u16(dataAt + 6) };
    }
  }
  return { profiled, coded };
}

/** What stands in the HEVC or AV1 data, whose header is in a property or before the data. */
function streamColour(
  reader: ByteReader,
  meta: BmffBox,
  items: readonly number[],
  properties: readonly BmffBox[],
): CodePoints | undefined {
  const content = (type: string): Uint8Array | undefined => {
    const box = properties.find((property) => property.type === type);
    return box && reader.bytes.subarray(box.dataAt, box.endAt);
  };
  const hevc = content('hvcC');
  if (hevc) return hevcColour(hevc);
  const av1 = content('av1C');
  const last = items.at(-1);
  if (!av1 || last === undefined) return undefined;
  const header = av1Colour(av1.subarray(AV1_CONFIG_BYTES));
  return header ?? av1Colour(itemData(reader, meta, last));
}

/** What av1C says of the units behind it (AV1-ISOBMFF, 2.3.3). */
const AV1_CONFIG_BYTES = 4;
