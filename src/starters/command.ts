import type { StarterSubject } from './subject';

/** One command line; its words are what the program gets, unquoted. */
export interface CommandStep {
  /** What it does, a sentence. */
  readonly what: string;
  readonly words: readonly string[];
  /** A folder that it writes and that later steps need; null: nothing that stays. */
  readonly makes: string | null;
}

/** How a model is served, or exported for that. */
export interface ServeCommands {
  /** Name of the script that holds them. */
  readonly script: 'serve.sh' | 'export.sh' | 'generate.sh';
  /** Environment variables. */
  readonly env: Readonly<Record<string, string>>;
  /** In this order; the last one serves where there is a port. */
  readonly steps: readonly CommandStep[];
  /** Where the server listens; null: none is started. */
  readonly port: number | null;
  /** Cores that share the model. */
  readonly degree: number;
  readonly checks: readonly string[];
  /** Ids in the knowledge base. */
  readonly sources: readonly string[];
}

/** Where the commands find things: in the folder of the starter files, or in a container. */
export interface CommandPlaces {
  /** Folder of the config and the weights. */
  readonly model: string;
  /** Folder that an export writes. */
  readonly compiled: string;
}

/** Places as the folder of the starter files sees them. */
export function localPlaces({ model }: StarterSubject): CommandPlaces {
  const folder = model.replace(/(?:^|\/)[^/]*$/, '');
  return { model: startingPlain(folder === '' ? '.' : folder), compiled: './compiled' };
}

/** Places in a container: the model is mounted there. */
export function containerPlaces({ slug }: StarterSubject): CommandPlaces {
  return { model: `/models/${slug}`, compiled: `/models/${slug}-compiled` };
}

/** A path that no program takes for an option, and no library for the name of a model on a hub. */
function startingPlain(path: string): string {
  return /^(?:\.{1,2}(?:\/|$)|\/|[A-Za-z]:\/)/.test(path) ? path : `./${path}`;
}

/** The mounted file, under a name that no shell looks into. */
export function modelInContainer(slug: string, path: string): string {
  return path.toLowerCase().endsWith('.onnx') ? `/models/${slug}.onnx` : `/models/${slug}`;
}
