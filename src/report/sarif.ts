/**
 * SARIF 2.1.0 (OASIS), kept within the limits that GitHub documents for code scanning ("SARIF support for code scanning"): a file of 10 MB
 * compressed, 5,000 results shown, 10 locations a result, 10 tags a rule, names of 255 and descriptions of 1,024 characters, a region with all four
 * corners, and `primaryLocationLineHash`, the only fingerprint it reads.
 */
import type { Edit, Finding, Location, Severity, TextRange } from '../model/finding';
import type { Report } from '../model/report';
import type { RuleText } from '../model/rule-text';
import { escapeHiddenInJson, httpsUrl, visible, visibleName } from './escape';
import { CONFIDENCE_MEANINGS, count, figure, TARGET_LABELS } from './words';

/** GitHub takes 25,000 results of a run and shows the first 5,000; findings come by severity. */
const MAX_RESULTS = 5000;
/** GitHub takes 10 MB after compression; what is no larger before it stays below that for certain. In UTF-8 bytes, the rest of the log aside. */
const MAX_RESULT_BYTES = 9_000_000;
/** GitHub reads the first location and asks for no more than ten. */
const MAX_LOCATIONS = 10;
const MAX_RULES = 2000;
const MAX_NOTES = 200;
const NAME_LENGTH = 255;
const DESCRIPTION_LENGTH = 1024;
const LEVELS: Readonly<Record<Severity, string>> = { blocker: 'error', warning: 'warning', info: 'note' };
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = 'SRCROOT';

/**
 * The report as a SARIF log with one run, a rule and a result a line, with a line break at the end. A finding is a result; what a limit leaves out is
 * counted in a notification.
 */
export function sarif(report: Report): string {
  const { tool, settings, verdicts, knowledge, coverage, findings } = report;
  const shownRules = report.rules.slice(0, MAX_RULES);
  const rules = new Map(shownRules.map((rule, index) => [rule.id, index]));
  const results = withinLimits(findings, rules);
  const left = findings.length - results.length;
  const notes = [...(coverage.cutShort ?? []), ...coverage.notes];
  const told = [
    ...(left > 0 ? [leftOutWords(left, findings.length)] : []),
    ...notes.slice(0, MAX_NOTES),
    ...(notes.length > MAX_NOTES ? [`${figure(notes.length - MAX_NOTES)} more notes stand in the JSON report.`] : []),
  ];
  const run = [
    `"tool": {"driver": {"name": ${written(tool.name)}, "semanticVersion": ${written(tool.version)}, "rules": ${lines(shownRules.map((rule) => written(descriptor(rule, findings))))}}}`,
    `"automationDetails": ${written({ id: 'neuron-migration/' })}`,
    '"columnKind": "utf16CodeUnits"',
    `"originalUriBaseIds": ${written({ [ROOT]: { description: { text: 'The folder that was audited.' } } })}`,
    `"invocations": ${written([{ executionSuccessful: true, toolExecutionNotifications: told.map((note) => ({ level: 'note', message: { text: visible(note) } })) }])}`,
    `"results": ${lines(results)}`,
    `"properties": ${written({ verdicts, settings, knowledge })}`,
  ];
  return `{\n"$schema": "${SCHEMA}",\n"version": "2.1.0",\n"runs": [{\n${run.join(',\n')}\n}]\n}\n`;
}

/** "12 of 5,012 findings, those of the least severity, were left out to …". */
function leftOutWords(left: number, all: number): string {
  return `${figure(left)} of ${count(all, 'finding')}, those of the least severity, are left out to stay within the limits of GitHub code scanning (${figure(MAX_RESULTS)} results, 10 MB); the JSON report holds all of them.`;
}

/** Results as JSON texts, as many as the limits take. */
function withinLimits(findings: readonly Finding[], rules: ReadonlyMap<string, number>): readonly string[] {
  const results: string[] = [];
  let bytes = 0;
  for (const finding of findings.slice(0, MAX_RESULTS)) {
    const text = written(result(finding, rules.get(finding.rule)));
    // A UTF-16 code unit takes three bytes of UTF-8 at most.
    bytes += /^[ -~]*$/.test(text) ? text.length : text.length * 3;
    if (bytes > MAX_RESULT_BYTES) break;
    results.push(text);
  }
  return results;
}

function written(value: unknown): string {
  return escapeHiddenInJson(JSON.stringify(value));
}

function lines(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`;
}

function descriptor({ id, title, what, why, fix, page }: RuleText, findings: readonly Finding[]) {
  const worst = findings.find(({ rule }) => rule === id)?.severity ?? 'info';
  const help = `${what}\n\nWhy it matters: ${why}\n\nWhat to do: ${fix}\n\nPage: docs/rules/${page}`;
  return {
    id,
    name: id.replace(/(?:^|[/-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()).slice(0, NAME_LENGTH),
    shortDescription: { text: title.slice(0, DESCRIPTION_LENGTH) },
    fullDescription: { text: what.slice(0, DESCRIPTION_LENGTH) },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: LEVELS[worst] },
    properties: {
      tags: ['aws-neuron', id.split('/')[0] ?? ''],
      precision: worst === 'blocker' ? 'high' : 'medium',
      'problem.severity': problemSeverity(worst),
    },
  };
}

function problemSeverity(severity: Severity): string {
  return severity === 'blocker' ? 'error' : severity === 'warning' ? 'warning' : 'recommendation';
}

function result(finding: Finding, ruleIndex: number | undefined) {
  const { rule, severity, confidence, targets, neuronError, waived, evidence, edit, occurrences } = finding;
  const where = targets.map((target) => TARGET_LABELS[target]).join(', ');
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[severity],
    message: {
      text: `${visible(finding.message)} (${where}) ${visible(finding.why)} ${visible(finding.remedy)}`.trim(),
    },
    locations:
      finding.locations.length === 0
        ? [place({ path: finding.artifact })]
        : finding.locations.slice(0, MAX_LOCATIONS).map(place),
    partialFingerprints: { primaryLocationLineHash: finding.fingerprint, 'neuronMigration/v1': finding.fingerprint },
    ...(waived !== null && {
      suppressions: [
        {
          kind: waived.expires === null ? 'inSource' : 'external',
          justification: `${visible(waived.reason)} (${visible(waived.by)}${waived.expires === null ? '' : `, until ${waived.expires}`})`,
        },
      ],
    }),
    ...(finding.baseline && { baselineState: 'unchanged' }),
    ...(edit !== undefined && { fixes: [fix(edit)] }),
    properties: {
      targets,
      confidence: `${confidence}: ${CONFIDENCE_MEANINGS[confidence]}`,
      ...(neuronError !== null && { neuronError }),
      occurrences,
      sources: evidence.flatMap(({ url }) => httpsUrl(url) ?? []),
    },
  };
}

function place(location: Location) {
  const { path } = location;
  const graph = 'graph' in location ? location : null;
  const name = graph?.node ?? graph?.tensor ?? graph?.op;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path), uriBaseId: ROOT },
      // A binary file has no lines, but GitHub shows nothing without a region.
      region: 'range' in location ? region(location.range) : { startLine: 1, startColumn: 1, endLine: 1, endColumn: 1 },
    },
    ...(graph !== null &&
      name !== undefined && {
        logicalLocations: [
          { name: visibleName(name), fullyQualifiedName: visibleName(`${graph.graph}::${name}`), kind: 'object' },
        ],
      }),
  };
}

function fix({ title, changes }: Edit) {
  return {
    description: { text: visible(title) },
    artifactChanges: changes.map(({ path, range, after }) => ({
      artifactLocation: { uri: uriOf(path), uriBaseId: ROOT },
      replacements: [{ deletedRegion: region(range), insertedContent: { text: after } }],
    })),
  };
}

function region({ start, end }: TextRange) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** A path as the relative reference of RFC 3986: each segment escaped, so that no name is taken for a scheme, a query or a fragment. */
function uriOf(path: string): string {
  return path.split('/').map(escaped).join('/');
}

function escaped(segment: string): string {
  // Half a surrogate pair cannot be written in a URI.
  return encodeURIComponent(segment.replace(/\p{Cs}/gu, '\ufffd')).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
