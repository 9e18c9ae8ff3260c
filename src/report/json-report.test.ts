import { readFileSync } from 'node:fs';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { jsonReport } from './json-report.ts';
import {
  HOSTILE_NAMES,
  samplePortion,
  sampleReport,
  textsOf,
} from './report-sample.ts';

const schema = JSON.parse(
  readFileSync(
    new URL('../../docs/report.schema.json', import.meta.url),
    'utf8',
  ),
) as object;

function validator(): ValidateFunction {
  return new Ajv2020({ strict: true, allErrors: true }).compile(schema);
}

interface ParsedReport {
  groups: {
    keeper: { path: string; choice: string; hashes: { sha256: string } };
    members: {
      path: string;
      distance: Record<string, unknown>;
      isInDoubt: boolean;
    }[];
  }[];
  skipped: { path: string; reason: { kind: string } }[];
}

function parsed(
  data = sampleReport(),
  portion = samplePortion(),
  portionGroups?: number,
): ParsedReport {
  const texts = textsOf(jsonReport(data), portion, portionGroups);
  return JSON.parse(texts.join('')) as ParsedReport;
}

describe('jsonReport', () => {
  it('meets the published schema, hostile names included', () => {
    const validate = validator();
    validate(parsed());
    expect(validate.errors).toBeNull();
  });

  it('meets the schema with no group and no skipped file', () => {
    const validate = validator();
    const empty = { ...sampleReport([]), stage: 'finished' as const };
    validate(parsed(empty, samplePortion([])));
    expect(validate.errors).toBeNull();
  });

  it('tells nobody where a photo was taken or what was noted on it', () => {
    const portion = samplePortion();
    for (const { keeper } of portion.groups) {
      keeper.exif.place = { latitudeDeg: 52.5166, longitudeDeg: 13.3777 };
      keeper.exif.keywords = ['a secret'];
      keeper.exif.caption = 'a secret';
    }
    const text = textsOf(jsonReport(sampleReport()), portion).join('');
    expect(text).not.toContain('52.5166');
    expect(text).not.toContain('a secret');
  });

  it('is the same in whatever portions the groups come', () => {
    const report = parsed(sampleReport(), samplePortion(), 4);
    expect(report).toEqual(parsed());
  });

  it('carries every name unchanged', () => {
    const report = parsed();
    expect(report.groups.map(({ members }) => members[0]?.path)).toEqual(
      HOSTILE_NAMES,
    );
    expect(report.skipped.map(({ path }) => path)).toEqual(HOSTILE_NAMES);
  });

  it('leaves out numbers JSON cannot say, instead of printing null', () => {
    const distance = parsed().groups[0]?.members[0]?.distance;
    expect(distance).toMatchObject({ pHash256Bits: 14, ncc: 0.987 });
    expect(distance).not.toHaveProperty('chromaDifference');
  });

  it('says when no keeper was chosen', () => {
    expect(parsed().groups.map(({ keeper }) => keeper.choice)).toEqual(
      HOSTILE_NAMES.map((_, index) =>
        index % 2 === 0 ? 'chosen' : 'abstained',
      ),
    );
    expect(
      parsed().groups.flatMap(({ members }) =>
        members.map(({ isInDoubt }) => isInDoubt),
      ),
    ).toEqual(HOSTILE_NAMES.map((_, index) => index % 2 === 1));
  });

  it('is given out in one chunk per group', () => {
    const names = Array.from({ length: 500 }, (_, index) => `p${index}.jpg`);
    const chunks = textsOf(
      jsonReport(sampleReport(names)),
      samplePortion(names),
    );
    expect(chunks.length).toBeGreaterThan(1000);
    expect(Math.max(...chunks.map(({ length }) => length))).toBeLessThan(4000);
  });

  it('has a schema that refuses a report with a missing or unknown part', () => {
    const validate = validator();
    const report = parsed() as unknown as Record<string, unknown>;
    expect(validate({ ...report, settings: undefined })).toBe(false);
    expect(validate({ ...report, extra: 1 })).toBe(false);
    const [first] = parsed().groups;
    const broken = { ...first!, keeper: { ...first!.keeper, hashes: {} } };
    expect(validate({ ...report, groups: [broken] })).toBe(false);
    const odd = { ...first!, keeper: { ...first!.keeper, extra: 1 } };
    expect(validate({ ...report, groups: [odd] })).toBe(false);
  });
});
