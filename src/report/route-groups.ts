/** The route finder's answers put together, so that what is the same for several models or targets is said once. Nothing here is escaped. */
import type { Report } from '../model/report';
import { type RouteNeeds, type RouteOption, type RoutesOf, TAKEABLE } from '../model/routes';
import type { Route, Target } from '../model/target';
import { FIT_WORDS } from './route-words';
import { capital, count, list, targetList } from './words';

/** Kinds of model named one by one; the others are counted. */
const MODELS_NAMED = 3;

/** Models with the same answers on every target. */
export interface RouteGroup {
  readonly models: readonly { readonly model: string; readonly paths: readonly string[] }[];
  readonly answers: readonly RouteAnswer[];
}

/** The same answer for several targets. */
export interface RouteAnswer {
  readonly targets: readonly Target[];
  /** The planned route where the model can take it, else the best. */
  readonly take: RouteOption | null;
  /** Which route to take, or that there is none and where there was or is one: a sentence or two, without what to install. */
  readonly words: string;
  /** Routes that a model could be put on or was meant for, best first. */
  readonly choices: readonly RouteOption[];
  /** The others, each with its reasons on the targets. */
  readonly others: readonly { readonly label: string; readonly reasons: readonly string[] }[];
}

/** In the order of the report. Models are told apart by the answers in words alone, or in `full` by every route's fit and reason too. */
export function routeGroups({ routes, settings }: Report, full = false): readonly RouteGroup[] {
  const models = new Map<string, RoutesOf[]>();
  for (const answer of routes) {
    const key = `${answer.model}\0${answer.paths[0] ?? ''}`;
    const own = models.get(key);
    if (own === undefined) models.set(key, [answer]);
    else own.push(answer);
  }
  const groups = new Map<string, { models: Map<string, string[]>; answers: readonly RouteAnswer[] }>();
  for (const own of models.values()) {
    const answers = answersOf(own, settings.deployment.route, full);
    const key = JSON.stringify(answers.map((answer) => [answer.targets, keyOf(answer, full)]));
    const group = groups.get(key) ?? { models: new Map(), answers };
    groups.set(key, group);
    const { model = '', paths = [] } = own[0] ?? {};
    group.models.set(model, [...(group.models.get(model) ?? []), ...paths]);
  }
  return [...groups.values()].map(({ models: named, answers }) => ({
    models: [...named].map(([model, paths]) => ({ model: model.startsWith('the ') ? capital(model) : model, paths })),
    answers,
  }));
}

/** The first kinds of model; {@link moreModels} counts the others. */
export function modelNames({
  models,
}: RouteGroup): readonly { readonly model: string; readonly paths: readonly string[] }[] {
  return models.slice(0, MODELS_NAMED);
}

/** "and 3 more kinds of model (5 files)", or null where all are named. */
export function moreModels({ models }: RouteGroup): string | null {
  const rest = models.slice(MODELS_NAMED);
  if (rest.length === 0) return null;
  const files = rest.reduce((sum, { paths }) => sum + paths.length, 0);
  return `and ${count(rest.length, 'more kind')} of model (${count(files, 'file')})`;
}

/** What the routes to take need, once each: "TorchNeuron (native PyTorch) on Trn2 and Trn3", and a sentence or two. */
export function routeNeeds(
  groups: readonly RouteGroup[],
): readonly { readonly route: string; readonly words: string }[] {
  const needs = new Map<string, { label: string; words: string; targets: Set<Target> }>();
  for (const { answers } of groups) {
    for (const { take, targets } of answers) {
      if (take === null || take.needs === null) continue;
      const words = needWords(take.needs);
      const key = `${take.label}\0${words}`;
      const known = needs.get(key) ?? { label: take.label, words, targets: new Set() };
      needs.set(key, known);
      for (const target of targets) known.targets.add(target);
    }
  }
  return [...needs.values()].map(({ label, words, targets }) => ({
    route: `${label} on ${targetList([...targets])}`,
    words,
  }));
}

function needWords({ words, packages, python }: RouteNeeds): string {
  if (packages.length === 0) return words;
  const versions = python.length > 1 ? `${python.slice(0, -1).join(', ')} or ${python.at(-1)}` : python.join('');
  const install = `Install ${list(packages.map(({ name, spec }) => `${name}${spec}`))}`;
  return `${words} ${install}${versions === '' ? '' : ` with Python ${versions}`}.`;
}

function answersOf(own: readonly RoutesOf[], planned: Route | undefined, full: boolean): RouteAnswer[] {
  const alike = new Map<string, RoutesOf[]>();
  for (const routes of own) {
    const key = keyOf(answerOf([routes], planned), full);
    alike.set(key, [...(alike.get(key) ?? []), routes]);
  }
  return [...alike.values()].map((same) => answerOf(same, planned));
}

/** What makes two answers the same for a reader. */
function keyOf({ words, take, choices, others }: RouteAnswer, full: boolean): string {
  const needs = take?.needs === null || take === null ? '' : needWords(take.needs);
  if (!full) return JSON.stringify([words, needs]);
  return JSON.stringify([
    words,
    needs,
    choices.map(({ route, state, fit, reason, needs: own }) => [route, state, fit, reason, own?.words ?? '']),
    others.map(({ label }) => label),
  ]);
}

/** Of answers that are the same: those of one model on several targets. */
function answerOf(same: readonly RoutesOf[], planned: Route | undefined): RouteAnswer {
  const [first] = same;
  const options = (first?.options ?? []).map((option) => ({
    ...option,
    reason: withoutName(option.reason, first?.model ?? ''),
  }));
  const plan = options.find(({ route }) => route === planned);
  const asPlanned = plan !== undefined && TAKEABLE.includes(plan.fit);
  const take = asPlanned ? plan : (options.find(({ route }) => route === first?.take) ?? null);
  const words = first === undefined ? '' : take === null ? noRouteWords(first) : takeWords(take, options);
  const lead =
    plan === undefined ? '' : asPlanned ? 'As planned: ' : `The planned ${plan.label} is ${FIT_WORDS[plan.fit]}. `;
  return {
    targets: same.map(({ target }) => target),
    words: asPlanned ? `${lead}${words.charAt(0).toLowerCase()}${words.slice(1)}` : `${lead}${words}`,
    take,
    choices: options.filter(isChoice),
    others: options
      .filter((option) => !isChoice(option))
      .map(({ route, label }) => ({
        label,
        reasons: [
          ...new Set(
            same.flatMap((one) =>
              one.options.filter((o) => o.route === route).map(({ reason }) => withoutName(reason, one.model)),
            ),
          ),
        ],
      })),
  };
}

function isChoice({ fit }: RouteOption): boolean {
  return fit !== 'inapplicable' && fit !== 'unavailable';
}

/** The model's name stands beside the sentence already, and would make sentences differ that say the same. */
function withoutName(reason: string, model: string): string {
  return reason.replaceAll(` ${model} `, ' the model ').replaceAll(` ${model}.`, ' the model.');
}

function takeWords(take: RouteOption, options: readonly RouteOption[]): string {
  const why = take.fit === 'documented' || take.reason === '' ? '.' : `. ${sentence(take.reason)}`;
  const end = take.until === null ? '' : ` It ends with SDK ${short(take.until)}: plan the move.`;
  const also = options
    .filter((option) => option !== take && TAKEABLE.includes(option.fit) && option.confidence !== 'undocumented')
    .map((option) => `${option.label}${inState(option)}`);
  return `Take ${take.label}${inState(take)}${why}${end}${also.length === 0 ? '' : ` Also there: ${list(also)}.`}`;
}

function noRouteWords({ options, elsewhere, workload }: RoutesOf): string {
  const does = workload === 'training' ? 'trains' : 'runs';
  const ended = options.flatMap(({ label, last }) => (last === null ? [] : [`${label} did up to SDK ${last}`]));
  const others = elsewhere.filter(({ last }) => last === null);
  const labels = [...new Set(others.map(({ label }) => label))].map((label) => {
    const targets = others.filter((one) => one.label === label).map(({ target }) => target);
    return `${label} on ${targetList([...new Set(targets)])}`;
  });
  const instead =
    ended.length + labels.length === 0 ? ' Choose a documented model of the same kind, or plan to port it.' : '';
  const past = ended.length === 0 ? '' : `; ${list(ended)}`;
  return `No known route ${does} it${past}.${labels.length === 0 ? '' : ` Elsewhere there is ${list(labels)}.`}${instead}`;
}

/** ", in beta", ", third party"; empty for a route that is simply current. */
function inState({ state }: RouteOption): string {
  if (state === 'beta') return ', in beta';
  if (state === 'maintenance') return ', in maintenance';
  return state === 'third-party' ? ', third party' : '';
}

/** "2.34" of "2.34.0". */
function short(sdk: string): string {
  return sdk.replace(/\.0$/, '');
}

function sentence(text: string): string {
  return /[.:]$/.test(text) ? text : `${text}.`;
}
