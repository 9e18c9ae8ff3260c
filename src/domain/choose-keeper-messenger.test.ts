import { describe, expect, it } from 'vitest';
import { messengerOf } from './choose-keeper-messenger.ts';
import { chooseKeeper } from './choose-keeper.ts';
import { explainKeeper } from './explain-keeper.ts';
import { testCandidate } from './group-test-photos.ts';

type Photo = NonNullable<Parameters<typeof testCandidate>[0]>;

const SENT: Photo = {
  facts: { widthPx: 1600, heightPx: 1200 },
  quality: { jpegQuality: 78 },
};
const CAMERA: Photo['exif'] = {
  capturedAt: '2019-05-03T14:22:01',
  cameraModel: 'X100',
};

function appOf(photo: Photo): string | undefined {
  return messengerOf(testCandidate(photo).photo);
}

describe('messengerOf', () => {
  it.each([
    ['Chats/IMG-20190503-WA0007.jpg', 'WhatsApp'],
    ['WhatsApp Image 2019-05-03 at 14.22.01.jpeg', 'WhatsApp'],
    ['FB_IMG_1556893321000.jpg', 'Facebook'],
    ['received_1556893321000.jpeg', 'Messenger'],
    ['photo_2019-05-03_14-22-01.jpg', 'Telegram'],
    ['signal-2019-05-03-142201.jpg', 'Signal'],
    ['mmexport1556893321000.jpg', 'WeChat'],
    ['IMG_20190503_142201.jpg', undefined],
    ['received flowers.jpg', undefined],
    ['photo_1.jpg', undefined],
  ])('knows %s by its name: %s', (path, app) => {
    expect(appOf({ path })).toBe(app);
  });

  it('does not believe the name while the camera data are there', () => {
    expect(
      appOf({ path: 'IMG-20190503-WA0007.jpg', exif: CAMERA }),
    ).toBeUndefined();
  });

  it('knows a stripped copy by its size and its compression, both', () => {
    expect(appOf(SENT)).toBe('a messenger');
    expect(appOf({ ...SENT, exif: CAMERA })).toBeUndefined();
    expect(appOf({ ...SENT, exif: { hasGps: true } })).toBeUndefined();
    expect(
      appOf({ ...SENT, facts: { widthPx: 1500, heightPx: 1200 } }),
    ).toBeUndefined();
    expect(appOf({ ...SENT, quality: { jpegQuality: 96 } })).toBeUndefined();
    expect(
      appOf({ ...SENT, facts: { ...SENT.facts, format: 'png' } }),
    ).toBeUndefined();
  });
});

describe('a copy that came through a messenger', () => {
  it('is not kept beside a like-sized one that did not, and the reason is said', () => {
    const own = testCandidate({
      ...SENT,
      name: 'b',
      path: 'z.jpg',
      facts: { widthPx: 1620, heightPx: 1215 },
      quality: { jpegQuality: 76 },
    });
    const sent = testCandidate({
      ...SENT,
      name: 'a',
      path: 'IMG-20190503-WA0007.jpg',
    });
    expect(chooseKeeper([sent, own])).toBe(own);
    const choice = explainKeeper(own, [sent]);
    expect(choice.kind === 'chosen' && choice.reasons[0]).toEqual({
      criterion: 'messenger',
      words: 'the other one came through WhatsApp',
    });
  });

  it('is not told by a size that the other file has as well', () => {
    const sent = testCandidate({ ...SENT, name: 'a' });
    const same = testCandidate({
      ...SENT,
      name: 'b',
      facts: { ...SENT.facts, format: 'jxl' },
      quality: {},
    });
    const choice = explainKeeper(same, [sent]);
    expect(JSON.stringify(choice)).not.toContain('messenger');
  });

  it('is kept beside a file of its very pixels, which was made from it', () => {
    const sent = testCandidate({ ...SENT, name: 'b', pixels: 'same' });
    const png = testCandidate({
      name: 'a',
      pixels: 'same',
      facts: { ...SENT.facts, format: 'png' },
    });
    expect(chooseKeeper([png, sent])).toBe(sent);
    const choice = explainKeeper(sent, [png]);
    expect(choice.kind === 'chosen' && choice.reasons[0]?.words).toBe(
      'cameras write JPEG; the other one is PNG',
    );
  });

  it('is kept where it has far more pixels: nothing else is left of them', () => {
    const sent = testCandidate({
      ...SENT,
      name: 'a',
      path: 'IMG-20190503-WA0007.jpg',
    });
    const thumb = testCandidate({
      name: 'b',
      facts: { widthPx: 320, heightPx: 240 },
    });
    expect(chooseKeeper([sent, thumb])).toBe(sent);
  });
});
