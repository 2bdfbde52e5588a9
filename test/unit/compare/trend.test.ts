import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { savedReport } from '../../../src/compare/saved-report';
import { datedPoint, trendOf } from '../../../src/compare/trend';
import type { Report } from '../../../src/model/report';
import { sparkline } from '../../../src/report/sparkline';
import { TREND_FORMATS, writeTrend } from '../../../src/report/trend';
import { emptyReport, sampleFinding, sampleReport } from '../../support/sample-report';

function point(name: string, asOf: string, report: Partial<Report> = {}, place: number | null = null) {
  const sample = sampleReport(report);
  const saved = savedReport({ ...sample, settings: { ...sample.settings, asOf } });
  return datedPoint(name, saved, place === null ? null : { id: `${place}`.repeat(40), day: asOf, place });
}

const waived = { reason: 'known', by: 'mira', expires: '2027-01-01' };

describe('a trend', () => {
  it('counts open findings by severity, waived ones apart, and the steps that are still to be done', () => {
    const findings = [
      sampleFinding({ fingerprint: 'a' }),
      sampleFinding({ fingerprint: 'b', severity: 'warning' }),
      sampleFinding({ fingerprint: 'c', severity: 'warning', waived }),
    ];
    const [first] = trendOf([point('r.json', '2026-11-22', { findings })]).points;
    assert.deepEqual(first?.findings, { blocker: 1, warning: 1, info: 0 });
    assert.equal(first?.waived, 1);
    const steps = sampleReport().plan.phases.flatMap((phase) => phase.steps);
    assert.equal(first?.open, steps.filter(({ state }) => state === 'open' || state === 'doing').length);
  });

  it('stands by the day that each report names, whatever the order of the files', () => {
    const points = [point('b.json', '2026-11-20'), point('a.json', '2026-11-22'), point('c.json', '2026-11-20')];
    const trend = trendOf(points);
    assert.equal(trend.order, 'day');
    assert.deepEqual(
      trend.points.map(({ name }) => name),
      ['b.json', 'c.json', 'a.json'],
    );
    assert.deepEqual(trendOf(points.toReversed()), trend);
  });

  it('stands by commits where git has every report, and says so where it has only some', () => {
    const tracked = [point('late', '2026-11-20', {}, 7), point('early', '2026-11-22', {}, 2)];
    const trend = trendOf(tracked);
    assert.equal(trend.order, 'commit');
    assert.deepEqual(
      trend.points.map(({ name }) => name),
      ['early', 'late'],
    );
    const mixed = trendOf([...tracked, point('loose', '2026-11-21')]);
    assert.equal(mixed.order, 'day');
    assert.match(mixed.notes.join(' '), /Git does not have all/);
  });

  it('says where the audits were not made alike', () => {
    const { settings } = sampleReport();
    const other = { settings: { ...settings, sdk: '2.31.0' } };
    assert.deepEqual(trendOf([point('a', '2026-11-20'), point('b', '2026-11-21')]).notes, []);
    assert.match(
      trendOf([point('a', '2026-11-20'), point('b', '2026-11-21', other)]).notes.join(' '),
      /not made alike/,
    );
  });

  it('is written in every format, for one report and for none that found anything', () => {
    const one = trendOf([datedPoint('empty.json', savedReport(emptyReport()), null)]);
    const many = trendOf([point('a', '2026-11-20'), point('b', '2026-11-21', { findings: [] })]);
    for (const format of TREND_FORMATS) {
      for (const trend of [one, many, trendOf([])]) {
        const text = writeTrend(trend, format);
        assert.equal(writeTrend(trend, format), text);
        assert.ok(text.endsWith('\n') && !/undefined|NaN|Infinity/.test(text), `${format}: ${text}`);
      }
    }
    assert.match(writeTrend(many, 'text'), /Blockers: \d+ → 0 {2}█▁/);
    assert.match(
      writeTrend(many, 'html'),
      /<svg role="img" aria-label="Findings over the audits: blockers from \d+ to 0/,
    );
    assert.match(writeTrend(one, 'text'), /a trend needs two/);
    assert.equal(writeTrend(many, 'csv').trim().split('\r\n').length, 3);
  });
});

describe('a sparkline', () => {
  it('spans from nothing to the greatest value', () => {
    assert.equal(sparkline([0, 7, 14]), '▁▅█');
    assert.equal(sparkline([0, 0]), '▁▁');
    assert.equal(sparkline([]), '');
  });

  it('of a long row keeps the first and the last value', () => {
    const bars = sparkline(Array.from({ length: 1000 }, (_, i) => i));
    assert.equal([...bars].length, 40);
    assert.match(bars, /^▁.*█$/);
  });
});

describe('the chart of a trend', () => {
  it('keeps its labels apart and inside the drawing, also where all lines end at nothing', () => {
    const flat = trendOf([point('a', '2026-11-20', { findings: [] }), point('b', '2026-11-21', { findings: [] })]);
    const svg = /<svg role="img".*?<\/svg>/s.exec(writeTrend(flat, 'html'))?.[0] ?? '';
    const places = [...svg.matchAll(/<text x="618" y="([\d.]+)">/g)].map(([, y]) => Number(y));
    assert.equal(places.length, 3);
    assert.ok(places.every((y) => y >= 10 && y <= 180));
    assert.ok(places.slice(1).every((y, i) => y - (places[i] ?? 0) >= 14));
  });
});
