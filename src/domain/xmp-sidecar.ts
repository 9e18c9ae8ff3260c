import type { PhotoNotes } from './photo-notes.ts';

/**
 * How every sidecar that Twinsift writes begins. Half-written ones are known by it, and nothing
 * that begins otherwise is ever removed. The character in the quotes is U+FEFF, as the form asks.
 */
export const SIDECAR_HEAD = `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Twinsift">
`;

/** Where the sidecar of a photo goes: its whole name, then `.xmp` (docs/decisions/0012). */
export function sidecarPath(photoPath: string): string {
  return `${photoPath}.xmp`;
}

/**
 * A packet of XMP (ISO 16684-1) with these notes. The text depends on the notes alone. Every value
 * is escaped, and characters that XML cannot hold are left out.
 */
export function sidecarText(notes: PhotoNotes): string {
  const { place, takenUtc, rating, keywords, caption } = notes;
  const lines: string[] = [];
  if (rating !== undefined) lines.push(element('xmp:Rating', String(rating)));
  const capturedAt = notes.capturedAt ?? takenUtc;
  if (capturedAt !== undefined) {
    lines.push(element('exif:DateTimeOriginal', capturedAt));
    lines.push(element('photoshop:DateCreated', capturedAt));
  }
  if (place) {
    const { latitudeDeg, longitudeDeg } = place;
    lines.push(
      element('exif:GPSLatitude', coordinate(latitudeDeg, 'N', 'S')),
      element('exif:GPSLongitude', coordinate(longitudeDeg, 'E', 'W')),
    );
  }
  if (keywords) {
    const items = keywords.map((word) => item(word));
    lines.push(container('dc:subject', 'rdf:Bag', items));
  }
  if (caption !== undefined) {
    const items = [item(caption, ' xml:lang="x-default"')];
    lines.push(container('dc:description', 'rdf:Alt', items));
  }
  return `${SIDECAR_HEAD} <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about=""
    xmlns:dc="http://purl.org/dc/elements/1.1/"
    xmlns:exif="http://ns.adobe.com/exif/1.0/"
    xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/">
${lines.join('')}  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
`;
}

function element(name: string, text: string): string {
  return `   <${name}>${escaped(text)}</${name}>\n`;
}

function container(
  name: string,
  kind: string,
  items: readonly string[],
): string {
  return `   <${name}>\n    <${kind}>\n${items.join('')}    </${kind}>\n   </${name}>\n`;
}

function item(text: string, attributes = ''): string {
  return `     <rdf:li${attributes}>${escaped(text)}</rdf:li>\n`;
}

/** `DDD,MM.mmmmmmK` (XMP part 2, GPSCoordinate). A millionth of a minute is 2 mm. */
function coordinate(
  valueDeg: number,
  positive: string,
  negative: string,
): string {
  const millionths = Math.round(Math.abs(valueDeg) * 60e6);
  const degrees = Math.floor(millionths / 60e6);
  const minutes = (millionths - degrees * 60e6) / 1e6;
  return `${degrees},${minutes.toFixed(6)}${valueDeg < 0 ? negative : positive}`;
}

/** XML 1.0, productions 2 and 14: what is no `Char` cannot even stand as a number. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}
