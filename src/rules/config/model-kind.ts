import type { HfConfigReading } from '../../formats/reading';
import type { HfConfigFacts } from '../../model/facts';
import type { Location } from '../../model/finding';
import * as kinds from '../../routes/model-kind';

export { modelName } from '../../routes/model-kind';

/** True where the config is of a model that generates text. */
export function isGenerative({ facts, document }: HfConfigReading): boolean {
  return kinds.isGenerative(facts, document);
}

/** Where a fact stands, or else the file. */
export function factLocation({ path, ranges }: HfConfigReading, ...facts: (keyof HfConfigFacts)[]): Location {
  const range = facts.map((fact) => ranges[fact]).find((one) => one !== undefined);
  return range === undefined ? { path } : { path, range };
}
