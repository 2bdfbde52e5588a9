import type { Rule } from '../rule';
import { sentences } from '../words';

/** Targets that the release does not cover yet. */
export const targetNotBegun: Rule = {
  id: 'target/not-begun',
  phase: 'proof-of-concept',
  fix: 'elsewhere',
  page: {
    title: 'Target that the release does not support yet',
    what: 'Reports a selected target that is newer than the SDK release. It is the only finding for that target: operators and types are not judged one by one.',
    why: 'Without a compiler and a runtime of the release, nothing runs on the target, whatever the model holds.',
    fix: 'Plan with a release that supports the target; the newest is the best choice for a new target.',
    example: { before: 'sdk: "2.26"\ntargets: [trn3]', after: 'sdk: "2.33"\ntargets: [trn3]', language: 'yaml' },
    sources: ['whats-new-2.27-trn3'],
    since: '0.1.0',
  },
  *check({ reading, target, settings, knowledge }) {
    const begins = knowledge.notBegun(target, settings.sdk);
    if (begins === null) return;
    const { label, chip } = knowledge.target(target);
    yield {
      key: target,
      severity: 'blocker',
      confidence: begins.confidence,
      action: `Move to a release that supports ${label}`,
      message: `Support of ${label} (${chip}) begins with SDK ${begins.first}; SDK ${settings.sdk} does not run there.`,
      why: sentences(begins.note),
      remedy: `Plan with SDK ${begins.first} or newer.`,
      sources: begins.sources,
      locations: [{ path: reading.path }],
    };
  },
};
