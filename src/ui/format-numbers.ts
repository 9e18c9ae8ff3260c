import { madeOnce } from '../domain/made-once.ts';

/**
 * Numbers in a person's terms. English, like every other word of the app; without `Intl`, which would make the
 * first drawing of the page wait (madeOnce says for how long).
 */

const BYTE_UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const;

/** `12,408`. Whole numbers only. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** `8.4`, `8` */
function withOneDecimal(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** `1 photo`, `12,408 photos` */
export function countOf(
  count: number,
  singular: string,
  plural = `${singular}s`,
): string {
  return `${formatCount(count)} ${count === 1 ? singular : plural}`;
}

/** `12 photos and 9 companion files`; the latter only where there are any. */
export function photosAndCompanions(
  photos: number,
  companions: number,
): string {
  const words = countOf(photos, 'photo');
  return companions === 0
    ? words
    : `${words} and ${countOf(companions, 'companion file')}`;
}

/** Decimal units as file managers print them: `8.4 MB`, `312 KB`, `0 bytes`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  // 999.5 and up would print as "1,000" of the smaller unit.
  while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const name = BYTE_UNITS[unit] ?? 'bytes';
  const hasDecimal = unit > 1 && value < 99.95;
  return `${hasDecimal ? withOneDecimal(value) : formatCount(Math.round(value))} ${name}`;
}

/** Rounded the way one would say it: `40 s`, `3 min`, `1 h 20 min`. */
export function formatDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const rest = minutes % 60;
  const hours = `${Math.floor(minutes / 60)} h`;
  return rest === 0 ? hours : `${hours} ${rest} min`;
}

/** Under ten with one decimal, so that a slow scan does not read as standing still. */
export function formatRate(perSecond: number): string {
  return perSecond < 10
    ? withOneDecimal(perSecond)
    : formatCount(Math.round(perSecond));
}

const dateTime = madeOnce(
  () =>
    new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'medium',
      timeStyle: 'short',
    }),
);

/** `21 Nov 2025, 07:15`, in the person's time zone. */
export function formatMoment(ms: number): string {
  return dateTime().format(ms);
}
