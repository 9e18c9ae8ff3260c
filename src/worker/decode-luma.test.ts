import { expect, it } from 'vitest';
import { decodeLuma } from './decode-luma.ts';
import { testScene, withThumbnail } from './first-look-test-files.ts';
import { loadJpegDcKernel } from './kernels/jpeg-dc.ts';
import { encodeTestJpeg } from './kernels/jpeg-dc-test-files.ts';
import { testKernels, testModule } from './kernels/test-kernels.ts';
import { DEFAULT_SETTINGS } from '../domain/settings.ts';

it('tells how a JPEG lies that a note turns', async () => {
  const tools = {
    kernels: await testKernels(),
    jpegKernel: await loadJpegDcKernel(await testModule()),
  };
  const jpeg = await encodeTestJpeg(testScene(3, 301, 207), {
    quality: 80,
    progressive: false,
  });
  const bytes = withThumbnail(jpeg, jpeg.slice(0, 200), { orientation: 6 });
  const outcome = await decodeLuma(tools, new Blob([bytes]), {
    ...DEFAULT_SETTINGS.fingerprint,
    decoders: 'portable',
  });
  expect(outcome).toMatchObject({
    kind: 'decoded',
    sample: { widthPx: 207, heightPx: 301, turn: 6 },
  });
});
