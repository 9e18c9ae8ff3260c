import type { ImageFormat } from '../../domain/image-format.ts';

/**
 * Pictures of 2 × 1 px marked "turn by 90°", one per format. Made with Pillow 13; shown upright
 * they are 1 × 2 px.
 */
const PROBES: Partial<Record<ImageFormat, string>> = {
  jpeg: '/9j/4AAQSkZJRgABAQAAAQABAAD/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/wAALCAABAAIBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAABf/EABsQAAAHAQAAAAAAAAAAAAAAAAABAgQFNXOy/9oACAEBAAA/AA5S0d7L6Mf/2Q==',
  webp: 'UklGRlIAAABXRUJQVlA4WAoAAAAIAAAAAQAAAAAAVlA4TBIAAAAvAQAAAA8w//M///MfeMiI/gdFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA',
  avif: 'AAAAIGZ0eXBhdmlmAAAAAGF2aWZtaWYxbWlhZk1BMUIAAAD1bWV0YQAAAAAAAAAhaGRscgAAAAAAAAAAcGljdAAAAAAAAAAAAAAAAAAAAAAOcGl0bQAAAAAAAQAAAB5pbG9jAAAAAEQAAAEAAQAAAAEAAAEdAAAAIgAAAChpaW5mAAAAAAABAAAAGmluZmUCAAAAAAEAAGF2MDFDb2xvcgAAAAB0aXBycAAAAFRpcGNvAAAAFGlzcGUAAAAAAAAAAgAAAAEAAAAQcGl4aQAAAAADCAgIAAAADGF2MUOBAAwAAAAAE2NvbHJuY2x4AAEADQAGgAAAAAlpcm90AwAAABhpcG1hAAAAAAAAAAEAAQUBAoMEhQAAACptZGF0EgAKCBgAJogIaDQgMhQf94eFFd///+LLgADsJLEf1EmWrg==',
};

const answers = new Map<ImageFormat, Promise<boolean>>();

/**
 * Whether this browser's decoder turns pictures of a format by itself. Asked of the browser, not
 * of a table: `imageOrientation: 'none'` is ignored by some, and each applies EXIF to other
 * formats (Chromium 156: JPEG and AVIF, but not WebP).
 */
export function nativeAppliesOrientation(
  format: ImageFormat,
): Promise<boolean> {
  const known = answers.get(format);
  if (known) return known;
  const answer = ask(format);
  answers.set(format, answer);
  return answer;
}

async function ask(format: ImageFormat): Promise<boolean> {
  // The chunk that turns a PNG may stand behind the pixels, where browsers pass over it. It is left
  // out of what they decode (pngStill).
  if (format === 'png') return false;
  const probe = PROBES[format];
  // The other formats hold no EXIF turn, or (JPEG XL) one that belongs to the codestream.
  if (probe === undefined) return true;
  const bytes = Uint8Array.from(atob(probe), (char) => char.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const isTurned = bitmap.height === 2;
  bitmap.close();
  return isTurned;
}
