/** What the extension takes from the core at run time; see {@link loadCore}. Types and the words of reports are imported directly. */
export { audit } from '../audit';
export { FORMATS } from '../formats';
export { loadKnowledge } from '../neuron/load';
export { upgradeOf } from '../outlook/upgrade';
export { judgeModel, openModel, overviewSettings, summaryOf } from '../overview/open';
export { readPlanFile, writeStep } from '../planner/plan-file';
export { plannerTemplate } from '../planner/template';
export { WRITERS } from '../report';
export { UPGRADE_WRITERS } from '../report/upgrade';
export { tensorParallelDegrees } from '../routes/degrees';
export { ALL_RULES } from '../rules';
export { pageFile, rulePageMarkdown } from '../rules/page';
export { completionsAt } from './planner/complete';
export { writePins } from './planner/pins';
export { writeTargets } from './planner/targets';
export { writeWaiver } from './planner/waivers';
