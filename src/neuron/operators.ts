import { onInf1 } from './inf1';
import type { Knowledge, OperatorClaim } from './knowledge';
import { lazy } from './lazy';
import type { KnowledgeData } from './schema';
import { OPERATOR_FILES } from './schema';

type Operators = Pick<Knowledge, 'operator' | 'operatorPath' | 'domain' | 'converter' | 'converterVersions'>;

export function operatorQueries(data: KnowledgeData): Operators {
  const operators = lazy(() => new Map(OPERATOR_FILES.flatMap((file) => data[file]).map((claim) => [claim.id, claim])));
  const known = lazy(() => new Set([...operators().values()].map((claim) => claim.domain)));
  const domains = lazy(() => new Map(data.domains.map((claim) => [claim.domain, claim])));
  const converted = lazy(() => new Map(data.converter.operators.map(({ id, versions }) => [id, versions])));
  const paths = lazy(() => new Map(data['operator-paths'].operators.map((entry) => [entry.id, entry])));
  const { name, version, sources } = data.converter;
  return {
    operator(domain, op, target) {
      const claim = operators().get(`${domain}::${op}`) ?? null;
      if (claim === null || target === undefined) return claim;
      const own = { ...claim, checks: checksFor(claim, target) };
      return target === 'inf1' ? onInf1(own) : own;
    },
    operatorPath: (id) => paths().get(id) ?? null,
    domain: (domain) => domains().get(domain) ?? (known().has(domain) ? null : (domains().get('*') ?? null)),
    converter: { name, version, sources },
    converterVersions: (domain, op) => converted().get(`${domain}::${op}`) ?? null,
  };
}

function checksFor(claim: OperatorClaim, target: NonNullable<Parameters<Knowledge['operator']>[2]>) {
  return claim.checks.filter((check) => check.targets === null || check.targets.includes(target));
}
