import type * as vscode from 'vscode';
import type { AuditOptions, AuditRequest, Progress } from '../../audit';
import { Cancelled, type Host, type RelativePath } from '../../model/host';
import { type Problem, SettingsError } from '../../model/problem';
import type { Report } from '../../model/report';
import { createPace } from '../../node/pace';
import { today } from '../../node/today';
import type { ReadingCache } from '../../reading-cache';
import type { Watched } from '../../workspace/watched';
import { loadCore } from '../core';
import { t } from '../l10n';
import { hostOf } from './host';
import { dropMissing } from './included';
import { logFailure, logReport } from './log';
import type { PlanMemory } from './plan-memory';
import { readPlanProblems } from './plan-problems';
import { type AuditRoot, isWorkspaceRoot, rootKey } from './root';
import { excludedGlobs, readDefaults, watchesAll } from './settings';
import { type Failure, IDLE } from './state';
import type { AuditStore } from './store';

/** A view is told of progress at most this often. */
const PROGRESS_EVERY_MS = 100;

/** Runs audits, one at a time for each root: a newer one cancels the one before, whose result is dropped. */
export interface Auditor extends vscode.Disposable {
  /** Resolves with the report; null where the audit was cancelled, overtaken or failed: the store says which. Never rejects. */
  audit(root: AuditRoot): Promise<Report | null>;
  /** The same, looking only at what was noted since the last audit that came to its end. */
  auditChanged(root: AuditRoot): Promise<Report | null>;
  /** A file's content has changed; null: files came or went, or what is audited is another. */
  note(root: AuditRoot, changed: RelativePath | null): void;
  /** The same with the verdicts by release and route of every file, however many; later audits of the root keep to that. */
  auditFully(root: AuditRoot): Promise<Report | null>;
  /**
   * Makes this file part of every audit of the root from now on, even where an ignore rule leaves it out. Of a root that is no
   * workspace folder only such files are audited: nobody asked for the rest of it.
   */
  include(root: AuditRoot, path: RelativePath): void;
  /** The report for other settings than the planned ones, out of readings that are known; changes nothing in the store. Rejects as `audit` of the core. */
  peek(root: AuditRoot, options: PeekOptions, token: vscode.CancellationToken): Promise<Report>;
  /** The report of the root as another host shows it (a git revision), with the settings of the editor; changes nothing. Rejects likewise. */
  peekAt(root: AuditRoot, host: Host, token: vscode.CancellationToken): Promise<Report>;
  /** What the audits of a root have read, for views that look at a single file of it. */
  readings(root: AuditRoot): ReadingCache;
  cancel(root: AuditRoot): void;
  /** Cancels, and forgets what was read of the root. */
  forget(root: AuditRoot): void;
}

export type PeekOptions = Omit<AuditOptions, 'asOf' | 'config'>;

interface Run {
  cancelled: boolean;
}

interface Session {
  readonly cache: ReadingCache;
  readonly included: Set<RelativePath>;
  /** Changed since the last audit that came to its end; null: anything may have. */
  changed: Set<RelativePath> | null;
  search: Watched['search'];
  /** Verdicts by release and route are wanted of every file. */
  fully: boolean;
  /** Of the plan file, as of the last audit that came to its end. */
  planProblems: readonly Problem[];
  run: Run | null;
}

export function createAuditor(store: AuditStore, memory: PlanMemory, log: vscode.LogOutputChannel): Auditor {
  const sessions = new Map<string, Session>();

  function sessionOf(root: AuditRoot): Session {
    const known = sessions.get(rootKey(root));
    if (known !== undefined) return known;
    const session: Session = {
      cache: new Map(),
      included: new Set(),
      changed: null,
      search: null,
      fully: false,
      planProblems: [],
      run: null,
    };
    sessions.set(rootKey(root), session);
    return session;
  }

  async function requestFor(root: AuditRoot, session: Session): Promise<Omit<AuditRequest, 'pace'>> {
    const host = hostOf(root);
    await dropMissing(host, session.included);
    const planRecords = memory.records(root);
    return {
      host,
      paths: [...(isWorkspaceRoot(root) ? [''] : []), ...session.included],
      options: { asOf: today() },
      defaults: readDefaults(root),
      exclude: excludedGlobs(root),
      cache: session.cache,
      matrix: session.fully ? 'always' : 'auto',
      ...(planRecords !== null && { planRecords }),
    };
  }

  async function audited(root: AuditRoot): Promise<Report | null> {
    const session = sessionOf(root);
    if (session.run !== null) session.run.cancelled = true;
    const mine: Run = { cancelled: false };
    session.run = mine;
    const watched: Watched = { changed: watchesAll(root) ? session.changed : null, search: session.search };
    session.changed = new Set();
    const last = store.get(root).report;
    const show = (progress: Progress | null) => store.set(root, { status: 'running', report: last, progress });
    const started = performance.now();
    show(null);
    try {
      const { audit } = await loadCore();
      const report = await audit({
        ...(await requestFor(root, session)),
        watched,
        pace: createPace(() => mine.cancelled),
        progress: throttled((progress) => {
          if (!mine.cancelled) show(progress);
        }),
      });
      const planProblems = await readPlanProblems(root);
      if (session.run !== mine) {
        session.changed = together(watched.changed, session.changed);
        return null;
      }
      session.planProblems = planProblems;
      session.search = watched.search;
      logReport(log, root.name, report, performance.now() - started);
      store.set(root, { status: 'done', report, planProblems });
      return report;
    } catch (error) {
      session.changed = together(watched.changed, session.changed);
      if (session.run !== mine) return null;
      if (error instanceof Cancelled) {
        log.info(t('{0}: the audit was cancelled.', root.name));
        store.set(root, last === null ? IDLE : { status: 'done', report: last, planProblems: session.planProblems });
      } else {
        const failure = failureOf(error);
        logFailure(log, root.name, failure, error);
        store.set(root, { status: 'failed', report: last, failure });
      }
      return null;
    } finally {
      if (session.run === mine) session.run = null;
    }
  }

  return {
    audit(root) {
      sessionOf(root).changed = null;
      return audited(root);
    },
    auditChanged: audited,
    note(root, changed) {
      const session = sessionOf(root);
      session.changed = together(session.changed, changed === null ? null : new Set([changed]));
    },
    auditFully(root) {
      sessionOf(root).changed = null;
      sessionOf(root).fully = true;
      return audited(root);
    },
    include: (root, path) => void sessionOf(root).included.add(path),
    async peek(root, options, token) {
      const { audit } = await loadCore();
      const session = sessionOf(root);
      const request = await requestFor(root, session);
      return audit({
        ...request,
        // Nothing is noted as seen: the next audit looks at all that changed. While one runs, what it was told of is not read yet.
        watched: { changed: session.run === null && watchesAll(root) ? session.changed : null, search: session.search },
        options: { ...request.options, ...options },
        matrix: 'never',
        pace: createPace(() => token.isCancellationRequested),
      });
    },
    async peekAt(root, host, token) {
      const { audit } = await loadCore();
      const { options, defaults, exclude, paths } = await requestFor(root, sessionOf(root));
      const there = await Promise.all(paths.map(async (path) => (await host.stat(path)) !== null));
      return audit({
        host,
        paths: paths.filter((_, i) => there[i]),
        options,
        ...(defaults && { defaults }),
        ...(exclude && { exclude }),
        matrix: 'never',
        pace: createPace(() => token.isCancellationRequested),
      });
    },
    readings: (root) => sessionOf(root).cache,
    cancel(root) {
      const current = sessions.get(rootKey(root))?.run;
      if (current) current.cancelled = true;
    },
    forget(root) {
      const session = sessions.get(rootKey(root));
      if (session?.run) session.run.cancelled = true;
      if (session) session.run = null;
      sessions.delete(rootKey(root));
    },
    dispose() {
      for (const { run } of sessions.values()) if (run) run.cancelled = true;
    },
  };
}

/** Null, which stands for everything, takes in all. */
function together(a: ReadonlySet<RelativePath> | null, b: ReadonlySet<RelativePath> | null): Set<RelativePath> | null {
  return a === null || b === null ? null : new Set([...a, ...b]);
}

function failureOf(error: unknown): Failure {
  if (error instanceof SettingsError) return { message: error.message, problems: error.problems };
  return { message: error instanceof Error ? error.message : String(error), problems: [] };
}

function throttled(show: (progress: Progress) => void): (progress: Progress) => void {
  let next = 0;
  return (progress) => {
    const now = performance.now();
    if (now < next) return;
    next = now + PROGRESS_EVERY_MS;
    show(progress);
  };
}
