/** Sentences about the audit as a whole. Nothing here is escaped. */
import type { Report } from '../model/report';
import { ROUTE_LABELS, SEARCHED_FOR, targetList } from './words';

/** "Inf2 and Trn2, inference, Neuron SDK 2.33.1, planned route vLLM Neuron". */
export function scope({ settings }: Report): string {
  const { route } = settings.deployment;
  return [
    targetList(settings.targets),
    settings.workload,
    `Neuron SDK ${settings.sdk}`,
    ...(route === undefined ? [] : [`planned route ${ROUTE_LABELS[route]}`]),
  ].join(', ');
}

/** What the verdicts rest on: release, day, tool, age of the knowledge. */
export function stamp({ knowledge, settings, tool }: Report): readonly string[] {
  return [
    `Judged against Neuron SDK ${settings.sdk} as of ${settings.asOf} by ${tool.name} ${tool.version}.`,
    `The knowledge base ends with SDK ${knowledge.neuronSdk}, released ${knowledge.released}; last checked on ${knowledge.verified}.`,
    ...(knowledge.stale === null ? [] : [knowledge.stale]),
  ];
}

/** What to say where no file was found. */
export function nothingFound({ coverage }: Report): readonly string[] {
  const ignored = coverage.ignored > 0 ? ' What was ignored is counted under coverage.' : '';
  return [
    `There is nothing to audit: the search looked for ${SEARCHED_FOR} and found none.${ignored}`,
    'This proves nothing about models that are built in code or downloaded at run time.',
  ];
}
