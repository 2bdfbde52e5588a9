/** The data files open for damage, to see that the gate finds it. */
import assert from 'node:assert/strict';
import { FILES } from '../../src/neuron/data';
import { lint } from '../../src/neuron/lint';
import type { KnowledgeData } from '../../src/neuron/schema';
import { RULE_IDS } from './knowledge-gate';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
export type Files = Mutable<KnowledgeData>;

export const everySource: ReadonlySet<string> = new Set(
  (FILES.sources as KnowledgeData['sources']).sources.map(({ id }) => id),
);

/** Messages about a copy of the data that `damage` was done to. */
export function problemsOf(damage: (files: Files) => void, cited: ReadonlySet<string> = everySource): string[] {
  const files = structuredClone(FILES) as unknown as Files;
  damage(files);
  return lint(files as unknown as Record<string, unknown>, cited, RULE_IDS).problems.map(
    ({ file, entry, message }) => `${file}: ${entry}: ${message}`,
  );
}

/** An entry by its id; the test fails where the data no longer has it. */
export function entry<T extends { id: string }>(entries: T[], id: string): T {
  const found = entries.find((one) => one.id === id);
  assert.ok(found, id);
  return found;
}

/** Writes a field the types forbid. */
export function put(target: object, field: string, value: unknown): void {
  (target as Record<string, unknown>)[field] = value;
}
