import type { Rule } from '../rule';
import { sentences } from '../words';

/** Targets that the release no longer covers. */
export const targetEnded: Rule = {
  id: 'target/ended',
  phase: 'proof-of-concept',
  fix: 'elsewhere',
  page: {
    title: 'Target whose support has ended',
    what: 'Reports a selected target that the SDK release no longer covers. It is the only finding for that target: operators and types are not judged one by one.',
    why: 'Without a compiler and a runtime of the release, nothing runs on the target, whatever the model holds.',
    fix: 'Plan for a current target, or stay with the last release that covers this one and accept that it gets no fixes.',
    example: { before: 'targets: [inf1]', after: 'targets: [inf2]', language: 'yaml' },
    sources: ['inf1-ended'],
    since: '0.1.0',
  },
  *check({ reading, target, settings, knowledge }) {
    const ended = knowledge.ended(target, settings.sdk);
    if (ended === null) return;
    const { label, chip } = knowledge.target(target);
    yield {
      key: target,
      severity: 'blocker',
      confidence: ended.confidence,
      action: `Move from ${label} to a current target`,
      message: `Support of ${label} (${chip}) ended with SDK ${ended.last}; SDK ${settings.sdk} does not run there.`,
      why: sentences(ended.note),
      remedy: `Plan for Inf2 or a Trainium target, or pin SDK ${ended.last}, which gets no fixes.`,
      sources: ended.sources,
      locations: [{ path: reading.path }],
    };
  },
};
