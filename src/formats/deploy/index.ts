import type { Format } from '../format';
import { manifests } from './manifests';
import { slurm } from './slurm';
import { terraform } from './terraform';

/** Clusters and clouds: Kubernetes, Helm, SageMaker, CloudFormation, Terraform, Slurm. In the order in which they are asked. */
export const DEPLOY_FORMATS: readonly Format[] = [manifests, terraform, slurm];
