import { expect, it } from 'vitest';
import type { GroupId } from '../domain/group.ts';
import { rootId } from '../domain/photo-id.ts';
import { parseRoute, planHash, reviewHash } from './route.ts';

it.each([
  ['', { kind: 'start' }],
  ['#/', { kind: 'start' }],
  ['#/nowhere', { kind: 'start' }],
  ['#/scan', { kind: 'scan' }],
  ['#/review', { kind: 'review' }],
  ['#/review/', { kind: 'review' }],
  ['#/review/%E0%A4%A', { kind: 'review' }],
  ['#/similar', { kind: 'similar' }],
  ['#/plan', { kind: 'plan' }],
  ['#/plan/root', { kind: 'plan' }],
  ['#/plan/root/%E0%A4%A', { kind: 'plan' }],
  ['#/skipped', { kind: 'skipped' }],
])('%s', (hash, route) => {
  expect(parseRoute(hash)).toEqual(route);
});

it('finds the way back from the address of a group with any characters', () => {
  const group = 'a/b:0 %#é' as GroupId;
  expect(parseRoute(reviewHash(group))).toEqual({ kind: 'review', group });
});

it.each([
  '',
  'Backup 2019',
  'a:b %#é',
  'Backups/100 % #1/Fötos (alt)/a?b&c',
  '2019/%2F/x%20y',
])(
  'finds the way back from the address of the plan for the folder “%s”',
  (folder) => {
    const place = { root: rootId('r/1'), folder };
    expect(parseRoute(planHash(place))).toEqual({ kind: 'plan', place });
  },
);
