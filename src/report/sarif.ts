/** SARIF 2.1.0 (OASIS), kept within what GitHub code scanning documents: results and file size, a start line, `partialFingerprints`. */
import type { Edit, Finding, Location, Severity, TextRange } from '../model/finding';
import type { Report } from '../model/report';
import type { RuleText } from '../model/rule-text';
import { escapeHiddenInJson, httpsUrl, visible, visibleName } from './escape';
import { CONFIDENCE_MEANINGS, TARGET_LABELS } from './words';

/** GitHub shows the first 5,000 results of a run; findings come by severity. */
const MAX_RESULTS = 5000;
const LEVELS: Readonly<Record<Severity, string>> = { blocker: 'error', warning: 'warning', info: 'note' };
const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const ROOT = 'SRCROOT';

/** The report as a SARIF log with one run, indented by two spaces, with a line break at the end. A finding is a result. */
export function sarif(report: Report): string {
  const { tool, settings, verdicts, knowledge, coverage, findings } = report;
  const rules = new Map(report.rules.map((rule, index) => [rule.id, { rule, index }]));
  const shown = findings.slice(0, MAX_RESULTS);
  const left = findings.length - shown.length;
  const notes = [
    ...coverage.notes,
    ...(coverage.cutShort ?? []),
    ...(left > 0 ? [`${left} more findings of the least severity were left out.`] : []),
  ];
  const log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            semanticVersion: tool.version,
            rules: report.rules.map((rule) => descriptor(rule, findings)),
          },
        },
        automationDetails: { id: 'neuron-migration/' },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { [ROOT]: { description: { text: 'The folder that was audited.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: notes.map((note) => ({ level: 'note', message: { text: visible(note) } })),
          },
        ],
        results: shown.map((finding) => result(finding, rules.get(finding.rule)?.index)),
        properties: { verdicts, settings, knowledge },
      },
    ],
  };
  return `${escapeHiddenInJson(JSON.stringify(log, null, 2))}\n`;
}

function descriptor({ id, title, what, why, fix, page }: RuleText, findings: readonly Finding[]) {
  const worst = findings.find(({ rule }) => rule === id)?.severity ?? 'info';
  const help = `${what}\n\nWhy it matters: ${why}\n\nWhat to do: ${fix}\n\nPage: docs/rules/${page}`;
  return {
    id,
    name: id.replace(/(?:^|[/-])([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: what },
    help: { text: help, markdown: help },
    defaultConfiguration: { level: LEVELS[worst] },
    properties: { tags: ['aws-neuron', id.split('/')[0] ?? ''], 'problem.severity': problemSeverity(worst) },
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
    locations: finding.locations.length === 0 ? [place({ path: finding.artifact })] : finding.locations.map(place),
    partialFingerprints: { 'neuronMigration/v1': finding.fingerprint },
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
      // A binary file has no lines, but GitHub shows nothing without one.
      region: 'range' in location ? region(location.range) : { startLine: 1 },
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
