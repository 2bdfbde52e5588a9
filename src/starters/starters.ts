/** Files to start from, generated from what one model and the planner file say. */
import type { Knowledge } from '../neuron/knowledge';
import { containerPlaces } from './command';
import { compareScript } from './compare';
import { dockerfile } from './docker';
import { kubernetesManifest } from './kubernetes';
import { pythonModel } from './python-model';
import { serveCommands, serveScript } from './serve';
import { type StarterSubject, starterSubject } from './subject';
import { compileScript } from './torch-compile';
import { traceScript } from './trace';
import { STARTER_KINDS, type StarterFile, type StarterKind, type StarterRequest, type Starters } from './types';

/**
 * The starter files of one model on one target: those of the asked kinds that the route of the model has, and a sentence for each of the others. Pure:
 * the same request gives the same bytes.
 */
export function starterFiles(request: StarterRequest, knowledge: Knowledge): Starters {
  const kinds = STARTER_KINDS.filter((kind) => request.kinds.includes(kind));
  const subject = starterSubject(request, knowledge);
  if (typeof subject === 'string')
    return {
      target: request.target,
      route: null,
      files: [],
      skipped: kinds.map((kind) => ({ kind, reason: subject })),
    };
  const made = kinds.map((kind) => ({ kind, made: starterFile(kind, subject, knowledge) }));
  return {
    target: request.target,
    route: subject.option.route,
    files: made.flatMap(({ made: file }) => (typeof file === 'string' ? [] : [file])),
    skipped: made.flatMap(({ kind, made: reason }) => (typeof reason === 'string' ? [{ kind, reason }] : [])),
  };
}

function starterFile(kind: StarterKind, subject: StarterSubject, knowledge: Knowledge): StarterFile | string {
  if (kind === 'serve') return serveScript(subject, knowledge);
  const { route, label } = subject.option;
  if (route !== 'torch-neuronx' && route !== 'torchneuron') {
    if (kind === 'trace' || kind === 'compare')
      return `${label} compiles the model itself: there is nothing to trace by hand.`;
    const commands = serveCommands(subject, containerPlaces(subject), knowledge);
    if (typeof commands === 'string') return commands;
    return kind === 'docker' ? dockerfile(subject, knowledge) : kubernetesManifest(subject, knowledge);
  }
  const model = pythonModel(subject, knowledge);
  if (typeof model === 'string') return model;
  switch (kind) {
    case 'compare':
      return compareScript(subject, model, knowledge);
    case 'kubernetes':
      return kubernetesManifest(subject, knowledge);
    case 'docker':
      return dockerfile(subject, knowledge);
    case 'trace':
      return route === 'torchneuron'
        ? compileScript(subject, model, knowledge)
        : traceScript(subject, model, knowledge);
  }
}
