import { formatName } from '../domain/image-format.ts';
import type { Group, GroupMember, PhotoSummary } from '../domain/group.ts';
import { describeFailure } from '../domain/photo-failure.ts';
import type { RootId } from '../domain/photo-id.ts';
import type { EdgeEvidence } from '../domain/relation.ts';
import { escapeHtml, isPictureDataUrl } from './escape-html.ts';
import { HTML_REPORT_STYLE } from './html-report-style.ts';
import {
  rootLabels,
  type ReportData,
  type ReportPortion,
  type ReportWriter,
} from './report-data.ts';
import {
  bytesWords,
  countWords,
  durationWords,
  isoTime,
  relationWords,
  stageWords,
  stateWords,
  timeWords,
} from './report-words.ts';

/** Nothing may load and nothing may run, whatever a file is called. */
const REPORT_CSP =
  "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** What a group's part of the page needs besides the group. */
interface Context extends Pick<ReportPortion, 'hashes' | 'thumbnails'> {
  labels: ReadonlyMap<RootId, string>;
}

/**
 * One self-contained HTML page: pictures inlined, no script, readable on screen and on paper.
 * There is one text per group and per skipped file.
 */
export function htmlReport(data: ReportData): ReportWriter {
  const labels = rootLabels(data.roots);
  return {
    start: () => [pageStart(data), groupsStart(data)],
    *portion({ groups, firstNumber, hashes, thumbnails }) {
      const context: Context = { labels, hashes, thumbnails };
      for (const [index, group] of groups.entries()) {
        yield groupHtml(group, firstNumber + index, context);
      }
    },
    *end() {
      yield* skippedHtml(data, labels);
      yield `${settingsHtml(data)}</main>\n</body>\n</html>\n`;
    },
  };
}

function groupsStart({ counts, groupsWithThumbnails }: ReportData): string {
  const heading = '<h2>Groups</h2>\n';
  if (counts.groups === 0) return `${heading}<p>No duplicates found.</p>\n`;
  return groupsWithThumbnails < counts.groups
    ? `${heading}<p class="note">The first ${countWords(groupsWithThumbnails)} groups are shown with pictures, the others without: a page with all of them would be too large to open.</p>\n`
    : heading;
}

function pageStart(data: ReportData): string {
  const { counts } = data;
  const folders = data.roots
    .map(
      ({ label, protection }) =>
        `<bdi>${escapeHtml(label)}</bdi>${protection === 'protected' ? ' (protected)' : ''}`,
    )
    .join(', ');
  const totals = [
    ['photos compared', countWords(counts.compared)],
    ['groups', countWords(counts.groups)],
    ['copies to move aside', countWords(counts.toMove)],
    ['can be freed', bytesWords(counts.toMoveBytes)],
    ['files skipped', countWords(counts.skipped)],
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${REPORT_CSP}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Twinsift report, ${timeWords(data.generatedAtMs)}</title>
<style>${HTML_REPORT_STYLE}</style>
</head>
<body>
<main>
<h1>Duplicate photos</h1>
<p class="soft">${folders === '' ? 'No folder' : folders} · made by Twinsift ${escapeHtml(data.programVersion)} on ${timeWords(data.generatedAtMs)}</p>
${partialNote(data)}<ul class="totals">${totals.map(([name, value]) => `<li><b>${value}</b> ${name}</li>`).join('')}</ul>
`;
}

function partialNote({ stage }: ReportData): string {
  return stage === 'finished'
    ? ''
    : `<p class="note">The scan was ${stageWords(stage)} when this report was made. There may be more duplicates than it lists.</p>\n`;
}

function groupHtml(group: Group, number: number, context: Context): string {
  const { keeperChoice, keeper } = group;
  const isChosen = keeperChoice.kind === 'chosen';
  const why = isChosen
    ? `Kept because: ${keeperChoice.reasons.map(({ words }) => escapeHtml(words)).join('; ')}`
    : `No choice made: ${escapeHtml(keeperChoice.words)}`;
  const first = photoHtml(
    keeper,
    {
      isKept: isChosen,
      state: isChosen ? 'Keep' : 'Undecided',
    },
    context,
  );
  const others = group.members.map((member) => memberHtml(member, context));
  return `<article id="g${number}">
<h3>Group ${countWords(number)} · ${countWords(group.members.length + 1)} photos</h3>
<p class="soft">${why}</p>
<ul class="photos">
${first}${others.join('')}</ul>
</article>
`;
}

function memberHtml(member: GroupMember, context: Context): string {
  return photoHtml(
    member.photo,
    {
      isKept: member.state === 'keep',
      state: `${stateWords(member.state)}${member.isDecided ? ' (your decision)' : ''}`,
      relation: member.isBeingChecked
        ? 'Being checked'
        : relationWords(member.relation),
      evidence: member.evidence,
    },
    context,
  );
}

/** What is said of a photo within its group. */
interface Role {
  isKept: boolean;
  state: string;
  /** To the keeper; none for the keeper itself. */
  relation?: string;
  evidence?: EdgeEvidence;
}

function photoHtml(photo: PhotoSummary, role: Role, context: Context): string {
  return `<li${role.isKept ? ' class="keep"' : ''}>
<div class="mat">${pictureHtml(photo, context)}</div>
<p><span class="state">${role.state}</span>${role.relation === undefined ? '' : ` · ${role.relation}`}</p>
<p class="path"><bdi>${escapeHtml(placeOf(photo, context))}</bdi></p>
<p class="soft">${photo.widthPx} × ${photo.heightPx} · ${formatName(photo.format)} · ${bytesWords(photo.sizeBytes)}${photo.isProtected ? ' · protected' : ''}</p>
<details><summary>Details</summary><dl>${facts(photo, role, context)
    .map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`)
    .join('')}</dl></details>
</li>
`;
}

function pictureHtml(photo: PhotoSummary, { thumbnails }: Context): string {
  const url = thumbnails.get(photo.key);
  return url !== undefined && isPictureDataUrl(url)
    ? `<img src="${url}" alt="" loading="lazy">`
    : 'No preview';
}

function placeOf(photo: PhotoSummary, { labels }: Context): string {
  return `${labels.get(photo.root) ?? '?'}/${photo.path}`;
}

/** Name and value (as HTML) of what stands under "Details". */
function facts(
  photo: PhotoSummary,
  { evidence }: Role,
  { hashes }: Context,
): [string, string][] {
  const { exif } = photo;
  const known = hashes.get(photo.content);
  const camera = [exif.cameraMake, exif.cameraModel].filter(Boolean).join(' ');
  const rows: [string, string | undefined][] = [
    ['Bytes', countWords(photo.sizeBytes)],
    ['Modified', timeWords(photo.modifiedMs)],
    ['Taken', text(exif.capturedAt?.replace('T', ' '))],
    ['Camera', camera === '' ? undefined : escapeHtml(camera)],
    ['Lens', text(exif.lens)],
    ['GPS', exif.hasGps ? 'yes' : 'no'],
    ...evidenceRows(evidence),
    ['SHA-256', code(photo.content)],
    ['pHash 64', code(known?.pHash64)],
    ['pHash 256', code(known?.pHash256)],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== undefined);
}

function evidenceRows(
  evidence: EdgeEvidence | undefined,
): [string, string | undefined][] {
  if (evidence === undefined) {
    return [];
  }
  const ncc = evidence.closeLook?.ncc ?? evidence.ncc;
  return [
    ['Accepted by', escapeHtml(evidence.rule)],
    ['pHash distance', bits(evidence.pHash256Bits, 256)],
    ['pHash distance', bits(evidence.pHash64Bits, 64)],
    ['Correlation', ncc?.toFixed(3)],
  ];
}

function bits(distance: number | undefined, of: number): string | undefined {
  return distance === undefined ? undefined : `${distance} of ${of} bits`;
}

function text(value: string | undefined): string | undefined {
  return value === undefined ? undefined : escapeHtml(value);
}

function code(value: string | undefined): string | undefined {
  return value === undefined ? undefined : `<code>${escapeHtml(value)}</code>`;
}

function* skippedHtml(
  { ledger }: ReportData,
  labels: Context['labels'],
): Generator<string, void> {
  if (ledger.length === 0) {
    return;
  }
  yield `<h2>Skipped files</h2>
<p class="soft">These ${countWords(ledger.length)} files were not compared.</p>
<table><thead><tr><th>File</th><th>Size</th><th>Reason</th></tr></thead><tbody>
`;
  for (const { root, path, sizeBytes, failure } of ledger) {
    const { what, advice } = describeFailure(failure);
    const place = escapeHtml(`${labels.get(root) ?? '?'}/${path}`);
    yield `<tr><td><bdi>${place}</bdi></td><td class="size">${bytesWords(sizeBytes)}</td><td>${escapeHtml(what)} <span class="soft">${escapeHtml(advice)}</span></td></tr>\n`;
  }
  yield '</tbody></table>\n';
}

function settingsHtml({
  settings,
  elapsedMs,
  generatedAtMs,
}: ReportData): string {
  const { matching, listing, fingerprint } = settings;
  const rows: [string, string][] = [
    ['Made', isoTime(generatedAtMs) ?? 'unknown time'],
    ['Scan took', durationWords(elapsedMs)],
    [
      'Deciding hash',
      `${matching.algorithm} at size ${matching.hashSize}, up to ${matching.thresholdBits} bits`,
    ],
    ['Second look', yesNo(matching.isRefined)],
    ['Turned and mirrored copies', yesNo(matching.matchesRotations)],
    ['Smallest picture', `${matching.minShortSidePx} px`],
    ['Largest picture', `${fingerprint.maxMegapixels} megapixels`],
    ['Decoders', fingerprint.decoders],
    ['Hidden files', yesNo(listing.includesHidden)],
    [
      'Left out',
      listing.excludePatterns.length === 0
        ? 'nothing'
        : listing.excludePatterns.map(escapeHtml).join(', '),
    ],
  ];
  return `<h2>How it was made</h2>
<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
`;
}

function yesNo(isOn: boolean): string {
  return isOn ? 'yes' : 'no';
}
