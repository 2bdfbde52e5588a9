import type { ExternalFile, OnnxReading } from '../../formats/reading';
import { onnxRule } from '../define';
import type { Draft } from '../rule';
import { counted, listed, show } from '../words';

type Fault = ExternalFile['state'] | 'short' | 'upwards';

interface Words {
  readonly action: string;
  readonly is: string;
  readonly why: string;
  readonly remedy: string;
}

/** What each fault of an external file comes to; files without a fault are not here. */
const FAULTS: Readonly<Partial<Record<Fault, Words>>> = {
  missing: {
    action: 'Fetch the missing weight files',
    is: 'missing',
    why: 'The graph is judged without its weights, but the conversion to PyTorch needs them.',
    remedy: 'Put the file beside the model under the name that the model gives, for example with git lfs pull.',
  },
  'not-a-file': {
    action: 'Fetch the missing weight files',
    is: 'not a file',
    why: 'Without the weights the model can be looked at, but neither converted nor run.',
    remedy: 'Put the file beside the model under the name that the model gives.',
  },
  unreadable: {
    action: 'Make the weight files readable',
    is: 'not readable',
    why: 'Without the weights the model can be looked at, but neither converted nor run.',
    remedy: 'Check the permissions of the file.',
  },
  short: {
    action: 'Fetch the weight files whole',
    is: 'shorter than the model needs',
    why: 'Tensors of the model end beyond the end of the file, so that it was cut short or belongs to another model.',
    remedy: 'Copy the file again and compare its size or checksum with the original.',
  },
  absolute: {
    action: 'Store weight files under relative paths',
    is: 'an absolute path',
    why: 'ONNX wants paths relative to the model. An absolute one works on one machine only, and loaders refuse it for safety. It was not looked at.',
    remedy:
      'Save the model again with relative external data: onnx.save_model(model, path, save_as_external_data=True).',
  },
  'leaves-root': {
    action: 'Keep weight files inside the model folder',
    is: 'outside the audited folder',
    why: 'ONNX wants external data beside the model. A path that leads out of the folder is refused by loaders for safety. It was not looked at.',
    remedy: 'Move the file beside the model and save the model again with a plain file name.',
  },
  upwards: {
    action: 'Keep weight files inside the model folder',
    is: 'reached through ".."',
    why: 'ONNX wants external data beside the model or below it. Loaders refuse a path with ".." for safety, even one that stays inside the project.',
    remedy: 'Move the file beside the model and save the model again with a plain file name.',
  },
  'link-leaves-root': {
    action: 'Keep weight files inside the model folder',
    is: 'a link that leads outside the audited folder',
    why: 'The link resolves only where its target exists too, and loaders that guard against it refuse it. It was not looked at.',
    remedy: 'Copy the file itself beside the model.',
  },
};

/** External data that a converter could not load. */
export const externalData = onnxRule(
  {
    id: 'onnx/external-data',
    phase: 'proof-of-concept',
    page: {
      title: 'External data at fault',
      what: 'Reports weight files outside the .onnx file that are missing, too short, named by an absolute path, or that lead out of the audited folder, by their path or by a link. A cache of Hugging Face, which links into its own blob folder, is fine. A missing file is a note, because repositories often keep weights elsewhere; the other faults are warnings. The files are looked at by their size only and never opened.',
      why: 'Conversion to PyTorch needs the weights, and loaders refuse paths that leave the folder of the model.',
      fix: 'Fetch the missing files, and save models with relative external data beside them.',
      example: {
        before: 'location: /data/weights/model.bin',
        after: 'onnx.save_model(model, "model.onnx", save_as_external_data=True, location="model.bin")',
        language: 'python',
      },
      sources: ['onnx-external-data'],
      since: '0.1.0',
    },
  },
  function* ({ reading }) {
    const byFault = new Map<Fault, ExternalFile[]>();
    for (const file of reading.external) {
      const fault = faultOf(file);
      if (fault !== null) byFault.set(fault, [...(byFault.get(fault) ?? []), file]);
    }
    for (const [fault, files] of byFault) {
      const words = FAULTS[fault];
      if (words !== undefined) yield draftOf(fault, words, files, reading);
    }
  },
);

function faultOf({ state, size, claimed, location }: ExternalFile): Fault | null {
  if (state !== 'present') return state;
  if (size !== null && size < claimed) return 'short';
  return location.split(/[\\/]/).includes('..') ? 'upwards' : null;
}

function draftOf(fault: Fault, words: Words, files: readonly ExternalFile[], { path }: OnnxReading): Draft {
  const names = files.map(({ location }) => show(location));
  const tensors = files.reduce((sum, file) => sum + file.tensors, 0);
  const verb = files.length === 1 ? 'is' : 'are each';
  return {
    key: fault,
    // Repositories keep weights elsewhere on purpose: an absent file says nothing against the model, a broken one does.
    severity: fault === 'missing' ? 'info' : 'warning',
    confidence: 'documented',
    action: words.action,
    message: `External data ${listed(names, 3)} (${counted(tensors, 'tensor')}) ${verb} ${words.is}.`,
    why: words.why,
    remedy: words.remedy,
    sources: ['onnx-external-data'],
    locations: [{ path }],
    occurrences: files.length,
  };
}
