/** Walks over the data files for the checks. */
import type { Claim, OperatorClaim } from '../knowledge';
import type { KnowledgeData, SourceEntry } from '../schema';
import { OPERATOR_FILES } from '../schema';

export interface Context {
  readonly data: KnowledgeData;
  readonly citedElsewhere: ReadonlySet<string>;
  /** Ids of all rules. */
  readonly rules: ReadonlySet<string>;
  readonly sources: ReadonlyMap<string, SourceEntry>;
  readonly complain: (file: keyof KnowledgeData, entry: string, message: string) => void;
}

export type Check = (context: Context) => void;

export type File = keyof KnowledgeData;

const CLAIM_FILES = [
  ...OPERATOR_FILES,
  'dtypes',
  'domains',
  'errors',
  'flags',
  'routes',
  'models',
  'parallelism',
  'instances',
  'memory',
  'chips',
  'formulas',
  'bucketing',
  'resources',
  'quantization',
  'variables',
  'older-packages',
  'package-support',
  'gpu-packages',
  'gpu-images',
  'neuron-images',
  'optimum-pins',
  'file-formats',
] as const;

export function claims(data: KnowledgeData): { file: File; claim: Claim }[] {
  return [
    ...[...data.targets.ended, ...data.targets.notBegun].map((claim) => ({ file: 'targets' as const, claim })),
    ...CLAIM_FILES.flatMap((file) => data[file].map((claim: Claim) => ({ file, claim }))),
  ];
}

export function operators(data: KnowledgeData): { file: File; claim: OperatorClaim }[] {
  return OPERATOR_FILES.flatMap((file) => data[file].map((claim) => ({ file, claim })));
}

export function lists(data: KnowledgeData): [File, readonly { readonly id: string }[]][] {
  return [
    ['sources', data.sources.sources],
    ['converter', data.converter.operators],
    ['operator-paths', data['operator-paths'].operators],
    ['targets', data.targets.ended],
    ['targets', data.targets.notBegun],
    ['dtype-names', data['dtype-names']],
    ['changes', data.changes],
    ['packages', data.packages],
    ['conflicts', data.conflicts],
    ...CLAIM_FILES.map((file): [File, readonly Claim[]] => [file, data[file]]),
  ];
}

/** Which sources an entry cites, its checks included. */
export function citations(data: KnowledgeData): { file: File; id: string; cited: readonly string[] }[] {
  return [
    ...claims(data).map(({ file, claim }) => ({ file, id: claim.id, cited: claim.sources })),
    ...operators(data).map(({ file, claim }) => ({
      file,
      id: claim.id,
      cited: claim.checks.flatMap((check) => check.sources),
    })),
    ...data.releases.releases.map(({ sdk, sources }) => ({ file: 'releases' as const, id: sdk, cited: sources })),
    ...data.releases.announced.map(({ sdk, sources }) => ({ file: 'releases' as const, id: sdk, cited: sources })),
    ...data.targets.targets.map(({ target, sources }) => ({ file: 'targets' as const, id: target, cited: sources })),
    ...data['dtype-names'].map(({ id, sources }) => ({ file: 'dtype-names' as const, id, cited: sources })),
    ...data.changes.map(({ id, sources }) => ({ file: 'changes' as const, id, cited: sources })),
    ...data.packages.map(({ id, releases }) => ({
      file: 'packages' as const,
      id,
      cited: releases.map(({ source }) => source),
    })),
    ...data.conflicts.map(({ id, statements }) => ({
      file: 'conflicts' as const,
      id,
      cited: statements.flatMap((statement) => statement.sources),
    })),
    { file: 'converter', id: data.converter.name, cited: data.converter.sources },
    { file: 'operator-paths', id: 'file', cited: data['operator-paths'].sources },
  ];
}
