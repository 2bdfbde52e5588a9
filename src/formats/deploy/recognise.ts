import type { ArtifactKind } from '../../model/artifact';
import type { FactValue } from '../../model/facts';
import { type DataDocument, type DataObject, isDataObject } from '../../text/data';

export type ManifestKind = Extract<
  ArtifactKind,
  'kubernetes' | 'helm' | 'cloudformation' | 'sagemaker' | 'ecs' | 'batch' | 'slurm'
>;

/** Words of which a text has at least one group where it is a manifest; asked before anything is parsed. */
const MARKS: readonly (readonly string[])[] = [
  ['apiVersion', 'kind'],
  ['AWSTemplateFormatVersion'],
  ['Resources', 'AWS::'],
  ['ProductionVariants'],
  ['AlgorithmSpecification'],
  ['PrimaryContainer'],
  ['InstanceGroups'],
  ['containerDefinitions'],
  ['containerProperties'],
  ['computeResources'],
  ['HeadNode', 'Scheduling'],
  ['ParameterKey', 'ParameterValue'],
];

/** Whether a text may be a manifest, by words that it must have. */
export function mayBeManifest(text: string): boolean {
  return MARKS.some((words) => words.every((word) => text.includes(word)));
}

/** Whether a text that is no valid YAML or JSON was meant to be one of these, by the keys at its start; null where it does not say. */
export function meantAs(text: string): ManifestKind | null {
  if (/^["']?apiVersion["']?[ \t]*:/m.test(text) && /^["']?kind["']?[ \t]*:/m.test(text)) return 'kubernetes';
  return /^["']?AWSTemplateFormatVersion["']?[ \t]*:/m.test(text) ? 'cloudformation' : null;
}

/** What the documents of a file are, by their own words; null where they are nothing of this family. */
export function kindOf(documents: readonly DataDocument[]): ManifestKind | null {
  if (documents.length === 1 && isParameterList(documents[0]?.value)) return 'cloudformation';
  const values = documents.map(({ value }) => value).filter(isDataObject);
  if (values.some(isKubernetesObject)) return 'kubernetes';
  const [first] = values;
  if (first === undefined || values.length > 1) return null;
  if ('AWSTemplateFormatVersion' in first || resourceTypes(first).length > 0) return 'cloudformation';
  if (isSagemaker(first)) return 'sagemaker';
  const task = isDataObject(first.taskDefinition) ? first.taskDefinition : first;
  if (Array.isArray(task.containerDefinitions)) return 'ecs';
  if (isDataObject(first.containerProperties) || isDataObject(first.computeResources)) return 'batch';
  // AWS ParallelCluster.
  return isDataObject(first.HeadNode) && isDataObject(first.Scheduling) ? 'slurm' : null;
}

/** `objects`: kinds of Kubernetes objects with their API version; `types`: resource types of a CloudFormation template. */
export function kindFacts(kind: ManifestKind, documents: readonly DataDocument[]): Record<string, FactValue> {
  const values = documents.map(({ value }) => value).filter(isDataObject);
  const names =
    kind === 'cloudformation'
      ? values.flatMap(resourceTypes)
      : values.filter(isKubernetesObject).map(({ apiVersion, kind: name }) => `${apiVersion}/${name}`);
  if (names.length === 0) return {};
  return { [kind === 'cloudformation' ? 'types' : 'objects']: [...new Set(names)].slice(0, 40) };
}

function isKubernetesObject({ apiVersion, kind }: DataObject): boolean {
  return typeof apiVersion === 'string' && typeof kind === 'string';
}

/** The values that a CloudFormation template is given. */
function isParameterList(value: unknown): boolean {
  return Array.isArray(value) && value.some((each) => isDataObject(each) && 'ParameterKey' in each);
}

function resourceTypes({ Resources: resources }: DataObject): string[] {
  if (!isDataObject(resources)) return [];
  const types = Object.values(resources).map((resource) => (isDataObject(resource) ? resource.Type : null));
  return types.filter((type): type is string => typeof type === 'string' && /^(?:AWS|Custom)::/.test(type));
}

/** Requests of the SageMaker API: an endpoint configuration, a model, a training job, a HyperPod cluster. */
function isSagemaker(value: DataObject): boolean {
  return (
    Array.isArray(value.ProductionVariants) ||
    isDataObject(value.AlgorithmSpecification) ||
    (isDataObject(value.PrimaryContainer) && 'ExecutionRoleArn' in value) ||
    (Array.isArray(value.InstanceGroups) &&
      value.InstanceGroups.some((group) => isDataObject(group) && 'InstanceType' in group))
  );
}
