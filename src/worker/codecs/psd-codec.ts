import { decodePsd } from '../psd/decode-psd.ts';
import type { DecodeLimits, DecodedPixels } from './codec.ts';

/** The merged picture of a Photoshop file; it knows no turn. */
export async function psdCodec(
  bytes: Uint8Array<ArrayBuffer>,
  _format: unknown,
  limits: DecodeLimits,
): Promise<DecodedPixels> {
  return { ...(await decodePsd(bytes, limits)), isUpright: true };
}
