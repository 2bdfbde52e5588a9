import type { ObservedError } from '../../model/observed';
import { sentences, show } from '../../text/words';
import { mentionRule } from '../define';

/** An error that the compiler really gave. */
export const compilerError = mentionRule(
  {
    id: 'observed/compiler-error',
    phase: 'proof-of-concept',
    page: {
      title: 'Error that the compiler gave',
      what: 'Reports every error code of neuronx-cc in a compiler log of the workspace, once a code and log, with what the document of the code says. A log that shows its command line speaks of that target only.',
      why: 'What the compiler said on a real machine outranks every forecast.',
      fix: 'Follow the document of the error code; compile again, and keep the new log in place of the old one.',
      example: {
        before: '[ERROR] [NCC_EVRF013] TopK does not support int32 input',
        after: 'scores.float().topk(8)',
        language: 'python',
      },
      sources: ['compiler-cli'],
      since: '0.1.0',
    },
  },
  function* ({ reading, target, knowledge }) {
    const errors = (reading.observations ?? []).filter(
      (seen): seen is ObservedError => seen.kind === 'error' && (seen.target === null || seen.target === target),
    );
    for (const code of new Set(errors.map((error) => error.code))) {
      const own = errors.filter((error) => error.code === code);
      const claim = knowledge.errorCode(code);
      const words = own.find((error) => error.words !== '')?.words;
      yield {
        key: code,
        severity: claim === null ? 'warning' : 'blocker',
        confidence: claim === null ? 'undocumented' : claim.confidence,
        action: `Settle ${code}`,
        message: `neuronx-cc stopped with ${code}${words === undefined ? '' : `: ${show(words)}`}`.replace(
          /[.!?]?$/,
          '.',
        ),
        why: claim === null ? 'No document that this release knows describes the code.' : sentences(claim.meaning),
        remedy: sentences(
          claim?.fix ?? 'Read the lines above it in the log, and the list of error codes in the Neuron documents',
        ),
        neuronError: code,
        sources: claim?.sources ?? [],
        locations: own.map(({ range }) => ({ path: reading.path, range })),
      };
    }
  },
);
