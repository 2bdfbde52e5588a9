import type { PackageMention } from '../../formats/mentions';
import type { StepCheck } from '../../model/plan';
import type { PackageNeed } from '../../model/routes';
import { admits } from '../../neuron/pep440';
import { show } from '../../text/words';
import { mentioning, type PlanFacts } from '../facts';

/**
 * Whether the workspace names the packages of a route at the planned release: an image with Neuron software, or the first package of the
 * route in a version that the release ships.
 */
export function setUpCheck(facts: PlanFacts): StepCheck {
  const image = neuronImage(facts);
  if (image !== null)
    return { state: 'done', says: `${image.path} takes ${image.name}, an image with Neuron software.` };
  const needs = facts.routes.flatMap(({ option }) => option.needs?.packages ?? []);
  const found = packagesOf(facts);
  const named = needs.flatMap((need) => (found.get(need.name) ?? []).map((mention) => ({ need, ...mention })));
  const right = named.find(({ need, mention }) => fits(need, mention));
  if (right !== undefined)
    return {
      state: 'done',
      says: `${show(right.path)} asks for ${show(right.mention.written)}${right.mention.specifier}.`,
    };
  const [first] = named;
  if (first === undefined) return { state: 'open', says: 'No file of the workspace asks for a package of these.' };
  const { path, mention, need } = first;
  return {
    state: 'open',
    says: `${show(path)} asks for ${show(mention.written)}${show(mention.specifier)}; the release has ${need.name}${need.spec}.`,
  };
}

function neuronImage(facts: PlanFacts): { readonly path: string; readonly name: string } | null {
  for (const { path, mentions } of mentioning(facts)) {
    for (const { name, role } of mentions.images) {
      const known =
        role !== 'machine' &&
        facts.targets.some((target) => facts.knowledge.neuronImage(name, target, facts.settings.sdk) !== null);
      if (known) return { path: show(path), name: show(name) };
    }
  }
  return null;
}

/** Mentions by package. */
function packagesOf(facts: PlanFacts) {
  const found = new Map<string, { readonly path: string; readonly mention: PackageMention }[]>();
  for (const { path, mentions } of mentioning(facts)) {
    for (const mention of mentions.packages) {
      const known = found.get(mention.name);
      if (known === undefined) found.set(mention.name, [{ path, mention }]);
      else known.push({ path, mention });
    }
  }
  return found;
}

/** A version that the release ships; where the release's own is not known, any that is pinned. */
function fits({ spec }: PackageNeed, { pinned, specifier }: PackageMention): boolean {
  if (pinned === null) return spec !== '' && specifier === spec;
  return spec === '' || admits(spec, pinned) === true;
}
