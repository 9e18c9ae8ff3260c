import { expect, it } from 'vitest';
import { FLIGHT_MS, flightFrames } from './flight.ts';

it('goes from middle to middle, whatever the sizes', () => {
  const frames = flightFrames(
    { left: 100, top: 50, width: 400, height: 300 },
    { left: 900, top: 700, width: 100, height: 20 },
  );
  expect(frames[0]).toMatchObject({ transform: 'none' });
  expect(frames.at(-1)).toMatchObject({
    transform: 'translate(650px, 510px) scale(0.06)',
    opacity: 0,
  });
});

it('is quick enough not to be waited for', () => {
  expect(FLIGHT_MS).toBeGreaterThanOrEqual(120);
  expect(FLIGHT_MS).toBeLessThanOrEqual(200);
});
