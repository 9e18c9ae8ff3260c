import { describe, expect, it } from 'vitest';
import { escapeHtml, isPictureDataUrl } from './escape-html.ts';
import { htmlReport } from './html-report.ts';
import { samplePortion, sampleReport, textsOf } from './report-sample.ts';

/** Names of all elements that an HTML tokenizer would open, outside of the style sheet. */
function tagNames(html: string): string[] {
  const body = html.replace(/<style>[^<]*<\/style>/u, '');
  return [...body.matchAll(/<([a-z][a-z0-9]*)/giu)].map(([, name]) => name!);
}

const KNOWN_TAGS = new Set(
  'html head meta title body main h1 h2 h3 p ul li b bdi article div img span details summary dl dt dd code table thead tbody tr th td'.split(
    ' ',
  ),
);

describe('htmlReport', () => {
  const html = textsOf(htmlReport(sampleReport()), samplePortion()).join('');

  it('opens no element a file name asked for', () => {
    expect(tagNames(html).filter((name) => !KNOWN_TAGS.has(name))).toEqual([]);
    expect(html).not.toMatch(
      /<img(?! src="data:image\/png;base64,[\w+/=]+" alt="" loading="lazy">)/u,
    );
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;.jpg');
  });

  it('forbids scripts and every load but inlined pictures', () => {
    expect(html).toMatch(
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:;/u,
    );
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(
      html.indexOf('<style>'),
    );
    const sources = html.match(
      /<[^>]*\s(?:src|href|srcset|data|action)=[^>]*>/gu,
    );
    expect(sources?.every((tag) => tag.startsWith('<img src="data:'))).toBe(
      true,
    );
    expect(html).not.toMatch(/url\(|@import/u);
  });

  it('inlines good thumbnails and leaves out bad ones', () => {
    const pictures = html.match(/<img /gu) ?? [];
    expect(pictures).toHaveLength(13);
    expect(html).toContain('No preview');
  });

  it('closes every element that it opens', () => {
    const open = (name: string) => html.split(new RegExp(`<${name}[ >]`, 'u'));
    const closed = (name: string) => html.split(`</${name}>`);
    for (const name of ['article', 'ul', 'li', 'p', 'dl', 'details', 'bdi']) {
      expect(open(name).length, name).toBe(closed(name).length);
    }
    expect(html.trimEnd().endsWith('</html>')).toBe(true);
  });

  it('spells out characters that hide what a name is', () => {
    expect(html).toContain('gpj.⟨U+202E⟩exe.jpg');
    expect(html).not.toContain('\u202E');
    expect(html).toContain('nul⟨U+0000⟩ and bell⟨U+0007⟩.jpg');
    expect(html).toContain('lone \uFFFD surrogate.jpg');
    expect(html).toContain('照片 фото 👩‍👩‍👧.heic');
  });

  it('says what was kept and why, and when nothing was chosen', () => {
    expect(html).toContain('Kept because: more detail');
    expect(html).toContain('No choice made: sharper against larger');
    expect(html).toContain('Rotated or mirrored, turned 90°');
    expect(html).toContain('stopped before the end');
    expect(html).toContain('14 of 256 bits');
  });

  it('says so when there are no duplicates', () => {
    const data = { ...sampleReport([]), stage: 'finished' as const };
    const empty = textsOf(htmlReport(data), samplePortion([])).join('');
    expect(empty).toContain('No duplicates found.');
    expect(empty).not.toContain('class="note"');
    expect(empty).not.toContain('Skipped files');
  });

  it('says from which group on there are no pictures', () => {
    expect(html).not.toContain('with pictures');
    const data = { ...sampleReport(), groupsWithThumbnails: 3 };
    const [, start] = [...htmlReport(data).start()];
    expect(start).toContain('The first 3 groups are shown with pictures');
  });

  it('is the same in whatever portions the groups come', () => {
    const data = sampleReport();
    const texts = textsOf(htmlReport(data), samplePortion(), 3);
    expect(texts.join('')).toBe(html);
  });

  it('is given out in chunks', () => {
    const names = Array.from({ length: 500 }, (_, index) => `p${index}.jpg`);
    const chunks = textsOf(
      htmlReport(sampleReport(names)),
      samplePortion(names),
    );
    expect(chunks.length).toBeGreaterThan(1000);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(8000);
  });
});

describe('escapeHtml', () => {
  it('leaves no character that ends an attribute or opens an element', () => {
    expect(escapeHtml(`<a href='x' title="y">&`)).toBe(
      '&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;',
    );
  });
});

describe('isPictureDataUrl', () => {
  it.each([
    ['data:image/png;base64,iVBORw0KGgo=', true],
    ['data:image/jpeg;base64,/9j/4A==', true],
    ['data:image/svg+xml;base64,PHN2Zz4=', false],
    ['data:text/html;base64,PHN2Zz4=', false],
    ['data:image/png;base64,"><script>', false],
    ['javascript:alert(1)', false],
    ['blob:x', false],
  ])('%s: %s', (url, expected) => {
    expect(isPictureDataUrl(url)).toBe(expected);
  });
});
