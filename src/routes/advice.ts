import type { OtherPlace, RouteOption } from '../model/routes';
import type { Knowledge } from '../neuron/knowledge';
import { listed, sentences } from '../text/words';
import type { Place } from './claims';
import { installWords } from './needs';
import type { RouteSubject } from './subject';

/** Which route to take and what to install, or that there is none and where there was or is one. One to three sentences. */
export function adviceOn(
  subject: RouteSubject,
  take: RouteOption | null,
  options: readonly RouteOption[],
  places: readonly OtherPlace[],
  knowledge: Knowledge,
  { target, sdk, workload }: Place,
): string {
  const { label } = knowledge.target(target);
  if (take !== null)
    return sentences(
      `Take ${take.label}${stateWords(take)}${take.fit === 'documented' ? '' : `: ${lowered(take.reason)}`}`,
      take.needs?.words,
      take.needs === null ? '' : installWords(take.needs),
      take.until === null ? '' : `It ends on ${label} with SDK ${short(take.until)}: plan the move`,
    );
  const doing = workload === 'training' ? 'trains' : 'runs';
  const ended = options.filter(({ last }) => last !== null);
  const others = places.filter(({ last }) => last === null);
  return sentences(
    `At SDK ${sdk} no route is known that ${doing} ${subject.name} on ${label}`,
    ...ended.map((one) => `${one.label} did up to SDK ${one.last}: pin that release to use it`),
    others.length === 0 ? '' : `Elsewhere there is ${listed(byLabel(others, knowledge))}`,
    ended.length + others.length === 0 ? 'Choose a documented model of the same kind, or plan to port it' : '',
  );
}

/** "NxD Inference on Trn2 and Trn3". */
function byLabel(places: readonly OtherPlace[], knowledge: Knowledge): string[] {
  return [...new Set(places.map(({ label }) => label))].map((label) => {
    const targets = places.filter((one) => one.label === label).map((one) => knowledge.target(one.target).label);
    return `${label} on ${listed([...new Set(targets)])}`;
  });
}

/** ", in beta", ", third party"; empty for a route that is simply current. */
function stateWords({ state }: RouteOption): string {
  if (state === 'beta') return ', in beta';
  if (state === 'maintenance') return ', in maintenance';
  return state === 'third-party' ? ', third party' : '';
}

/** "2.34" of "2.34.0". */
function short(sdk: string): string {
  return sdk.replace(/\.0$/, '');
}

/** A sentence as it goes on after a colon; names of routes and models keep their letters. */
function lowered(text: string): string {
  return /^(No|Which|Hugging) /.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
