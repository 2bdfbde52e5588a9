/** What stands above a model's config: route and tensor parallel degrees, a line a target. Pure. */
import { configFactsOf } from '../../model/artifact';
import type { RelativePath } from '../../model/host';
import type { Report } from '../../model/report';
import type { RoutesOf } from '../../model/routes';
import type { Target } from '../../model/target';
import { TARGET_LABELS } from '../../report/words';
import type { Degree } from '../../routes/degrees';
import { t } from '../l10n';

export interface LensText {
  readonly target: Target;
  /** "Trn2: vLLM Neuron (beta) · tensor parallel 1, 2, 4 or 8". */
  readonly title: string;
  readonly routes: RoutesOf;
}

/** Degrees of a model on a target over a route; asked of the core, which knows Neuron. */
export type DegreesOf = (report: Report, path: RelativePath, routes: RoutesOf) => readonly Degree[];

/** The lenses of one config; none for what is no readable config of a model. */
export function lensTexts(report: Report, path: RelativePath, degreesOf: DegreesOf): readonly LensText[] {
  const artifact = report.artifacts.find((candidate) => candidate.path === path);
  if (artifact === undefined || configFactsOf(artifact) === null) return [];
  return report.routes
    .filter((routes) => routes.paths.includes(path))
    .map((routes) => {
      const valid = degreesOf(report, path, routes).filter(({ verdict }) => verdict === 'fits');
      const degrees = valid.map(({ degree }) => degree).join(', ');
      const parts = [routeWords(routes), ...(degrees === '' ? [] : [t('tensor parallel {0}', degrees)])];
      return { target: routes.target, title: `${TARGET_LABELS[routes.target]}: ${parts.join(' · ')}`, routes };
    });
}

function routeWords({ take, options }: RoutesOf): string {
  const option = options.find(({ route }) => route === take);
  if (option === undefined) return t('no route known');
  switch (option.state) {
    case 'beta':
      return t('{0} (beta)', option.label);
    case 'maintenance':
      return t('{0} (maintenance)', option.label);
    case 'third-party':
      return t('{0} (third party)', option.label);
    default:
      return option.label;
  }
}

export interface RouteRow {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  /** The document that decides it, or null. */
  readonly url: string | null;
}

/** Every route for the model as the rows of a list, the one to take first. */
export function routeRows({ options, take }: RoutesOf): readonly RouteRow[] {
  return options
    .toSorted((a, b) => Number(b.route === take) - Number(a.route === take))
    .map(({ route, label, state, reason, needs, evidence }) => ({
      label: route === take ? `$(check) ${label}` : label,
      description: state ?? t('not on this target'),
      detail: [reason, ...(needs === null ? [] : [needs.words])].join(' '),
      url: evidence[0]?.url ?? null,
    }));
}
