import { compareText } from '../model/order';
import { visible } from '../report/escape';
import { contradictionLines, costLines, dynamicLines } from './inferred-text';
import type { Inspection } from './inspect';

/** So many values are listed; the JSON format has them all. */
const LISTED_VALUES = 200;

/** The inspection for a terminal. Names from the model are shown with their control characters made visible. */
export function inspectionText({ facts, weights, values, cost, dynamic, contradictions, notes }: Inspection): string {
  const opsets = Object.entries(facts.opsets).map(([domain, version]) => `${domain} ${version}`);
  const lines = [
    `Graph       ${facts.graphName || '(no name)'}`,
    `Producer    ${facts.producer || '(not named)'}, IR version ${facts.irVersion}, opset ${opsets.join(', ') || '(none)'}`,
    `Nodes       ${facts.nodeCount}${countOf(facts.subgraphNodeCount, 'in subgraphs')}${countOf(facts.functionNodeCount, `in ${facts.functionCount} functions`)}`,
    `Parameters  ${facts.parameters}`,
    ...weights.map(
      (w) =>
        `            ${w.dtype}: ${w.tensors} tensors, ${w.elements} elements${w.bytes === null ? '' : `, ${w.bytes} bytes`}`,
    ),
    ...facts.externalFiles.map((file) => `External    ${file}`),
    ...costLines(cost),
    ...dynamicLines(dynamic),
    ...notes.map((note) => `Note        ${note}`),
    ...contradictionLines(contradictions),
    '',
    'Inputs',
    ...facts.inputs.map((input) => `  ${input.name}  ${input.dtype ?? 'type unknown'} ${shape(input.dims)}`),
    'Outputs',
    ...facts.outputs.map((output) => `  ${output.name}  ${output.dtype ?? 'type unknown'} ${shape(output.dims)}`),
    '',
    'Operators',
    ...histogram(facts.opCounts),
    ...(facts.functionCount > 0 ? ['Operators in functions', ...histogram(facts.functionOpCounts)] : []),
    '',
  ];
  for (const [graph, entries] of Object.entries(values)) {
    const all = Object.entries(entries);
    lines.push(graph === 'main' ? 'Values' : `Values of ${graph}`);
    lines.push(...all.slice(0, LISTED_VALUES).map(([name, value]) => `  ${name}  ${value.dtype} ${shape(value.dims)}`));
    if (all.length > LISTED_VALUES)
      lines.push(`  and ${all.length - LISTED_VALUES} more; --format json lists them all`);
  }
  return `${lines.map((line) => visible(line)).join('\n')}\n`;
}

function histogram(counts: Readonly<Record<string, number>>): string[] {
  return Object.entries(counts)
    .sort(([a, n], [b, m]) => m - n || compareText(a, b))
    .map(([op, count]) => `  ${String(count).padStart(6)}  ${op.replace(/^ai\.onnx::/, '')}`);
}

function countOf(count: number, where: string): string {
  return count === 0 ? '' : `, ${count} ${where}`;
}

function shape(dims: readonly (number | string | null)[] | null): string {
  return dims === null ? '(rank unknown)' : `[${dims.map((dim) => dim ?? '?').join(', ')}]`;
}
