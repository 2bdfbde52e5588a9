import type { OtherReading } from '../../formats/reading';
import type { RelativePath } from '../../model/host';
import type { WorkspaceDraft, WorkspaceRule } from '../rule';
import { numberOf, programOf, type Setting, settingOf } from './command';
import { lastPart } from './configs';
import { exportOf } from './optimum-export';
import { placesAt } from './places';
import { vllmLaunches } from './vllm';

/** A compiled model: where it lies and the sizes that it was compiled for. */
interface Compiled {
  readonly path: RelativePath;
  /** The last part of its folder. */
  readonly folder: string;
  readonly settings: readonly Setting[];
}

/** A size of a served model beside the one that it was compiled for. */
const PAIRS = [
  { compiled: ['sequence-length'], asked: ['max-model-len'], what: 'sequences', exact: false },
  { compiled: ['batch-size'], asked: ['max-num-seqs'], what: 'sequences at once', exact: false },
  { compiled: ['tensor-parallel-size', 'num-cores'], asked: ['tensor-parallel-size'], what: 'cores', exact: true },
] as const;

/** Sizes that a model was exported for against those that it is served with. */
export const compiledShapes: WorkspaceRule = {
  id: 'launch/compiled-shapes',
  phase: 'integration',
  page: {
    title: 'Served with other sizes than compiled',
    what: 'Finds optimum-cli export neuron and vllm serve of the same folder in the workspace, and reports a longer sequence, a larger batch or another tensor parallel degree than the model was exported for.',
    why: 'The input shapes and the number of cores that a model is compiled for cannot be changed afterwards.',
    fix: 'Export with the sizes that are served, or serve with those of the export.',
    example: {
      before:
        'optimum-cli export neuron --model m --batch_size 1 --sequence_length 2048 out/\nvllm serve out --max-model-len 4096',
      after:
        'optimum-cli export neuron --model m --batch_size 1 --sequence_length 4096 out/\nvllm serve out --max-model-len 4096',
      language: 'sh',
    },
    sources: ['optimum-export'],
    since: '0.1.0',
  },
  *checkWorkspace({ readings }) {
    const files = readings.filter((reading): reading is OtherReading => 'mentions' in reading);
    const compiled = files.flatMap(compiledIn);
    if (compiled.length === 0) return;
    for (const file of files) {
      for (const launch of vllmLaunches(file.mentions)) {
        const folder = launch.model === null ? null : lastPart(launch.model);
        // Of several exports into one folder nobody knows which is served.
        const [model, other] = compiled.filter((one) => one.folder === folder);
        if (model !== undefined && other === undefined) yield* differences(file.path, launch.settings, model);
      }
    }
  },
};

function* differences(path: RelativePath, served: readonly Setting[], model: Compiled): Iterable<WorkspaceDraft> {
  for (const { compiled, asked, what, exact } of PAIRS) {
    const before = settingOf(model.settings, ...compiled);
    const now = settingOf(served, ...asked);
    const [size, wanted] = [numberOf(before), numberOf(now)];
    if (before === null || now === null || size === null || wanted === null) continue;
    if (exact ? size === wanted : wanted <= size) continue;
    const export_ = placesAt(model.path, [before.range]);
    const serve = placesAt(path, [now.range]);
    yield {
      key: `${model.folder} ${now.name}`,
      artifact: path,
      severity: 'warning',
      confidence: 'documented',
      action: 'Serve with the sizes of the export',
      message: `${now.written} ${wanted} does not go with the model in ${model.folder}, which is exported with ${before.written} ${size}.`,
      why: `A model is compiled for its ${what === 'cores' ? 'number of cores' : 'input shapes'}, which cannot be changed afterwards.`,
      remedy: `Export with ${before.written} ${wanted}, or serve with ${now.written} ${size}.`,
      sources: ['optimum-export'],
      locations: [...serve.locations, ...export_.locations],
    };
  }
}

function compiledIn({ path, mentions }: OtherReading): Compiled[] {
  return mentions.commands.flatMap((command): Compiled[] => {
    const found = exportOf(command);
    const { behind } = programOf(command);
    const output = command.words.at(-1);
    if (found === null || output === undefined || command.words.length < behind + 3) return [];
    return output.literal && !output.text.startsWith('-')
      ? [{ path, folder: lastPart(output.text), settings: found.settings }]
      : [];
  });
}
